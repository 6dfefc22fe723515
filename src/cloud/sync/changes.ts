import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Change } from '#contract/pull'
import type { Staff } from '#domain/staff'
import { addDays, dayOf } from '#domain/time'
import { type Cursor, kinds } from './cursor'
import { inScope } from './scope'

/** A change and where it stands in the order of the feed. */
export interface FeedRow {
  readonly seq: number
  readonly kind: number
  readonly key: string
  readonly change: Change
}

const DAYS_OF_INDEX = 7

// What leaves the cloud, field by field: a column added to a table is not on the wire until it is named here.
export const building = sql`json_build_object('kind', 'building', 'row', json_build_object('id', building_id, 'kind', building.kind,
  'compound', compound, 'name', name, 'gridId', grid_id, 'doors', doors, 'visited', visited, 'met', building.met, 'seq', building.seq))`
export const door = sql`json_build_object('kind', 'door', 'row', json_build_object('id', door_id, 'buildingId', door.building_id,
  'stairwell', stairwell, 'floor', floor, 'room', room, 'memory', memory, 'seq', door.seq))`
const stock = sql`json_build_object('kind', 'stock', 'row', json_build_object('kind', kind, 'issued', issued,
  'handedOut', handed_out, 'returned', returned, 'seq', seq))`
const day = sql`json_build_object('kind', 'day', 'row', json_build_object('day', day, 'policyVersion', policy_version,
  'union', attended, 'late', late, 'seq', seq))`

/**
 * What changed behind the cursor, in the order of the log: four branches, each cut from its own (unit, seq) index, merged in one
 * statement and so in one snapshot.
 */
export async function readChanges(
  { db }: Context,
  { id, unitId, scope }: Staff,
  cursor: Cursor,
  limit: number,
): Promise<readonly FeedRow[]> {
  const branch = (
    kind: (typeof kinds)[number],
    change: RawBuilder<unknown>,
    seq: string,
    key: string,
    from: RawBuilder<unknown>,
  ) => {
    const place = kinds.indexOf(kind)
    return sql`(select ${sql.ref(seq)} as seq, ${sql.lit(place)} as kind, ${sql.ref(key)} as key, ${change} as change from ${from}
      and ${behind(cursor, place, seq, key)} order by ${sql.ref(seq)}, ${sql.ref(key)} limit ${sql.lit(limit)})`
  }
  const branches = [
    branch(
      'building',
      building,
      'building.seq',
      'building.building_id',
      sql`building where building.unit_id = ${unitId} and ${inScope(scope)}`,
    ),
    branch('day', day, 'unit_day.seq', 'unit_day.day', sql`unit_day where unit_id = ${unitId}`),
    branch(
      'door',
      door,
      'door.seq',
      'door.door_id',
      sql`door join building on building.unit_id = door.unit_id and building.building_id = door.building_id
        where door.unit_id = ${unitId} and ${inScope(scope)}`,
    ),
    branch('stock', stock, 'stock.seq', 'stock.kind', sql`stock where unit_id = ${unitId} and staff_id = ${id}`),
  ]
  const { rows } = await sql<FeedRow>`
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

/** Buildings of the scope by id. */
export async function readBuildings(
  { db }: Context,
  { unitId, scope }: Staff,
  after: string,
  limit: number,
): Promise<readonly FeedRow[]> {
  const { rows } = await sql<FeedRow>`
    select seq, 0 as kind, building_id as key, ${building} as change from building
    where unit_id = ${unitId} and ${inScope(scope)} and building_id > ${after} order by building_id limit ${sql.lit(limit)}
  `.execute(db)
  return rows
}

/** The own stock, and the unit's last days. */
export async function readOwn({ db, clock }: Context, { id, unitId }: Staff): Promise<readonly Change[]> {
  const since = addDays(dayOf(clock.now()), 1 - DAYS_OF_INDEX)
  const { rows } = await sql<{ readonly change: Change }>`
    (select ${stock} as change from stock where unit_id = ${unitId} and staff_id = ${id} order by kind)
    union all
    (select ${day} from unit_day where unit_id = ${unitId} and day >= ${since} order by day)
  `.execute(db)
  return rows.map(({ change }) => change)
}
