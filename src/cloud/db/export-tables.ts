import type { ColumnType } from 'kysely'
import type { FileType } from '#cloud/export/file-type'
import type { ProblemCode } from '#contract/problem'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/** A file that is being made or waits to be fetched. What was taken out is told by the log, for good; this row goes with the file. */
export interface ExportJobTable {
  readonly unit_id: UnitId
  readonly export_id: OperationId
  readonly staff_id: StaffId
  readonly file_name: string
  readonly type: FileType
  readonly begun_at: Milliseconds
  /** Whoever makes it was last heard of then. */
  readonly heard_at: Milliseconds
  /** Rows written, of how many there seemed to be. */
  readonly done: number
  readonly rows: number
  readonly state: ColumnType<'making' | 'ready' | 'failed', 'making', 'making' | 'ready' | 'failed'>
  readonly problem: ColumnType<ProblemCode | null, undefined, ProblemCode | null>
  readonly bytes: ColumnType<number | null, undefined, number | null>
  readonly sha256: ColumnType<string | null, undefined, string | null>
}
