import type { Kysely } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { lockHead } from '#cloud/operations/log'
import { dataKeyRows, KeyMissing } from '#cloud/vault/data-keys'
import type { MasterKeys } from '#cloud/vault/keys'
import type { UnitId } from '#domain/ids'

/** How a unit's keys stand, without a word of them. */
export interface UnitKeys {
  readonly unitId: UnitId
  readonly name: string
  /** Ids of the wrapping keys that it needs to be opened. */
  readonly wrappedBy: readonly string[]
  readonly dataKey: string
  readonly cipher: string
  /** Null: nothing is under way. */
  readonly pending: { readonly wrapBy: string; readonly boxes: number } | null
}

export async function keysOfUnits(db: Kysely<Tables>): Promise<readonly UnitKeys[]> {
  const units = await db.selectFrom('unit').select(['unit_id', 'name']).orderBy('unit_id').execute()
  const found: UnitKeys[] = []
  for (const { unit_id: unitId, name } of units) {
    const rows = await dataKeyRows(db, unitId)
    const newest = rows[rows.length - 1]
    if (newest === undefined) continue
    const pending = await db.selectFrom('key_rotation').selectAll().where('unit_id', '=', unitId).executeTakeFirst()
    found.push({
      unitId,
      name,
      wrappedBy: [...new Set(rows.map((row) => row.wrapped_by))].sort(),
      dataKey: newest.key_id,
      cipher: newest.cipher,
      pending: pending === undefined ? null : { wrapBy: pending.wrap_by, boxes: pending.boxes },
    })
  }
  return found
}

/**
 * Marks every unit whose keys are not as they are to be: wrapped by the first of the wrapping keys, and the newest data key of the
 * configured cipher. With `data` each unit gets a new data key; not those whose rotation is under way, which goes on as it was asked
 * for. Refuses what this process could not open. Gives how many are to be done.
 */
export async function askRotation(context: Context, keys: MasterKeys, data: boolean): Promise<number> {
  const [first] = keys.wrapping
  if (first === undefined) throw new Error('No wrapping key')
  const { fieldCipher } = context.config
  let asked = 0
  for (const { unitId, wrappedBy, cipher, pending } of await keysOfUnits(context.db)) {
    const missing = wrappedBy.find((id) => !keys.wrapping.some((one) => one.id === id))
    if (missing !== undefined) throw new KeyMissing(unitId, missing)
    const newKey = pending === null && (data || cipher !== fieldCipher)
    if (pending === null && !newKey && wrappedBy.every((id) => id === first.id)) continue
    await retried(context, async (trx) => {
      await lockHead(trx, unitId)
      await trx
        .insertInto('key_rotation')
        .values({
          unit_id: unitId,
          wrap_by: first.id,
          cipher: newKey ? fieldCipher : null,
          data_key: null,
          asked_at: context.clock.now(),
        })
        .onConflict((conflict) => conflict.column('unit_id').doUpdateSet({ wrap_by: first.id }))
        .execute()
    })
    asked += 1
  }
  return asked
}
