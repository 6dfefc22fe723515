import { type RawBuilder, sql, type Transaction } from 'kysely'
import { again } from '#cloud/db/again'
import { inOneFlight } from '#cloud/db/flight'
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
import { type Head, headLock, lockHead } from './log'
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
}

type OpenVault = () => Promise<UnitVault | null>

/**
 * Loads what the operations need, and all held operations that wait for them, in one round trip; a second one only when some of
 * those were found, and one more for crimes.
 */
export async function load(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  openVault: OpenVault,
): Promise<void> {
  const needs = needsOf(operations, set.vault)
  const { rows } = await needed(set.unitId, needs).execute(trx)
  await settle(trx, set, operations, needs, rows, openVault)
}

/**
 * Locks the unit's head (`lockHead`) and loads in the same round trip: the database does the second when it has the lock, so that it sees all that
 * was written under it until then. Where the unit had no head, what was read without a lock is read again.
 */
export async function lockAndLoad(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  openVault: OpenVault,
): Promise<Head> {
  const needs = needsOf(operations, set.vault)
  const [locked, found] = await inOneFlight<[Head, Loaded]>(trx, [
    headLock(trx, set.unitId).compile(),
    needed(set.unitId, needs).compile(trx),
  ])
  const [head] = locked.rows
  if (head !== undefined) {
    await settle(trx, set, operations, needs, found.rows, openVault)
    return head
  }
  const first = await lockHead(trx, set.unitId)
  await load(trx, set, operations, openVault)
  return first
}

async function settle(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  needs: Needs,
  rows: readonly Loaded[],
  openVault: OpenVault,
): Promise<void> {
  const { held, sealsWith } = await take(trx, set, needs, rows)
  // What was sealed when it was put aside needs the keys now, also when nothing in this batch does.
  if (set.vault === null && held.some(({ content }) => holdsSealed(content))) set.vault = await openVault()
  // What is written from now on must be closed by a key that stays.
  set.vault?.assertNewest(sealsWith)
  const waiting = held.map((row) => heldOperation(row, set.vault))
  const others = waiting.filter(({ id }) => !operations.some((operation) => operation.id === id))
  if (others.length === 0) return
  const more = needsOf(others, set.vault)
  const { rows: freed } = await needed(set.unitId, more).execute(trx)
  await take(trx, set, more, freed)
}

