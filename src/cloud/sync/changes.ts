import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { again } from '#cloud/db/again'
import type { Change } from '#contract/pull'
import type { Seq, UnitId } from '#domain/ids'
import type { Scope, Staff } from '#domain/staff'
import { addDays, DAY, dayOf } from '#domain/time'
import type { Viewer } from './case-rows'
import { type Cursor, type IndexPlace, kinds } from './cursor'
import { inScope } from './scope'
import { casesWithDoors, type StoredCase, storedCase } from './stored-case'

/** A row that changed: a case is still sealed, and nobody's view yet. */
export type Read = Exclude<Change, { kind: 'case' }> | { readonly kind: 'case'; readonly row: StoredCase }

/** What was read and where it stands in the order of the feed. */
export interface FeedRow {
  readonly seq: Seq
  readonly kind: number
  readonly key: string
  readonly change: Read
}

type Kind = (typeof kinds)[number]

/** Which kinds a device of this person gets: an officer's no doors, a secretary's no cases, for she asks for them by page. */
export function kindsFor({ role }: Staff, cases: boolean): readonly Kind[] {
  const own: readonly Kind[] = role === 'police' ? [] : ['building', 'day', 'door', 'stock']
  // As cases, things that stand are known from protocol 2 on; whoever may look after them gets them.
  const standing: readonly Kind[] = cases && (role === 'grid' || role === 'secretary') ? ['standing'] : []
  return [...own, ...(cases && role !== 'secretary' ? (['case'] as const) : []), ...standing]
}

const DAYS_OF_INDEX = 7
/** A case that is closed is of interest for so long. */
const DAYS_OF_CLOSED = 30

// What leaves the cloud, field by field: a column added to a table is not on the wire until it is named here.
export const building = sql`json_build_object('kind', 'building', 'row', json_build_object('id', building_id, 'kind', building.kind,
  'compound', compound, 'name', name, 'gridId', grid_id, 'doors', doors, 'visited', visited, 'met', building.met, 'seq', building.seq))`
export const door = sql`json_build_object('kind', 'door', 'row', json_build_object('id', door_id, 'buildingId', door.building_id,
  'stairwell', stairwell, 'floor', floor, 'room', room, 'memory', memory, 'seq', door.seq))`
const stock = sql`json_build_object('kind', 'stock', 'row', json_build_object('kind', kind, 'issued', issued,
  'handedOut', handed_out, 'returned', returned, 'seq', seq))`
const day = sql`json_build_object('kind', 'day', 'row', json_build_object('day', day, 'policyVersion', policy_version,
  'union', attended, 'late', late, 'seq', seq))`
const said = (field: string) => sql`paper.content->${sql.lit(field)}`
const standing = sql`json_build_object('kind', 'standing', 'row', json_build_object('id', paper_id, 'kind', ${said('kind')},
  'place', ${said('place')}, 'words', ${said('words')}, 'from', ${said('from')}, 'to', ${said('to')}, 'toSaidAt', ${said('toSaidAt')},
  'condition', ${said('condition')}, 'checkedAt', ${said('checkedAt')}, 'note', ${said('note')}, 'removedAt', ${said('removedAt')},
  'promptedFor', ${said('promptedFor')}, 'seq', paper.seq))`
/** This one does not leave so: `caseRowFor` says what of it the person may know. */
const stored = (unitId: UnitId) => sql`json_build_object('kind', 'case', 'row', ${storedCase(unitId)})`

interface Source {
  readonly change: RawBuilder<unknown>
  /** Where its rows are one table's: they are cut to a page first, and only of what is left is made what leaves. */
  readonly table?: string
  readonly seq: string
  readonly key: string
  /** With a condition, so that more can follow. */
  readonly from: RawBuilder<unknown>
}

function sourceOf(kind: Kind, { staff, unitId }: Viewer): Source {
  const { id, scope } = staff
  switch (kind) {
    case 'building':
      return {
        change: building,
        table: 'building',
        seq: 'building.seq',
        key: 'building.building_id',
        from: sql`building where building.unit_id = ${unitId} and ${inScope(scope)}`,
      }
    case 'day':
      return {
        change: day,
        table: 'unit_day',
        seq: 'unit_day.seq',
        key: 'unit_day.day',
        from: sql`unit_day where unit_id = ${unitId}`,
      }
    case 'door':
      return {
        change: door,
        table: 'door',
        seq: 'door.seq',
        key: 'door.door_id',
        from: sql`door where door.unit_id = ${unitId} and ${doorIn(scope, unitId)}`,
      }
    case 'stock':
      return {
        change: stock,
        table: 'stock',
        seq: 'stock.seq',
        key: 'stock.kind',
        from: sql`stock where unit_id = ${unitId} and staff_id = ${id}`,
      }
    case 'standing':
      return {
        change: standing,
        table: 'paper',
        seq: 'paper.seq',
        key: 'paper.paper_id',
        from: sql`paper where paper.unit_id = ${unitId} and paper.kind = 'standing'`,
      }
    case 'case':
      return {
        change: stored(unitId),
        seq: 'dissuasion.seq',
        key: 'dissuasion.case_id',
        from: sql`${casesWithDoors} where dissuasion.unit_id = ${unitId} and ${sentTo(staff)}`,
      }
    default:
      return kind satisfies never
  }
}

