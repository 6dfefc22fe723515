import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { maskedPlace } from '#cloud/sync/case-rows'
import type { DoorId, OperationId, UnitId } from '#domain/ids'

/** A case's attempts as they were judged, and which of its photos the cloud has. Two statements. */
export async function caseRecords(db: Kysely<Tables>, unitId: UnitId, caseId: OperationId) {
  const attempts = await db
    .selectFrom('attempt')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('attempt_id')
    .execute()
  const photos = await db
    .selectFrom('photo')
    .select('sha256')
    .where('unit_id', '=', unitId)
    .where('case_id', '=', caseId)
    .where('arrived_at', 'is not', null)
    .execute()
  return { attempts, arrived: new Set(photos.map(({ sha256 }) => sha256)) }
}

export type CaseRecords = Awaited<ReturnType<typeof caseRecords>>

/** Where doors are, masked. No statement when there is none. */
export async function placesOf(
  db: Kysely<Tables>,
  unitId: UnitId,
  doors: readonly DoorId[],
): Promise<ReadonlyMap<DoorId, string>> {
  if (doors.length === 0) return new Map()
  const rows = await db
    .selectFrom('door')
    .innerJoin('building', (join) =>
      join.onRef('building.unit_id', '=', 'door.unit_id').onRef('building.building_id', '=', 'door.building_id'),
    )
    .select(['door.door_id as id', 'building.compound', 'building.name', 'door.stairwell', 'door.room'])
    .where('door.unit_id', '=', unitId)
    .where('door.door_id', 'in', doors)
    .execute()
  return new Map(rows.map(({ id, ...door }) => [id, maskedPlace(door) ?? '']))
}
