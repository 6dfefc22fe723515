import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import type { UnitId } from '#domain/ids'
import type { FoundIn, Wanted } from './find-person'

export type Asked = 'person.find' | 'person.export' | 'person.erase'

/**
 * That somebody asked about a person, in the log of every unit that knew one, and of the asked street where none did: by a keyed hash
 * of the phone or name, so that the log tells nobody who it was, and yet whether it was he.
 */
export async function logAsked(
  context: Context,
  type: Asked,
  wanted: Wanted,
  found: readonly FoundIn[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  for (const { unitId, holdings, workers } of found) {
    const body = { subjects: [...holdings, ...workers].map(({ id }) => id), ...more }
    await append(context, unitId, type, wanted, body)
  }
  if (found.length > 0) return
  const streets = await context.db.selectFrom('unit').select('unit_id').where('kind', '=', 'street').execute()
  for (const { unit_id } of streets) await append(context, unit_id, type, wanted, { subjects: [], ...more })
}

async function append(context: Context, unitId: UnitId, type: Asked, wanted: Wanted, body: object): Promise<void> {
  const vault = await context.vault.open(context.db, unitId)
  if (vault === null) throw new Error('Nobody is found without keys')
  const whom = wanted.kind === 'phone' ? vault.index('person', wanted.phone) : vault.index('name', wanted.name)
  const id = serverId(context)
  const content = { type, id, body: { by: wanted.kind, whom, ...body } }
  await retried(context, async (trx) => {
    const head = await lockHead(trx, unitId)
    await appendServerEntry(context, trx, head, { unitId, author: SERVER, type, id, content })
  })
}
