import type { ColumnType, Generated } from 'kysely'
import type { ActivityChannel, Channel } from '#domain/activity'
import type { ActivityDetail, GroupCounts } from '#domain/activity-detail'
import type { OperationId, Seq, StaffId, UnitId } from '#domain/ids'
import type { LocalDate, Milliseconds } from '#domain/time'

/** Activities, and the rollups of a day. As in `tables.ts`: a jsonb column is written as JSON text and read as its value. */
type Json<Value> = ColumnType<Value, string, string>
type JsonWithDefault<Value> = ColumnType<Value, string | undefined, string>

/** `[from, to]` pairs in ms, sorted and disjoint. */
export type Pairs = readonly (readonly [Milliseconds, Milliseconds])[]

export interface ActivityTable {
  readonly unit_id: UnitId
  readonly activity_id: OperationId
  readonly staff_id: StaffId
  readonly channel: ActivityChannel
  readonly from_at: Milliseconds
  readonly to_at: Milliseconds
  readonly from_day: LocalDate
  /** The last day it touches: an activity that ends at midnight sharp does not touch the day that starts there. */
  readonly to_day: LocalDate
  readonly logged_at: Milliseconds
  readonly received_at: Milliseconds
  readonly late: boolean
  readonly place: string
  readonly audience: number | null
  readonly with_staff: JsonWithDefault<readonly StaffId[]>
  readonly note: string | null
  readonly detail: JsonWithDefault<ActivityDetail>
  readonly version: Generated<number>
  /** As of a visit: the newest content wins, in whatever order they arrive. */
  readonly content_id: OperationId
  readonly content_at: Milliseconds
  readonly undone: Generated<boolean>
  readonly undone_at: Milliseconds | null
  readonly seq: Seq
}

export interface StaffDayTable {
  readonly unit_id: UnitId
  readonly day: LocalDate
  readonly staff_id: StaffId
  readonly attended: Json<Pairs>
  readonly attended_in_time: Json<Pairs>
  /** Outings that held a door, and those of leaflets alone. */
  readonly doors: JsonWithDefault<Pairs>
  readonly leaflet_walks: JsonWithDefault<Pairs>
  readonly visits: number
  readonly met: number
  readonly adults: number
  readonly leaflets: number
  readonly door_leaflets: Generated<number>
  readonly hand_outs: number
  readonly late: number
  readonly undone: number
}

export interface UnitDayTable {
  readonly unit_id: UnitId
  readonly day: LocalDate
  readonly policy_version: number
  readonly attended: Json<Pairs>
  readonly activity_ms: Milliseconds
  readonly activity_in_time_ms: Milliseconds
  readonly person_ms: Milliseconds
  readonly broadcast_ms: Milliseconds
  readonly visits: number
  readonly met: number
  readonly adults: number
  readonly leaflets: number
  readonly hand_outs: number
  readonly activities: number
  readonly late: number
  readonly seq: Seq
}

export interface ChannelDayTable {
  readonly unit_id: UnitId
  readonly day: LocalDate
  readonly channel: Channel
  readonly count: number
  readonly ms: Milliseconds
  readonly met: number
  readonly adults: number
  readonly leaflets: number
  readonly audience: number
  readonly reach: number
  readonly sessions: number
  readonly groups: Json<GroupCounts>
  readonly tags: Json<Readonly<Record<string, number>>>
  readonly posted: number
  readonly seq: Seq
}
