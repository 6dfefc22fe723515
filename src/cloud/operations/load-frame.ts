import { sql, type Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { Operation } from '#contract/operation'
import type { FrameRecord } from '#domain/sample'
import { daysBetween } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { inspectionOf, periodOf } from './inspection-paper'
import type { WorkingSet } from './working-set'

/** Of one draw: more would take longer than a phone waits. */
export const MOST_OF_FRAME = 300_000
export const LONGEST_PERIOD_DAYS = 31

/**
 * For a draw: the visits of the street's units on those days that were not taken back, and with which seeds and sizes the same days
 * were drawn from before. Read under the lock on the street's head, so that of two draws at once the second sees the first.
 */
export async function loadFrame(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
): Promise<void> {
  for (const { type, id, body } of operations) {
    if (type !== 'inspection.draw') continue
    const days = daysBetween(body.from, body.to)
    // What is refused anyhow needs no reading.
    if (set.street !== set.unitId || days < 0 || days >= LONGEST_PERIOD_DAYS) continue
    const { rows: records } = await sql<FrameRecord>`
      select visit_id as record, visit.unit_id as unit, staff_id as worker
      from visit join unit on unit.unit_id = visit.unit_id
      where unit.street_id = ${set.unitId} and unit.kind = any(${[...reportingKinds]}::text[])
        and day between ${body.from} and ${body.to} and not undone
      limit ${sql.lit(MOST_OF_FRAME + 1)}
    `.execute(trx)
    const before = await trx
      .selectFrom('paper')
      .select('content')
      .where('unit_id', '=', set.unitId)
      .where('kind', '=', 'inspection')
      .where('period', '=', periodOf(body))
      .execute()
    const drawn = before.map((paper) => {
      const { seed, size } = inspectionOf(paper)
      return { seed, size }
    })
    set.frames.set(id, { records, drawn })
  }
}
