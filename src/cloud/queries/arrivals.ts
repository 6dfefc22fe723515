import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { DayRange } from '#domain/campaign'
import type { Seq, UnitId } from '#domain/ids'
import { type Arrival, MOST_ARRIVALS } from '#domain/report'

export interface Arrivals {
  readonly records: readonly Arrival[]
  /** All of them, also beyond those that are named. */
  readonly arrivals: number
}

/** Records of some days that came, or were changed or taken back, behind a place in the unit's log; the newest first. */
export async function arrivalsSince(
  db: Kysely<Tables>,
  unitId: UnitId,
  { from, to }: DayRange,
  seq: Seq,
): Promise<Arrivals> {
  const { rows } = await sql<Arrival & { readonly all: number }>`
    with behind as (
      select visit_id as id, 'visit' as kind, at from visit
        where unit_id = ${unitId} and day >= ${from} and day <= ${to} and seq > ${seq}
      union all
      select hand_out_id, 'hand-out', at from hand_out
        where unit_id = ${unitId} and day >= ${from} and day <= ${to} and seq > ${seq}
      union all
      select activity_id, 'activity', from_at from activity
        where unit_id = ${unitId} and from_day >= ${from} and from_day <= ${to} and seq > ${seq}
    )
    select id, kind, at, count(*) over () as all from behind order by at desc, id desc limit ${MOST_ARRIVALS}
  `.execute(db)
  return { records: rows.map(({ id, kind, at }) => ({ id, kind, at })), arrivals: Number(rows[0]?.all ?? 0) }
}
