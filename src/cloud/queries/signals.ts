import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'
import {
  type ClockedRecord,
  clocksMoved,
  impossibleWays,
  type NotedRecord,
  type PhotoRecord,
  type PlacedRecord,
  photosTwice,
  type Signal,
  sameWords,
} from '#domain/signals'
import { DAY } from '#domain/time'
import type { CaseRecords } from './case-records'
import type { LoggedRow } from './case-thread'

/** How far around an attempt the log is looked through for its device's clock. */
const PLACES_AROUND = 100
const DAYS_OF_WORDS = 30

interface Found {
  readonly photos: readonly PhotoRecord[]
  readonly withPhotos: number
  readonly placed: readonly PlacedRecord[]
  readonly noted: readonly NotedRecord[]
  readonly clocked: readonly ClockedRecord[]
}

/** What a case's attempts let one ask (S37), by the domain's rules. One statement; none while there is no attempt. */
export async function signalsOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  log: readonly LoggedRow[],
  attempts: CaseRecords['attempts'],
): Promise<readonly Signal[]> {
  if (attempts.length === 0) return []
  const ids = attempts.map(({ attempt_id }) => attempt_id)
  const staff = [...new Set(attempts.map(({ staff_id }) => staff_id))]
  const days = [...new Set(attempts.map(({ day }) => day))]
  const times = attempts.map(({ at }) => at)
  const [from, to] = [Math.min(...times) - DAYS_OF_WORDS * DAY, Math.max(...times) + DAYS_OF_WORDS * DAY]
  const entries = log.filter(({ type }) => type === 'dissuasion.attempt')
  const { rows } = await sql<Found>`
    select
      (select coalesce(json_agg(one), '[]') from (
        select attempt_id as id, staff_id as "staffId", photos from attempt
        where unit_id = ${unitId} and not attempt_id = any(${ids}::text[])
          and jsonb_exists_any(photos, ${attempts.flatMap(({ photos }) => photos)}::text[]) order by at
      ) one) as photos,
      (select count(*)::int from attempt where unit_id = ${unitId} and photos <> '[]') as "withPhotos",
      (select coalesce(json_agg(one), '[]') from (
        select visit_id as id, staff_id as "staffId", door_id as door, started_at as "startedAt", at, location as fix
        from visit where unit_id = ${unitId} and day = any(${days}::text[]) and staff_id = any(${staff}::text[])
          and location is not null and not undone
        union all
        select attempt_id, attempt.staff_id, coalesce(door_id, attempt.case_id), started_at, at, location
        from attempt join dissuasion on dissuasion.unit_id = attempt.unit_id and dissuasion.case_id = attempt.case_id
        where attempt.unit_id = ${unitId} and day = any(${days}::text[]) and attempt.staff_id = any(${staff}::text[])
          and location is not null
      ) one) as placed,
      (select coalesce(json_agg(one), '[]') from (
        select attempt_id as id, staff_id as "staffId", at, note_index as note from attempt
        where unit_id = ${unitId} and staff_id = any(${staff}::text[]) and at between ${from} and ${to} and note_index is not null
        order by at
      ) one) as noted,
      (select coalesce(json_agg(one), '[]') from (
        select operation_id as id, staff_id as "staffId", device_id as device, received_at as "receivedAt",
          (content->>'at')::bigint as at, (content->>'elapsed')::bigint as elapsed
        from operation where unit_id = ${unitId} and device_id = any(${entries.map(({ device_id }) => device_id)}::text[])
          and exists (select 1 from unnest(${entries.map(({ seq }) => seq)}::bigint[]) as near (place)
            where seq between near.place - ${sql.lit(PLACES_AROUND)} and near.place + ${sql.lit(PLACES_AROUND)})
          and content->>'elapsed' is not null order by seq
      ) one) as clocked
  `.execute(db)
  const [found] = rows
  if (found === undefined) return []
  const met = new Set(attempts.filter(({ met }) => met !== 'nobody').map(({ attempt_id }) => attempt_id))
  const own = new Set(ids)
  const ownPhotos = attempts.map(({ attempt_id, staff_id, photos }) => ({ id: attempt_id, staffId: staff_id, photos }))
  return [
    ...photosTwice(ownPhotos, found.photos, found.withPhotos),
    ...impossibleWays(
      found.placed.filter(({ id }) => met.has(id)),
      found.placed,
    ),
    ...sameWords(
      found.noted.filter(({ id }) => own.has(id)),
      found.noted,
    ),
    ...clocksMoved(found.clocked),
  ]
}
