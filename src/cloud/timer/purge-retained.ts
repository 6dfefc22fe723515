import type { Context } from '#cloud/context'
import { isUnavailable } from '#cloud/db/errors'
import { purgeUnit } from '#cloud/retention/purge-unit'
import { dayOf, HOUR, type Milliseconds, SECOND } from '#domain/time'

/** Batches of all units in one run: the timer comes again within minutes and goes on. */
const BATCHES = 20

/**
 * Of one run. A unit takes some fifty round trips though nothing is due there, so ten thousand units take minutes: what is urgent does not
 * wait for them, and a function of the cloud has one minute.
 */
const AT_MOST: Milliseconds = 10 * SECOND

/** A day's purge begins at three in the morning, when nobody waits for a unit's lock. */
const QUIET = 3 * HOUR

/** Once a day what is due goes, of every unit (F24). Returns how many items went. */
export async function purgeRetained(context: Context): Promise<number> {
  const { db, clock } = context
  const began = clock.now()
  const day = dayOf(began - QUIET)
  const units = await db
    .selectFrom('unit')
    .leftJoin('retention_run', 'retention_run.unit_id', 'unit.unit_id')
    .select('unit.unit_id as unitId')
    .where(({ eb, or }) => or([eb('retention_run.day', 'is', null), eb('retention_run.day', '<', day)]))
    .orderBy('unit.unit_id')
    .execute()
  let gone = 0
  let batches = BATCHES
  for (const { unitId } of units) {
    if (clock.now() - began >= AT_MOST) return gone
    try {
      const { kinds, finished } = await purgeUnit(context, unitId, 'timer', batches)
      const count = [...kinds.values()].reduce((sum, each) => sum + each, 0)
      gone += count
      batches -= count > 0 ? kinds.size : 0
      if (!finished || batches <= 0) return gone
      const done = { unit_id: unitId, day, at: clock.now() }
      await db
        .insertInto('retention_run')
        .values(done)
        .onConflict((conflict) => conflict.column('unit_id').doUpdateSet({ day: done.day, at: done.at }))
        .execute()
    } catch (error) {
      if (isUnavailable(error)) throw error
      // One unit's trouble is not the others'.
      context.log.error({ err: error, unit: unitId }, 'what is due was not purged')
    }
  }
  return gone
}
