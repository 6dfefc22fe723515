import type { ColumnType, Generated } from 'kysely'
import type { Sealed } from '#cloud/vault/sealed'
import type { Location } from '#contract/location'
import type { AlertLevel, AlertSource, CaseKind } from '#domain/alert'
import type { AttemptResult, CaseState, Meeting, Standing } from '#domain/dissuasion'
import type { CaseStep } from '#domain/dissuasion-policy'
import type { FraudType } from '#domain/fraud-type'
import type { BuildingId, DoorId, OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { NoticeAbout, NoticeKind } from '#domain/notice'
import type { LocalDate, Milliseconds } from '#domain/time'

/** The tables of 见面劝阻. As in `tables.ts`: a jsonb column is written as JSON text and read as its value. */
type Json<Value> = ColumnType<Value, string, string>

export interface DissuasionTable {
  readonly unit_id: UnitId
  readonly case_id: OperationId
  readonly kind: CaseKind
  readonly number: string
  readonly level: AlertLevel
  readonly fraud_type: FraudType
  readonly source: AlertSource
  readonly raised_at: Milliseconds
  readonly entered_at: Milliseconds
  readonly entered_by: StaffId
  readonly name_sealed: Json<Sealed>
  readonly phone_sealed: Json<Sealed>
  readonly address_sealed: Json<Sealed>
  readonly clue_sealed: ColumnType<Sealed | null, string | null, string | null>
  readonly person_index: string
  readonly door_id: DoorId | null
  readonly building_id: BuildingId | null
  readonly standing: Json<Standing>
  readonly state: CaseState
  readonly round: number
  readonly due_at: Milliseconds | null
  readonly due_step: CaseStep | null
  readonly escalated: boolean
  readonly people: Json<readonly StaffId[]>
  readonly attempts: number
  readonly last_attempt: ColumnType<LastAttempt | null, string | null, string | null>
  readonly returned_sealed: ColumnType<Sealed | null, string | null, string | null>
  readonly returned_by: OperationId | null
  readonly previous_id: OperationId | null
  /** The place in the log of the purge that emptied its sealed values. */
  readonly erased_seq: ColumnType<Seq | null, Seq | null | undefined, Seq | null>
  readonly seq: Seq
}

export interface LastAttempt {
  readonly at: Milliseconds
  readonly met: Meeting
  readonly result: AttemptResult
  readonly staffId: StaffId
}

export interface AttemptTable {
  readonly unit_id: UnitId
  readonly attempt_id: OperationId
  readonly case_id: OperationId
  readonly staff_id: StaffId
  readonly started_at: Milliseconds
  readonly at: Milliseconds
  readonly day: LocalDate
  readonly received_at: Milliseconds
  readonly late: boolean
  readonly met: Meeting
  readonly result: AttemptResult
  readonly with_staff: Json<readonly StaffId[]>
  readonly minutes: number | null
  readonly location: ColumnType<Location | null, string | null, string | null>
  readonly note_index: string | null
  readonly photos: Json<readonly string[]>
  readonly attached: boolean
  readonly seq: Seq
}

export interface PoliceNoteTable {
  readonly unit_id: UnitId
  readonly case_id: OperationId
  readonly labels_sealed: ColumnType<Sealed | null, string | null, string | null>
  readonly labels_by: OperationId | null
  readonly conclusion_sealed: ColumnType<Sealed | null, string | null, string | null>
  readonly conclusion_by: OperationId | null
  readonly seq: Seq
}

export interface PhotoTable {
  readonly unit_id: UnitId
  readonly case_id: OperationId
  readonly sha256: string
  readonly bytes: number
  readonly type: string | null
  readonly staff_id: StaffId
  readonly begun_at: Milliseconds
  readonly arrived_at: Milliseconds | null
  /** It goes: nobody opens it any more, and the store is about to lose it. */
  readonly doomed_at: ColumnType<Milliseconds | null, Milliseconds | null | undefined, Milliseconds | null>
}

export interface NoticeTable {
  readonly unit_id: UnitId
  readonly notice_id: string
  /** Null: it is about no case, and `about` says of what. */
  readonly case_id: OperationId | null
  readonly about: ColumnType<NoticeAbout | null, string | null | undefined, string | null>
  readonly staff_id: StaffId
  readonly kind: NoticeKind
  readonly made_at: Milliseconds
  readonly sent_at: Milliseconds | null
  readonly tries: Generated<number>
  /** What became of it: sent, no consent, no template… */
  readonly outcome: string | null
}
