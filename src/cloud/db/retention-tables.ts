import type { ColumnType } from 'kysely'
import type { Sealed } from '#cloud/vault/sealed'
import type { OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { LocalDate, Milliseconds } from '#domain/time'

/** What keeps something from going, and which day's purge is done. As in `tables.ts`: jsonb is written as JSON text. */
export interface LegalHoldTable {
  readonly unit_id: UnitId
  readonly subject: OperationId
  readonly about: 'case' | 'crime'
  /** The operation that placed it: names the place that the reason is sealed for. */
  readonly hold_id: OperationId
  readonly reason_sealed: ColumnType<Sealed, string, string>
  readonly placed_by: StaffId
  readonly placed_at: Milliseconds
  readonly seq: Seq
}

export interface RetentionRunTable {
  readonly unit_id: UnitId
  readonly day: LocalDate
  readonly at: Milliseconds
}
