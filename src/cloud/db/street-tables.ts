import type { ColumnType } from 'kysely'
import type { Campaign } from '#domain/campaign'
import type { OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { PaperKind } from '#domain/paper'
import type { Milliseconds } from '#domain/time'

/** The tables of the street and of every unit's desk. As in `tables.ts`: jsonb is written as JSON text and read as its value. */
type Json<Value> = ColumnType<Value, string, string>

export interface CampaignTable {
  readonly street_id: UnitId
  readonly campaign_id: OperationId
  readonly content: Json<Campaign>
}

/** `content` is its kind's own matter: parsed where it is read, by the schema that wrote it. */
export interface PaperTable {
  readonly unit_id: UnitId
  readonly paper_id: OperationId
  readonly kind: PaperKind
  readonly campaign_id: OperationId | null
  /** E.g. a report's due day. */
  readonly period: string | null
  readonly state: string
  readonly author: StaffId
  readonly at: Milliseconds
  readonly due_at: Milliseconds | null
  readonly content: Json<unknown>
  readonly seq: Seq
}
