import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { put, writeTogether } from '#cloud/db/bulk'
import { retried } from '#cloud/db/retried'
import type { StaffId, UnitId } from '#domain/ids'
import type { LocalDate } from '#domain/time'
import { lockHead } from './log'
import { rollUp } from './rollup'
import { rollupFacts } from './rollup-facts'

/** Days in one transaction: a unit's phones wait for no longer than these take. */
const DAYS_AT_ONCE = 10

/**
 * All figures of a unit from its records, by the functions that keep them after a push: after an update that counts more than
 * before. Gives how many days there were. Run twice it changes nothing.
 */
export async function countAnew(context: Context, unitId: UnitId): Promise<number> {
  const { rows: days } = await sql<{ day: LocalDate }>`
    select day from unit_day where unit_id = ${unitId} order by day
  `.execute(context.db)
  const { rows: people } = await sql<{ id: StaffId }>`
    select staff_id as id from staff where unit_id = ${unitId}
    union select staff_id from staff_day where unit_id = ${unitId}
  `.execute(context.db)
  for (let at = 0; at < days.length; at += DAYS_AT_ONCE) {
    const affected = days
      .slice(at, at + DAYS_AT_ONCE)
      .flatMap(({ day }) => people.map(({ id: staffId }) => ({ staffId, day })))
    await retried(context, async (trx) => {
      const { seq } = await lockHead(trx, unitId)
      const facts = await rollupFacts(trx, unitId, affected, [])
      const { staffDays, channelDays } = rollUp(unitId, affected, facts, seq)
      // The unit's days are as they were: phones that have them need not fetch them again.
      await writeTogether(trx, [
        ...put('staff_day', staffDays, ['unit_id', 'day', 'staff_id']),
        ...put('channel_day', channelDays, ['unit_id', 'day', 'channel']),
      ])
    })
  }
  return days.length
}
