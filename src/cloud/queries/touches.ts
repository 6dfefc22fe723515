import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { ActivityChannel } from '#domain/activity'
import type { Touch } from '#domain/crime-touches'
import type { BuildingId, DoorId, UnitId } from '#domain/ids'
import type { StandingKind } from '#domain/standing'
import type { Milliseconds } from '#domain/time'
import type { Outcome } from '#domain/visit'

/** Whom a crime was done to, as near as it is known. `person`: the keyed hash of the phone. */
export interface Struck {
  readonly doorId: DoorId | null
  readonly buildingId: BuildingId | null
  readonly person: string | null
  readonly alert: string | null
}

/** A touch with what a page says of it. */
interface TouchFound extends Touch {
  readonly by: string | null
  readonly place: string | null
  readonly outcome: Outcome | null
  readonly channel: ActivityChannel | StandingKind | null
}

/**
 * Everything of the unit that came near before `crimeAt`, as it stands after amendments and without what was taken back; in one
 * statement. Whoever was spoken to is not named. Visits are found by the door's and the building's index (0001), never by reading all.
 */
export async function touchesOf(
  db: Kysely<Tables>,
  unit: UnitId,
  { doorId, buildingId, person, alert }: Struck,
  crimeAt: Milliseconds,
): Promise<readonly TouchFound[]> {
  const { rows } = await touchQuery(unit, { doorId, buildingId, person, alert }, crimeAt).execute(db)
  return rows.map((row) => ({ ...row, at: Number(row.at), leaflets: Number(row.leaflets) }))
}

export function touchQuery(unit: UnitId, { doorId, buildingId, person, alert }: Struck, crimeAt: Milliseconds) {
  return sql<TouchFound>`
    with here as (
      select compound, compound || ' ' || name as label, compound || name as joined from building
      where unit_id = ${unit} and building_id = ${buildingId}
    ), near_case as (
      select case_id, number, raised_at,
        case when person_index = ${person} or number = ${alert} then 'person' when door_id = ${doorId} then 'door' else 'building' end as reach
      from dissuasion where unit_id = ${unit}
        and (person_index = ${person} or number = ${alert} or door_id = ${doorId} or building_id = ${buildingId})
    ), found as (
      select 'visit' as kind, case when door_id = ${doorId} then 'door' else 'building' end as reach, visit_id as record, at,
        outcome = 'met' as met, leaflets, staff_id, null as place, outcome, null as channel
      from visit where unit_id = ${unit} and building_id = ${buildingId} and at < ${crimeAt} and not undone
      union all
      select 'leaflet', case when building_id = ${buildingId} then 'building'
          when place like '%' || (select compound from here) || '%' then 'compound' else 'unit' end,
        hand_out_id, at, false, quantity, staff_id, place, null, null
      from hand_out where unit_id = ${unit} and at < ${crimeAt}
      union all
      select case when channel in ('loudspeaker', 'screen', 'wechat-group', 'official-account', 'sms', 'video') then 'broadcast' else 'activity' end,
        case when place like '%' || (select label from here) || '%' or place like '%' || (select joined from here) || '%' then 'building'
          when place like '%' || (select compound from here) || '%' then 'compound' else 'unit' end,
        activity_id, from_at, false, 0, staff_id, place, null, channel
      from activity where unit_id = ${unit} and from_at < ${crimeAt} and not undone
      union all
      select 'standing',
        case when content->>'place' like '%' || (select label from here) || '%' or content->>'place' like '%' || (select joined from here) || '%' then 'building'
          when content->>'place' like '%' || (select compound from here) || '%' then 'compound' else 'unit' end,
        paper_id, at, false, 0, author, content->>'place', null, content->>'kind'
      from paper where unit_id = ${unit} and kind = 'standing' and at < ${crimeAt}
      union all
      select 'alert', reach, case_id, raised_at, false, 0, null, null, null, null from near_case where raised_at < ${crimeAt}
      union all
      select 'dissuasion', reach, case_id, attempt.at, attempt.met <> 'nobody', 0, attempt.staff_id, null, null, null
      from near_case join attempt using (case_id) where attempt.unit_id = ${unit} and attempt.at < ${crimeAt}
    )
    select found.kind, reach, record, found.at, met, leaflets, staff.name as by, place, outcome, channel
    from found left join staff on staff.unit_id = ${unit} and staff.staff_id = found.staff_id
  `
}