function needed(unit: UnitId, needs: Needs): RawBuilder<Loaded> {
  const changes = needs.parents.length > 0
  const cases = needs.cases.length > 0
  // One author of a hundred records is one person.
  const staff = [...new Set(needs.staff)]
  // An officer is also known as the author of what no officer may do, so that he hears that, and not that nobody is called so.
  const officer = cases || needs.numbers.length > 0 ? sql`true` : sql`staff_id = any(${staff}::text[])`
  const street = sql`(select street from here)`
  return sql<Loaded>`${again}
    with recursive here as materialized (
      select name, kind, station_id, case when kind = 'street' then unit_id else street_id end as street from unit where unit_id = ${unit}
    ), waiting as (
      select * from held where unit_id = ${unit} and (operation_id = any(${needs.operations}::text[]) or waiting_for = any(${needs.operations}::text[]))
      union
      select held.* from held join waiting on held.unit_id = ${unit} and held.waiting_for = waiting.operation_id
    ), found_logged as (
      select operation_id as id, seq, content_hash as "contentHash", device_id as device, coalesce((content->>'at')::bigint, at) as "deviceAt"
      from unnest(${[...new Set([...needs.operations, ...needs.parents])]}::text[]) as asked (id)
        cross join lateral (select * from operation where unit_id = ${unit} and operation_id = asked.id limit 1) one
    ), found_visit as (
      select * from visit where unit_id = ${unit} and visit_id = any(${needs.parents}::text[])
    ), found_activity as (
      select * from activity where unit_id = ${unit} and activity_id = any(${needs.parents}::text[])
    ), found_door as (
      select * from door where unit_id = ${unit} and door_id = any(${needs.doors}::text[])
      ${changes ? sql`union select door.* from door join found_visit using (unit_id, door_id) where door.unit_id = ${unit}` : sql``}
    ), found_case as (
      select * from dissuasion where unit_id = ${unit} and case_id = any(${needs.cases}::text[])
    ), found_building as (
      select * from building where unit_id = ${unit}
        and building_id = any(${needs.buildings}::text[] || array(select building_id from found_door))
    )
    select
      (select name from here) as name,
      (select kind from here) as kind,
      (select station_id from here) as station,
      ${street} as street,
      (select settings from unit where unit_id = ${street}) as settings,
      (select coalesce(json_agg(one), '[]') from staff one
        where unit_id = ${street} and unit_id <> ${unit} and staff_id = any(${staff}::text[])) as overseers,
      (select coalesce(json_agg(content), '[]') from campaign where street_id = ${street}) as campaigns,
      ${list(
        wantsPapers(needs),
        sql`paper one where unit_id = ${unit}
        and (paper_id = any(${needs.papers}::text[]) or (kind = 'baseline' and period = any(${needs.years}::text[]))
          or (kind = 'plan' and campaign_id = any(${needs.plans}::text[]))
          or (kind = 'supply' and ${sql.lit(needs.supply)})
          or (kind = 'roster' and ${sql.lit(needs.roster)})
          or (kind = 'duty' and campaign_id = any(${needs.duties}::text[]))
          or (kind = 'evaluation' and campaign_id = any(${needs.evaluations}::text[])))`,
      )} as papers,
      (select coalesce(json_agg(one), '[]') from staff one
        where unit_id = (select station_id from here) and role = 'police' and (${officer})
          and (not service or staff_id = any(${staff}::text[]))) as officers,
      ${list(cases, sql`found_case one`)} as cases,
      ${list(cases, sql`police_note one where unit_id = ${unit} and case_id = any(${needs.cases}::text[])`)} as notes,
      ${list(
        needs.cases.length + needs.papers.length > 0,
        sql`legal_hold one where unit_id = ${unit} and subject = any(${[...needs.cases, ...needs.papers]}::text[])`,
      )} as holds,
      ${list(needs.applications.length > 0, sql`application one where unit_id = ${unit} and application_id = any(${needs.applications}::text[])`)} as applications,
      ${list(needs.invitations.length > 0, sql`invitation one where unit_id = ${unit} and invitation_id = any(${needs.invitations}::text[])`)} as invitations,
      ${list(needs.applications.length > 0, sql`staff where unit_id = ${unit}`, 'staff_id')} as "staffIds",
      ${list(needs.numbers.length > 0, sql`dissuasion where unit_id = ${unit} and number = any(${needs.numbers}::text[])`, 'number')} as numbers,
      ${list(
        needs.persons.length > 0,
        sql`(
          select distinct on (person_index) person_index as person, case_id as id from dissuasion
          where unit_id = ${unit} and person_index = any(${needs.persons}::text[]) order by person_index, entered_at desc, case_id desc
        ) one`,
      )} as persons,
      (select coalesce(json_agg(one), '[]') from found_logged one) as logged,
      (select coalesce(json_agg(one), '[]') from waiting one) as held,
      ${list(changes, sql`found_visit one`)} as visits,
      ${list(changes, sql`found_activity one`)} as activities,
      (select coalesce(json_agg(one), '[]') from found_door one) as doors,
      (select coalesce(json_agg(one), '[]') from found_building one) as buildings,
      ${list(needs.grids.length > 0, sql`grid where unit_id = ${unit} and grid_id = any(${needs.grids}::text[])`, 'grid_id')} as grids,
      (select coalesce(json_agg(one), '[]') from staff one where unit_id = ${unit}
        and (staff_id = any(${staff}::text[])
          ${cases ? sql`or staff_id in (select jsonb_array_elements_text(people) from found_case)` : sql``}
          ${needs.writers ? sql`or role = 'secretary'` : sql``})) as staff,
      ${newestDataKey(unit)} as "sealsWith",
      (select coalesce(json_agg(one), '[]') from stock one where unit_id = ${unit} and staff_id = any(${staff}::text[])) as stock
  `
}

async function take(
  trx: Transaction<Tables>,
  set: WorkingSet,
  needs: Needs,
  [found]: readonly Loaded[],
): Promise<Pick<Loaded, 'held' | 'sealsWith'>> {
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
  const crimes = await crimesThatBear(trx, needs.crimes, set.unitId, found.street)
  for (const { number, id } of crimes) if (!set.crimeNumbers.has(number)) set.crimeNumbers.set(number, id)
  return found
}

const nothing = sql`'[]'::json`

/** What no operation of the batch asks for is not even in the statement: most batches are visits, and planning the rest took longer than reading. */
function list(wanted: boolean, from: RawBuilder<unknown>, what = 'one'): RawBuilder<unknown> {
  return wanted ? sql`(select coalesce(json_agg(${sql.ref(what)}), '[]') from ${from})` : nothing
}

function wantsPapers({ papers, years, plans, supply, roster, duties, evaluations }: Needs): boolean {
  return supply || roster || [papers, years, plans, duties, evaluations].some(({ length }) => length > 0)
}
