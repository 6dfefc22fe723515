import { sql, type Transaction } from 'kysely'
import { change, plain, put, type Write, writeTogether } from '#cloud/db/bulk'
import { type DeviceWord, hearDevice } from '#cloud/db/hear-device'
import type { Tables } from '#cloud/db/tables'
import { noticeRows } from '#cloud/notices/notice-rows'
import { remember } from '#domain/door'
import type { Milliseconds } from '#domain/time'
import type { Head, LogRow } from './log'
import { rebind } from './rebind'
import { personDays, rollUp } from './rollup'
import { rollupFacts } from './rollup-facts'
import type { WorkingSet } from './working-set'

/** Writes the log's new rows and everything the batch changed, in one statement. What the cloud did itself came from no device. */
export async function store(
  trx: Transaction<Tables>,
  set: WorkingSet,
  log: readonly LogRow[],
  from: { readonly at: Milliseconds; readonly devices?: readonly DeviceWord[] },
): Promise<void> {
  // Rare, and each must see what the one before it wrote: an OPENID stands once.
  for (const moved of set.rebound) await rebind(trx, set.unitId, moved, from.at)
  const freed = set.held.removed()
  const lifted = set.holds.removed()
  const newcomers = set.staff.changed().filter(({ staff_id }) => set.newcomers.has(staff_id))
  const assigned = set.staff.changed().filter(({ staff_id }) => !set.newcomers.has(staff_id))
  await writeTogether(trx, [
    ...(from.devices ?? []).map(hearDevice),
    ...put('operation', log),
    ...put('held', set.held.changed(), ['unit_id', 'operation_id']),
    ...(freed.length === 0
      ? []
      : [plain(sql`delete from held where unit_id = ${set.unitId} and operation_id = any(${freed}::text[])`)]),
    ...put('visit', set.visits.added()),
    ...put('visit', set.visits.altered(), ['unit_id', 'visit_id']),
    ...put('hand_out', set.handOuts.changed()),
    ...put('activity', set.activities.changed(), ['unit_id', 'activity_id']),
    ...put('stock', set.stock.changed(), ['unit_id', 'staff_id', 'kind']),
    ...put('dissuasion', set.cases.changed(), ['unit_id', 'case_id']),
    ...put('attempt', set.attempts.changed()),
    ...put('police_note', set.policeNotes.changed(), ['unit_id', 'case_id']),
    ...put('paper', set.papers.changed(), ['unit_id', 'paper_id']),
    ...put('legal_hold', set.holds.changed(), ['unit_id', 'subject']),
    ...(lifted.length === 0
      ? []
      : [plain(sql`delete from legal_hold where unit_id = ${set.unitId} and subject = any(${lifted}::text[])`)]),
    ...put('campaign', campaignRows(set), ['street_id', 'campaign_id']),
    ...(set.settingsChanged
      ? [
          plain(
            sql`update unit set settings = ${JSON.stringify(set.settings)}::jsonb where unit_id = ${set.unitId}`,
            true,
          ),
        ]
      : []),
    ...put('notice', noticeRows(set.unitId, set.notices, from.at)),
    // All of them are there (a door never goes). By its key each, where an update that joins may choose to read all doors of all units.
    ...put('door', set.doors.changed(), ['unit_id', 'door_id'], ['memory', 'visits', 'met', 'last_at', 'seq']),
    ...put('building', set.buildings.changed(), ['unit_id', 'building_id'], ['visited', 'met', 'last_visit_at', 'seq']),
    ...put('application', set.applications.changed(), ['unit_id', 'application_id']),
    ...change('invitation', set.invitations.changed(), ['unit_id', 'invitation_id'], ['revoked_at']),
    ...put('staff', newcomers),
    ...change('staff', assigned, ['unit_id', 'staff_id'], ['scope', 'from_day', 'to_day', 'active']),
  ])
}

/** Only the street's own log writes them. */
function campaignRows({ campaigns, unitId }: WorkingSet) {
  return campaigns.changed().map((content) => ({ street_id: unitId, campaign_id: content.id, content }))
}

/** Counts the touched days anew from the records now written, and moves the unit's head. */
export async function storeDays(trx: Transaction<Tables>, set: WorkingSet, head: Head): Promise<void> {
  const affected = personDays(set.stirred)
  const statements = [...put('unit_head', [{ unit_id: set.unitId, ...head }], ['unit_id'])]
  if (affected.length > 0) {
    const forgetful = [...set.forgetful]
    const facts = await rollupFacts(trx, set.unitId, affected, forgetful)
    const { staffDays, unitDays, channelDays } = rollUp(set.unitId, affected, facts, head.seq)
    statements.push(
      ...put('staff_day', staffDays, ['unit_id', 'day', 'staff_id']),
      ...put('unit_day', unitDays, ['unit_id', 'day']),
      ...put('channel_day', channelDays, ['unit_id', 'day', 'channel']),
    )
    statements.push(...recall(set, facts.remembered))
  }
  await writeTogether(trx, statements)
}

/** A door that lost a visit remembers the ones before it again, and its building the newest that is left. */
function recall(set: WorkingSet, remembered: Awaited<ReturnType<typeof rollupFacts>>['remembered']): Write[] {
  const doors = [...set.forgetful].flatMap((id) => {
    const door = set.doors.get(id)
    if (door === undefined) return []
    const memory = remembered
      .filter(({ doorId }) => doorId === id)
      .map(({ doorId: _, ...visit }) => visit)
      .reduce(remember, [])
    return [{ unit_id: set.unitId, door_id: id, building_id: door.building_id, memory, last_at: memory[0]?.at ?? null }]
  })
  const buildings = [...new Set(doors.map(({ building_id }) => building_id))]
  if (buildings.length === 0) return []
  const lost = doors.map(({ door_id }) => door_id)
  const left = doors.map(({ last_at }) => last_at ?? 0)
  return [
    ...change('door', doors, ['unit_id', 'door_id'], ['memory', 'last_at']),
    // The doors' own new values are not visible inside this statement, so they are given beside the others'.
    plain(sql`update building set last_visit_at = (
      select max(case when array_position(${lost}::text[], door_id) is null then last_at
        else nullif((${left}::bigint[])[array_position(${lost}::text[], door_id)], 0) end)
      from door where door.unit_id = ${set.unitId} and door.building_id = building.building_id
    ) where unit_id = ${set.unitId} and building_id = any(${buildings}::text[])`),
  ]
}
