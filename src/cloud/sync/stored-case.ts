import { type RawBuilder, sql } from 'kysely'
import type { LastAttempt } from '#cloud/db/case-tables'
import type { Sealed } from '#cloud/vault/sealed'
import type { AlertLevel, CaseKind } from '#domain/alert'
import type { Standing } from '#domain/dissuasion'
import type { FraudType } from '#domain/fraud-type'
import type { BuildingId, DoorId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/** A case as the database has it, read as one JSON value: still sealed, and nobody's view yet. */
export interface StoredCase {
  readonly id: OperationId
  readonly kind: CaseKind
  readonly number: string
  readonly level: AlertLevel
  readonly fraudType: FraudType
  readonly raisedAt: Milliseconds
  readonly enteredAt: Milliseconds
  readonly name: Sealed
  readonly phone: Sealed
  readonly address: Sealed
  readonly doorId: DoorId | null
  readonly buildingId: BuildingId | null
  readonly standing: Standing
  readonly people: readonly StaffId[]
  readonly attempts: number
  readonly lastAttempt: LastAttempt | null
  readonly returned: Sealed | null
  readonly returnedBy: OperationId | null
  /** When the team last changed; null: it never did. */
  readonly handedAt: Milliseconds | null
  readonly place: DoorAt | null
  readonly seq: Seq
}

export interface DoorAt {
  readonly compound: string
  readonly name: string
  readonly stairwell: number | null
  readonly room: string
}

/** What may put somebody out of a team. */
const handing = [
  'dissuasion.dispatch',
  'dissuasion.transfer',
  'dissuasion.follow-up',
  'dissuasion.close',
  'dissuasion.reopen',
]

/** Belongs to `casesWithDoors`. Names the unit itself where it looks into the log, so that a sharded database asks one shard. */
export const storedCase = (
  unitId: UnitId,
): RawBuilder<StoredCase> => sql`json_build_object('id', dissuasion.case_id, 'kind', dissuasion.kind,
  'number', number, 'level', level, 'fraudType', fraud_type, 'raisedAt', raised_at, 'enteredAt', entered_at,
  'name', name_sealed, 'phone', phone_sealed, 'address', address_sealed, 'doorId', dissuasion.door_id,
  'buildingId', dissuasion.building_id, 'standing', standing, 'people', people, 'attempts', attempts, 'lastAttempt', last_attempt,
  'returned', returned_sealed, 'returnedBy', returned_by, 'seq', dissuasion.seq,
  'handedAt', (select max(operation.at) from operation where operation.unit_id = ${unitId}
    and operation.subject = dissuasion.case_id and operation.type = any(${handing}::text[])),
  'place', case when building.name is null then null else
    json_build_object('compound', building.compound, 'name', building.name, 'stairwell', door.stairwell, 'room', door.room) end)`

export const casesWithDoors = sql`dissuasion
  left join door on door.unit_id = dissuasion.unit_id and door.door_id = dissuasion.door_id
  left join building on building.unit_id = door.unit_id and building.building_id = door.building_id`
