import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { activityRows, handOutRows, visitRows } from '#cloud/queries/record-rows'
import type { UnitId } from '#domain/ids'
import { addDays, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'

/** One unit's records of these days, both included. */
export interface Span {
  readonly unit: UnitId
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Rows that are in memory at a time. */
const PAGE = 1000

export function visitsOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages((after) => {
    const rows = visitRows(db, span.unit)
      .select(['visit.adults', 'visit.topics', 'visit.leaflets'])
      .where('visit.at', '>=', start)
      .where('visit.at', '<', end)
    const page =
      after === null ? rows : rows.where(sql<boolean>`(visit.at, visit.visit_id) > (${after.at}, ${after.id})`)
    return page.orderBy('visit.at').orderBy('visit.visit_id').limit(PAGE).execute()
  })
}

export function handOutsOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages((after) => {
    const rows = handOutRows(db, span.unit)
      .select(['hand_out.audience', 'hand_out.reason'])
      .where('hand_out.at', '>=', start)
      .where('hand_out.at', '<', end)
    const page =
      after === null ? rows : rows.where(sql<boolean>`(hand_out.at, hand_out.hand_out_id) > (${after.at}, ${after.id})`)
    return page.orderBy('hand_out.at').orderBy('hand_out.hand_out_id').limit(PAGE).execute()
  })
}

/** By their start. */
export function activitiesOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages((after) => {
    const rows = activityRows(db, span.unit)
      .select(['activity.audience', 'activity.note', 'activity.detail'])
      .where('activity.from_at', '>=', start)
      .where('activity.from_at', '<', end)
    const page =
      after === null
        ? rows
        : rows.where(sql<boolean>`(activity.from_at, activity.activity_id) > (${after.at}, ${after.id})`)
    return page.orderBy('activity.from_at').orderBy('activity.activity_id').limit(PAGE).execute()
  })
}

export async function countRecords(db: Kysely<Tables>, span: Span): Promise<number> {
  const [start, end] = bounds(span)
  const { rows } = await sql<{ readonly count: number }>`
    select (
      (select count(*) from visit where unit_id = ${span.unit} and at >= ${start} and at < ${end}) +
      (select count(*) from hand_out where unit_id = ${span.unit} and at >= ${start} and at < ${end}) +
      (select count(*) from activity where unit_id = ${span.unit} and from_at >= ${start} and from_at < ${end})
    )::integer as count`.execute(db)
  return rows[0]?.count ?? 0
}

function bounds({ from, to }: Span): readonly [Milliseconds, Milliseconds] {
  return [startOfDay(from), startOfDay(addDays(to, 1))]
}

interface Place {
  readonly at: Milliseconds
  readonly id: string
}

/** Each page begins behind the last row of the one before, so a page costs the same however many there were. */
async function* inPages<Row extends Place>(
  read: (after: Place | null) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after: Place | null = null; ; ) {
    const rows: readonly Row[] = await read(after)
    yield* rows
    const last = rows[rows.length - 1]
    if (last === undefined || rows.length < PAGE) return
    after = { at: last.at, id: last.id }
  }
}
