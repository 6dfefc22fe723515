import type { Context } from '#cloud/context'
import { cases } from '#cloud/retention/cases'
import { crimes } from '#cloud/retention/papers'
import { photos, photosOf, removePhotos } from '#cloud/retention/photos'
import { purgeBatch } from '#cloud/retention/purge-unit'
import type { UnitId } from '#domain/ids'
import { LEAST_LOG_AGE } from '#domain/retention'
import { type FoundIn, findPerson, type Holding, type Wanted } from './find-person'
import { logAsked } from './log-asked'

export interface Erased {
  readonly found: readonly FoundIn[]
  /** What went; all other holdings stayed for the reason that they name. */
  readonly gone: readonly Holding[]
}

/**
 * What the law lets go of this person (个人信息保护法 art. 47): closed cases and crimes, under no hold, older than the log has to be. Each
 * is judged again under the unit's lock. Nothing of what stays changes.
 */
export async function erasePerson(context: Context, wanted: Wanted, street: UnitId | null): Promise<Erased> {
  const found = await findPerson(context, wanted, street)
  await logAsked(context, 'person.erase', wanted, found)
  const gone: Holding[] = []
  for (const { unitId, holdings } of found) {
    for (const task of [cases, crimes]) {
      const may = holdings.filter(({ what, erasable }) => what === task.kind && erasable.kind === 'may')
      if (may.length === 0) continue
      const asked = new Set<string>(may.map(({ id }) => id))
      if (task.kind === 'case') {
        const removed = await removePhotos(context, unitId, (trx) => photosOf(trx, unitId, [...asked]))
        if (removed.length > 0) await purgeBatch(context, unitId, 'request', photos, () => removed)
      }
      const least = context.clock.now() - LEAST_LOG_AGE
      const went = new Set<string>()
      await purgeBatch(context, unitId, 'request', task, async (trx) => {
        for (const { id } of await task.due(trx, unitId, least, null)) if (asked.has(id)) went.add(id)
        return [...went]
      })
      gone.push(...may.filter(({ id }) => went.has(id)))
    }
  }
  return { found, gone }
}
