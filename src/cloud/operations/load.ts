import { sql, type Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { holdsSealed } from '#cloud/vault/content'
import { newestDataKey } from '#cloud/vault/data-keys'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { Operation } from '#contract/operation'
import type { Campaign } from '#domain/campaign'
import type { GridId, OperationId, StaffId, UnitId } from '#domain/ids'
import type { StreetSettings } from '#domain/street-settings'
import type { UnitKind } from '#domain/unit'
import { heldOperation } from './batch'
import { crimesThatBear } from './crime-numbers'
import { type Needs, needsOf } from './needs'
import type {
  ActivityRow,
  ApplicationRow,
  BuildingRow,
  CaseRow,
  DoorRow,
  HeldRow,
  HoldRow,
  InvitationRow,
  Logged,
  PaperRow,
  PoliceNoteRow,
  StaffRow,
  StockRow,
  VisitRow,
  WorkingSet,
} from './working-set'

interface Loaded {
  readonly logged: readonly Logged[]
  readonly held: readonly HeldRow[]
  readonly visits: readonly VisitRow[]
  readonly activities: readonly ActivityRow[]
  readonly doors: readonly DoorRow[]
  readonly buildings: readonly BuildingRow[]
  readonly grids: readonly GridId[]
  readonly staff: readonly StaffRow[]
  readonly stock: readonly StockRow[]
  readonly name: string
  readonly kind: UnitKind
  readonly station: UnitId | null
  readonly officers: readonly StaffRow[]
  readonly street: UnitId | null
  readonly settings: StreetSettings | null
  readonly overseers: readonly StaffRow[]
  readonly campaigns: readonly Campaign[]
  readonly papers: readonly PaperRow[]
  readonly cases: readonly CaseRow[]
  readonly notes: readonly PoliceNoteRow[]
  readonly holds: readonly HoldRow[]
  readonly applications: readonly ApplicationRow[]
  readonly invitations: readonly InvitationRow[]
  readonly sealsWith: string | null
  readonly staffIds: readonly StaffId[]
  readonly numbers: readonly string[]
  readonly persons: readonly {
    readonly person: string
    readonly id: OperationId
  }[]
  readonly crimes: readonly {
    readonly number: string
    readonly id: OperationId
  }[]
}

/**
 * Loads what the operations need, and all held operations that wait for them, in one round trip; a second one only when some of
 * those were found.
 */
export async function load(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  openVault: () => Promise<UnitVault | null>,
): Promise<void> {
  const { held, sealsWith } = await loadNeeds(trx, set, needsOf(operations, set.vault))
  // What was sealed when it was put aside needs the keys now, also when nothing in this batch does.
  if (set.vault === null && held.some(({ content }) => holdsSealed(content))) set.vault = await openVault()
  // What is written from now on must be closed by a key that stays.
  set.vault?.assertNewest(sealsWith)
  const waiting = held.map((row) => heldOperation(row, set.vault))
  const others = waiting.filter(({ id }) => !operations.some((operation) => operation.id === id))
  if (others.length > 0) await loadNeeds(trx, set, needsOf(others, set.vault))
}

async function loadNeeds(
  trx: Transaction<Tables>,
  set: WorkingSet,
  needs: Needs,
): Promise<Pick<Loaded, 'held' | 'sealsWith'>> {
  const unit = set.unitId
  const aboutCases = sql.lit(needs.cases.length + needs.numbers.length > 0)
  // An officer is also known as the author of what no officer may do, so that he hears that, and not that nobody is called so.
  const officer = sql`${aboutCases} or staff_id = any(${needs.staff}::text[])`
  const street = sql`(select case when kind = 'street' then unit_id else street_id end from unit where unit_id = ${unit})`
  const { rows } = await sql<Loaded>`
    with recursive waiting as (
      select * from held where unit_id = ${unit} and (operation_id = any(${needs.operations}::text[]) or waiting_for = any(${needs.operations}::text[]))
      union
      select held.* from held join waiting on held.unit_id = ${unit} and held.waiting_for = waiting.operation_id
    ), found_logged as (
      select operation_id as id, seq, content_hash as "contentHash", device_id as device, coalesce((content->>'at')::bigint, at) as "deviceAt"
      from operation where unit_id = ${unit} and operation_id = any(${[...needs.operations, ...needs.parents]}::text[])
    ), found_visit as (
      select * from visit where unit_id = ${unit} and visit_id = any(${needs.parents}::text[])
    ), found_activity as (
      select * from activity where unit_id = ${unit} and activity_id = any(${needs.parents}::text[])
    ), found_door as (
      select * from door where unit_id = ${unit}
        and (door_id = any(${needs.doors}::text[]) or door_id in (select door_id from found_visit))
    ), found_case as (
      select * from dissuasion where unit_id = ${unit} and case_id = any(${needs.cases}::text[])
    ), found_building as (
      select * from building where unit_id = ${unit}
        and (building_id = any(${needs.buildings}::text[]) or building_id in (select building_id from found_door))
    )
    select
      (select name from unit where unit_id = ${unit}) as name,
      (select kind from unit where unit_id = ${unit}) as kind,
      (select station_id from unit where unit_id = ${unit}) as station,
      ${street} as street,
      (select settings from unit where unit_id = ${street}) as settings,
      (select coalesce(json_agg(one), '[]') from staff one
        where unit_id = ${street} and unit_id <> ${unit} and staff_id = any(${needs.staff}::text[])) as overseers,
      (select coalesce(json_agg(content), '[]') from campaign where street_id = ${street}) as campaigns,
      (select coalesce(json_agg(one), '[]') from paper one where unit_id = ${unit}
        and (paper_id = any(${needs.papers}::text[]) or (kind = 'baseline' and period = any(${needs.years}::text[]))
          or (kind = 'plan' and campaign_id = any(${needs.plans}::text[]))
          or (kind = 'supply' and ${sql.lit(needs.supply)})
          or (kind = 'roster' and ${sql.lit(needs.roster)})
          or (kind = 'duty' and campaign_id = any(${needs.duties}::text[]))
          or (kind = 'evaluation' and campaign_id = any(${needs.evaluations}::text[])))) as papers,
      (select coalesce(json_agg(one), '[]') from staff one
        where unit_id = (select station_id from unit where unit_id = ${unit}) and role = 'police' and (${officer})
          and (not service or staff_id = any(${needs.staff}::text[]))) as officers,
      (select coalesce(json_agg(one), '[]') from found_case one) as cases,
      (select coalesce(json_agg(one), '[]') from police_note one where unit_id = ${unit} and case_id = any(${needs.cases}::text[])) as notes,
      (select coalesce(json_agg(one), '[]') from legal_hold one
        where unit_id = ${unit} and subject = any(${[...needs.cases, ...needs.papers]}::text[])) as holds,
      (select coalesce(json_agg(one), '[]') from application one where unit_id = ${unit} and application_id = any(${needs.applications}::text[])) as applications,
      (select coalesce(json_agg(one), '[]') from invitation one where unit_id = ${unit} and invitation_id = any(${needs.invitations}::text[])) as invitations,
      (select coalesce(json_agg(staff_id), '[]') from staff where unit_id = ${unit} and ${sql.lit(needs.applications.length > 0)}) as "staffIds",
      (select coalesce(json_agg(number), '[]') from dissuasion where unit_id = ${unit} and number = any(${needs.numbers}::text[])) as numbers,
      (select coalesce(json_agg(one), '[]') from (
        select distinct on (person_index) person_index as person, case_id as id from dissuasion
        where unit_id = ${unit} and person_index = any(${needs.persons}::text[]) order by person_index, entered_at desc, case_id desc
      ) one) as persons,
      ${crimesThatBear(needs.crimes, unit, street)} as crimes,
      (select coalesce(json_agg(one), '[]') from found_logged one) as logged,
      (select coalesce(json_agg(one), '[]') from waiting one) as held,
      (select coalesce(json_agg(one), '[]') from found_visit one) as visits,
      (select coalesce(json_agg(one), '[]') from found_activity one) as activities,
      (select coalesce(json_agg(one), '[]') from found_door one) as doors,
      (select coalesce(json_agg(one), '[]') from found_building one) as buildings,
      (select coalesce(json_agg(grid_id), '[]') from grid where unit_id = ${unit} and grid_id = any(${needs.grids}::text[])) as grids,
      (select coalesce(json_agg(one), '[]') from staff one where unit_id = ${unit}
        and (staff_id = any(${needs.staff}::text[]) or staff_id in (select jsonb_array_elements_text(people) from found_case)
          or (${sql.lit(needs.writers)} and role = 'secretary'))) as staff,
      ${newestDataKey(unit)} as "sealsWith",
      (select coalesce(json_agg(one), '[]') from stock one where unit_id = ${unit} and staff_id = any(${needs.staff}::text[])) as stock
  `.execute(trx)
  const [found] = rows
  if (found === undefined) throw new Error('A select without from gave no row')
  for (const logged of found.logged) set.logged.set(logged.id, logged)
  set.held.load(found.held)
  set.visits.load(found.visits)
  set.activities.load(found.activities)
  set.doors.load(found.doors)
  set.buildings.load(found.buildings)
  for (const grid of found.grids) set.grids.add(grid)
  set.staff.load(found.staff)
  set.stock.load(found.stock)
  set.unitName = found.name
  set.unitKind = found.kind
  set.station = found.station
  set.street = found.street
  // A second load of the same batch brings nothing new of what the first one may have changed.
  if (found.settings !== null && !set.settingsChanged) set.settings = found.settings
  for (const overseer of found.overseers) set.overseers.set(overseer.staff_id, overseer)
  set.campaigns.load(found.campaigns)
  set.papers.load(found.papers)
  for (const officer of found.officers) set.officers.set(officer.staff_id, officer)
  set.cases.load(found.cases)
  set.policeNotes.load(found.notes)
  set.holds.load(found.holds)
  set.applications.load(found.applications)
  set.invitations.load(found.invitations)
  for (const id of found.staffIds) set.staffIds.add(id)
  for (const number of found.numbers) set.numbers.add(number)
  for (const { person, id } of found.persons) set.lastOfPerson.set(person, id)
  for (const { number, id } of found.crimes) if (!set.crimeNumbers.has(number)) set.crimeNumbers.set(number, id)
  return found
}
