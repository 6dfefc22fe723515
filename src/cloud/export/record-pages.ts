import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { activityRows, handOutRows, visitRows } from '#cloud/queries/record-rows'
import type { UnitId } from '#domain/ids'
import { addDays, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { inPages } from './keyset-pages'

/** One unit's records of these days, both included. */
export interface Span {
  readonly unit: UnitId
  readonly from: LocalDate
  readonly to: LocalDate
}

/** Rows that are read at a time. */
const PAGE = 1000

/*
 * A page is taken out of its table, along the index, before anything is joined to it. Joined first, PostgreSQL thinks that few rows come of it
 * and reads all that are left for each page, to sort them.
 */

export function visitsOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages(PAGE, (after) => {
    const rows = db
      .selectFrom('visit')
      .selectAll()
      .where('unit_id', '=', span.unit)
      .where('at', '>=', start)
      .where('at', '<', end)
    const page = after === null ? rows : rows.where(sql<boolean>`(at, visit_id) > (${after.at}, ${after.id})`)
    return visitRows(
      db.with('visit', () => page.orderBy('at').orderBy('visit_id').limit(PAGE)),
      span.unit,
    )
      .select(['visit.adults', 'visit.topics', 'visit.leaflets'])
      .orderBy('visit.at')
      .orderBy('visit.visit_id')
      .execute()
  })
}

export function handOutsOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages(PAGE, (after) => {
    const rows = db
      .selectFrom('hand_out')
      .selectAll()
      .where('unit_id', '=', span.unit)
      .where('at', '>=', start)
      .where('at', '<', end)
    const page = after === null ? rows : rows.where(sql<boolean>`(at, hand_out_id) > (${after.at}, ${after.id})`)
    return handOutRows(
      db.with('hand_out', () => page.orderBy('at').orderBy('hand_out_id').limit(PAGE)),
      span.unit,
    )
      .select(['hand_out.audience', 'hand_out.reason'])
      .orderBy('hand_out.at')
      .orderBy('hand_out.hand_out_id')
      .execute()
  })
}

/** By their start. */
export function activitiesOf(db: Kysely<Tables>, span: Span) {
  const [start, end] = bounds(span)
  return inPages(PAGE, (after) => {
    const rows = db
      .selectFrom('activity')
      .selectAll()
      .where('unit_id', '=', span.unit)
      .where('from_at', '>=', start)
      .where('from_at', '<', end)
    const page = after === null ? rows : rows.where(sql<boolean>`(from_at, activity_id) > (${after.at}, ${after.id})`)
    return activityRows(
      db.with('activity', () => page.orderBy('from_at').orderBy('activity_id').limit(PAGE)),
      span.unit,
    )
      .select(['activity.audience', 'activity.note', 'activity.detail'])
      .orderBy('activity.from_at')
      .orderBy('activity.activity_id')
      .execute()
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