/**
 * `inScope` of a door, without its building. `is true` keeps the planner from making a join of it: not knowing how many buildings are named, it takes
 * them for ten, and goes through all of their doors, of which it sorts what changed, for each page anew.
 */
function doorIn(scope: Scope, unitId: UnitId): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'unit':
    case 'none':
      return inScope(scope)
    case 'buildings':
      return sql`(door.building_id in (select unnest(${scope.buildingIds}::text[]))) is true`
    case 'grid':
      return sql`(door.building_id in (select building_id from building where building.unit_id = ${unitId} and ${inScope(scope)})) is true`
    default:
      return scope satisfies never
  }
}

/** Of an officer who serves the unit all cases, of anybody else those he was ever sent to. */
function sentTo({ id, role }: Staff): RawBuilder<unknown> {
  return role === 'police' ? sql`true` : sql`dissuasion.people @> ${JSON.stringify([id])}::jsonb`
}

/**
 * What changed behind the cursor, in the order of the log: a branch a kind, each cut from its own (unit, seq) index, merged in one
 * statement and so in one snapshot.
 */
export async function readChanges(
  { db }: Context,
  viewer: Viewer,
  wanted: readonly Kind[],
  cursor: Cursor,
  limit: number,
): Promise<readonly FeedRow[]> {
  if (wanted.length === 0) return []
  const branches = wanted.map((kind) => {
    const place = kinds.indexOf(kind)
    const { change, table, seq, key, from } = sourceOf(kind, viewer)
    const cut = sql`${from} and ${behind(cursor, place, seq, key)} order by ${sql.ref(seq)}, ${sql.ref(key)} limit ${sql.lit(limit)}`
    const rows = table === undefined ? cut : sql`(select ${sql.table(table)}.* from ${cut}) as ${sql.table(table)}`
    return sql`(select ${sql.ref(seq)} as seq, ${sql.lit(place)} as kind, ${sql.ref(key)} as key, ${change} as change from ${rows})`
  })
  const { rows } = await sql<FeedRow>`${again}
    select seq, kind, key, change from (${sql.join(branches, sql` union all `)}) feed order by seq, kind, key limit ${sql.lit(limit)}
  `.execute(db)
  return rows
}

/** Rows after the cursor's: of an earlier kind only later places, of a later kind the cursor's own place too. */
function behind(cursor: Cursor, kind: number, seq: string, key: string): RawBuilder<unknown> {
  if (kind < cursor.kind) return sql`${sql.ref(seq)} > ${cursor.seq}`
  if (kind > cursor.kind) return sql`${sql.ref(seq)} >= ${cursor.seq}`
  return sql`(${sql.ref(seq)}, ${sql.ref(key)}) > (${cursor.seq}, ${cursor.key})`
}

/** What a new device gets first: buildings of the scope, and cases that are open or changed lately, by id. */
export async function readIndex(
  { db, clock }: Context,
  viewer: Viewer,
  wanted: readonly Kind[],
  after: IndexPlace,
  limit: number,
): Promise<readonly FeedRow[]> {
  const since = clock.now() - DAYS_OF_CLOSED * DAY
  const lately = sql`(dissuasion.state <> 'closed' or exists (select 1 from operation
    where operation.unit_id = ${viewer.unitId} and operation.seq = dissuasion.seq and operation.received_at >= ${since}))`
  const listed = wanted.filter((kind) => kind === 'building' || kind === 'case' || kind === 'standing')
  if (listed.length === 0) return []
  const branches = listed.map((kind) => {
    const place = kinds.indexOf(kind)
    const { change, seq, key, from } = sourceOf(kind, viewer)
    return sql`(select ${sql.ref(seq)} as seq, ${sql.lit(place)} as kind, ${sql.ref(key)} as key, ${change} as change from ${from}
      and (${sql.lit(place)}, ${sql.ref(key)}) > (${sql.lit(after.kind)}, ${after.key}) and ${kind === 'case' ? lately : kind === 'standing' ? sql`paper.state = 'up'` : sql`true`}
      order by ${sql.ref(key)} limit ${sql.lit(limit)})`
  })
  const { rows } = await sql<FeedRow>`
    select seq, kind, key, change from (${sql.join(branches, sql` union all `)}) listed order by kind, key limit ${sql.lit(limit)}
  `.execute(db)
  return rows
}

/** The own stock, and the unit's last days. */
export async function readOwn({ db, clock }: Context, { id, unitId, role }: Staff): Promise<readonly Read[]> {
  if (role === 'police') return []
  const since = addDays(dayOf(clock.now()), 1 - DAYS_OF_INDEX)
  const { rows } = await sql<{ readonly change: Read }>`
    (select ${stock} as change from stock where unit_id = ${unitId} and staff_id = ${id} order by kind)
    union all
    (select ${day} from unit_day where unit_id = ${unitId} and day >= ${since} order by day)
  `.execute(db)
  return rows.map(({ change }) => change)
}
