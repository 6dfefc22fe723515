import { type QueryCreator, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { RecordRow } from '#contract/record-query'
import type { UnitId } from '#domain/ids'
import { doorLabel } from './labels'

/** Of the database, or of one in which some of a table's rows stand for all of them. */
type Source = Pick<QueryCreator<Tables>, 'selectFrom'>

/** The three kinds of record as the lists show them; each caller narrows and orders. */
export function visitRows(db: Source, unitId: UnitId) {
  return db
    .selectFrom('visit')
    .innerJoin('door', (join) =>
      join.onRef('door.unit_id', '=', 'visit.unit_id').onRef('door.door_id', '=', 'visit.door_id'),
    )
    .innerJoin('building', (join) =>
      join.onRef('building.unit_id', '=', 'visit.unit_id').onRef('building.building_id', '=', 'visit.building_id'),
    )
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'visit.unit_id').onRef('staff.staff_id', '=', 'visit.staff_id'),
    )
    .select([
      'visit.visit_id as id',
      'visit.at',
      'visit.received_at as receivedAt',
      'visit.late',
      'visit.staff_id as staffId',
      'staff.name as staffName',
      'visit.door_id as doorId',
      'building.compound',
      'building.name',
      'door.stairwell',
      'door.room',
      'visit.outcome',
      'visit.version',
      'visit.undone',
    ])
    .where('visit.unit_id', '=', unitId)
}

export function handOutRows(db: Source, unitId: UnitId) {
  return db
    .selectFrom('hand_out')
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'hand_out.unit_id').onRef('staff.staff_id', '=', 'hand_out.staff_id'),
    )
    .select([
      'hand_out.hand_out_id as id',
      'hand_out.at',
      'hand_out.received_at as receivedAt',
      'hand_out.late',
      'hand_out.staff_id as staffId',
      'staff.name as staffName',
      'hand_out.place',
      'hand_out.kind as leaflet',
      'hand_out.quantity',
      'hand_out.over_stock as overStock',
    ])
    .where('hand_out.unit_id', '=', unitId)
}

export function activityRows(db: Source, unitId: UnitId) {
  return db
    .selectFrom('activity')
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'activity.unit_id').onRef('staff.staff_id', '=', 'activity.staff_id'),
    )
    .select([
      'activity.activity_id as id',
      // A list by time shows an activity where it began.
      'activity.from_at as at',
      'activity.received_at as receivedAt',
      'activity.late',
      'activity.staff_id as staffId',
      'staff.name as staffName',
      'activity.place',
      'activity.channel',
      'activity.from_at as from',
      'activity.to_at as to',
      sql<string | null>`activity.detail->>'title'`.as('title'),
      'activity.version',
      'activity.undone',
    ])
    .where('activity.unit_id', '=', unitId)
}

type RowOf<Query extends { execute(): Promise<unknown> }> =
  Awaited<ReturnType<Query['execute']>> extends readonly (infer Row)[] ? Row : never

export function visitRecord({
  compound,
  name,
  stairwell,
  room,
  ...row
}: RowOf<ReturnType<typeof visitRows>>): RecordRow {
  return { kind: 'visit', ...row, place: doorLabel({ compound, name, stairwell, room }) }
}

export function handOutRecord(row: RowOf<ReturnType<typeof handOutRows>>): RecordRow {
  return { kind: 'hand-out', ...row }
}

export function activityRecord(row: RowOf<ReturnType<typeof activityRows>>): RecordRow {
  return { kind: 'activity', ...row }
}
