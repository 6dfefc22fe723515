import type { FraudType } from './fraud-type'
import type { BuildingId, DoorId, OperationId, StaffId } from './ids'
import { MINUTE, type Milliseconds } from './time'

/** 见面 · 无人 · 拒访 · 空置 · 约访 */
export const outcomes = ['met', 'nobody', 'refused', 'vacant', 'again'] as const
export type Outcome = (typeof outcomes)[number]

/** What is said of a door beyond its outcome. Everything is optional: two taps make a complete visit (F01). */
export interface VisitContent {
  readonly outcome: Outcome
  /** Adults reached, for 见面; not said counts as one in figures. */
  readonly adults?: number
  readonly topics?: readonly FraudType[]
  /** Leaflets handed over at the door, drawn from the worker's stock. */
  readonly leaflets?: number
  /** One line. */
  readonly note?: string
  /** 约访: when to come back, ms since 1970. */
  readonly comeBackAt?: Milliseconds
  /** The worker's own word on how long the door took, in minutes; overrules what the clock says. */
  readonly minutes?: number
}

export interface Visit extends VisitContent {
  readonly id: OperationId
  readonly doorId: DoorId
  readonly buildingId: BuildingId
  readonly staffId: StaffId
  /** When the door sheet was opened and when the outcome was tapped, ms since 1970 by the server's clock. */
  readonly startedAt: Milliseconds
  readonly at: Milliseconds
  /** 1 as logged, +1 with each amendment. */
  readonly version: number
  readonly undone: boolean
}

/** The bar offers 撤销 for 10 s. */
export const UNDO_OFFERED: Milliseconds = 10_000
/** The server's limit is wider by a slow phone's pause; later changes are amendments and need a reason (F04). */
export const UNDO_ALLOWED: Milliseconds = MINUTE

/** Adults that a visit counts for: the stated number, one for an unstated 见面, none otherwise. */
export function adultsReached(visit: VisitContent): number {
  return visit.outcome === 'met' ? (visit.adults ?? 1) : 0
}
