import type { ColumnType, Generated } from 'kysely'
import type { StoredContent } from '#cloud/vault/sealed'
import type { Location } from '#contract/location'
import type { Problem } from '#contract/problem'
import type { BuildingKind } from '#domain/building'
import type { DoorMemory } from '#domain/door'
import type { FraudType } from '#domain/fraud-type'
import type { BuildingId, DeviceId, DoorId, GridId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { Audience, LeafletKind } from '#domain/leaflet'
import type { Role, Scope } from '#domain/staff'
import type { StreetSettings } from '#domain/street-settings'
import type { LocalDate, Milliseconds } from '#domain/time'
import type { UnitKind } from '#domain/unit'
import type { Outcome } from '#domain/visit'
import type { AttemptTable, DissuasionTable, NoticeTable, PhotoTable, PoliceNoteTable } from './case-tables'
import type { ApplicationTable, CardTable, GuessTable, InvitationTable } from './enrolment-tables'
import type { ExportJobTable } from './export-tables'
import type { AccountKeyTable, DataKeyTable, KeyRotationTable } from './key-tables'
import type { ActivityTable, ChannelDayTable, StaffDayTable, UnitDayTable } from './outreach-tables'
import type { LegalHoldTable, RetentionRunTable } from './retention-tables'
import type { ScanTicketTable, SessionTable, SessionTokenTable } from './session-tables'
import type { CampaignTable, PaperTable } from './street-tables'

/**
 * The schema as the newest migration leaves it. What is written to a jsonb column is JSON text, what is read is the value.
 * Ids carry their brands here, so that a row read needs no cast.
 */
type Json<Value> = ColumnType<Value, string, string>
type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>

export interface UnitTable {
  readonly unit_id: UnitId
  readonly name: string
  readonly kind: UnitKind
  readonly demo: Generated<boolean>
  readonly station_id: ColumnType<UnitId | null, UnitId | null | undefined, UnitId | null>
  /** The street that it belongs to. */
  readonly street_id: ColumnType<UnitId | null, UnitId | null | undefined, UnitId | null>
  /** Of a street: what it decided; null while nothing was. */
  readonly settings: ColumnType<StreetSettings | null, string | null | undefined, string | null>
}

export interface GridTable {
  readonly unit_id: UnitId
  readonly grid_id: GridId
  readonly name: string
}

export interface StaffTable {
  readonly unit_id: UnitId
  readonly staff_id: StaffId
  readonly name: string
  readonly role: Role
  readonly number: string
  readonly scope: Json<Scope>
  readonly from_day: LocalDate | null
  readonly to_day: LocalDate | null
  readonly active: Generated<boolean>
  /** No person: another system that enters alerts by a station's key. Never sent, never told. */
  readonly service: Generated<boolean>
  readonly roster_key: string | null
  readonly openid: string | null
}

export interface UnitHeadTable {
  readonly unit_id: UnitId
  readonly seq: Seq
  readonly hash: string
}

export interface OperationTable {
  readonly unit_id: UnitId
  readonly operation_id: OperationId
  readonly seq: Seq
  /** An operation's type on the wire, or what the cloud itself logs (`ledger.import`). */
  readonly type: string
  readonly staff_id: StaffId
  readonly device_id: string
  readonly subject: string
  readonly at: Milliseconds
  readonly received_at: Milliseconds
  readonly content: Json<unknown>
  readonly content_hash: string
  readonly hash: string
}

export interface HeldTable {
  readonly unit_id: UnitId
  readonly operation_id: OperationId
  readonly waiting_for: OperationId
  readonly staff_id: StaffId
  readonly received_at: Milliseconds
  readonly content: Json<StoredContent>
  readonly content_hash: string
  readonly problem: ColumnType<Problem | null, string | null, string | null>
}

export interface DeviceTable {
  readonly unit_id: UnitId
  readonly device_id: DeviceId
  readonly staff_id: StaffId
  readonly seen_at: Milliseconds
  readonly pending: number
  readonly empty_at: Milliseconds
}

export interface BuildingTable {
  readonly unit_id: UnitId
  readonly building_id: BuildingId
  readonly kind: BuildingKind
  readonly compound: string
  readonly name: string
  readonly grid_id: GridId | null
  readonly doors: Generated<number>
  readonly visited: Generated<number>
  readonly met: Generated<number>
  readonly last_visit_at: Milliseconds | null
  readonly seq: Seq
}

export interface DoorTable {
  readonly unit_id: UnitId
  readonly door_id: DoorId
  readonly building_id: BuildingId
  readonly stairwell: number | null
  readonly floor: number
  readonly room: string
  readonly memory: JsonWithDefault<DoorMemory>
  readonly visits: Generated<number>
  readonly met: Generated<number>
  readonly last_at: Milliseconds | null
  readonly seq: Seq
}

export interface VisitTable {
  readonly unit_id: UnitId
  readonly visit_id: OperationId
  readonly door_id: DoorId
  readonly building_id: BuildingId
  readonly staff_id: StaffId
  readonly started_at: Milliseconds
  readonly at: Milliseconds
  readonly day: LocalDate
  readonly received_at: Milliseconds
  readonly late: boolean
  readonly outcome: Outcome
  readonly adults: number | null
  readonly topics: JsonWithDefault<readonly FraudType[]>
  readonly leaflets: Generated<number>
  readonly note: string | null
  readonly come_back_at: Milliseconds | null
  readonly minutes: number | null
  readonly location: ColumnType<Location | null, string | null, string | null>
  readonly version: Generated<number>
  /** The operation that gave the content that stands, and when that was done: the newest wins, in whatever order they arrive. */
  readonly content_id: OperationId
  readonly content_at: Milliseconds
  readonly undone: Generated<boolean>
  readonly undone_at: Milliseconds | null
  readonly seq: Seq
}

export interface HandOutTable {
  readonly unit_id: UnitId
  readonly hand_out_id: OperationId
  readonly staff_id: StaffId
  readonly started_at: Milliseconds
  readonly at: Milliseconds
  readonly day: LocalDate
  readonly received_at: Milliseconds
  readonly late: boolean
  readonly kind: LeafletKind
  readonly quantity: number
  readonly place: string
  readonly building_id: BuildingId | null
  readonly audience: Audience
  readonly minutes: number | null
  readonly reason: string | null
  readonly over_stock: boolean
  readonly location: ColumnType<Location | null, string | null, string | null>
  readonly seq: Seq
}

export interface StockTable {
  readonly unit_id: UnitId
  readonly staff_id: StaffId
  readonly kind: LeafletKind
  readonly issued: Generated<number>
  readonly handed_out: Generated<number>
  readonly returned: Generated<number>
  readonly over_stock: Generated<number>
  readonly seq: Seq
}

export interface Tables {
  readonly unit: UnitTable
  readonly grid: GridTable
  readonly staff: StaffTable
  readonly session: SessionTable
  readonly session_token: SessionTokenTable
  readonly scan_ticket: ScanTicketTable
  readonly unit_head: UnitHeadTable
  readonly operation: OperationTable
  readonly held: HeldTable
  readonly device: DeviceTable
  readonly building: BuildingTable
  readonly door: DoorTable
  readonly visit: VisitTable
  readonly hand_out: HandOutTable
  readonly stock: StockTable
  readonly activity: ActivityTable
  readonly staff_day: StaffDayTable
  readonly unit_day: UnitDayTable
  readonly channel_day: ChannelDayTable
  readonly data_key: DataKeyTable
  readonly key_rotation: KeyRotationTable
  readonly account_key: AccountKeyTable
  readonly dissuasion: DissuasionTable
  readonly attempt: AttemptTable
  readonly police_note: PoliceNoteTable
  readonly photo: PhotoTable
  readonly notice: NoticeTable
  readonly campaign: CampaignTable
  readonly paper: PaperTable
  readonly export_job: ExportJobTable
  readonly invitation: InvitationTable
  readonly application: ApplicationTable
  readonly guess: GuessTable
  readonly card: CardTable
  readonly legal_hold: LegalHoldTable
  readonly retention_run: RetentionRunTable
}
