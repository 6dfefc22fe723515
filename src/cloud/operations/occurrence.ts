import type { Sealed } from '#cloud/vault/sealed'
import { OLDEST_RECORD_DAYS } from '#contract/limits'
import type { Operation } from '#contract/operation'
import type { Seq } from '#domain/ids'
import type { MinutesPolicy } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { DAY, dayOf, type LocalDate, type Milliseconds } from '#domain/time'

/** When an operation happened by the server's clock, by whom, and the place in the log it will have. */
export interface Occurrence {
  readonly author: Staff
  readonly seq: Seq
  readonly at: Milliseconds
  readonly day: LocalDate
  readonly receivedAt: Milliseconds
  /** Another instant that the same device clock gave. */
  readonly corrected: (deviceTime: Milliseconds) => Milliseconds
  /** A field of the body as the log keeps it; null when the body has it not, or not sealed. */
  readonly sealed: (field: string) => Sealed | null
}

/** The device's time corrected by the offset it last learnt, never after the receipt: a clock that runs ahead makes no future. */
export function timeOf({ at, offset }: Pick<Operation, 'at' | 'offset'>, receivedAt: Milliseconds): Milliseconds {
  return Math.min(at + (offset ?? 0), receivedAt)
}

export function tooOld(at: Milliseconds, receivedAt: Milliseconds): boolean {
  return at < receivedAt - OLDEST_RECORD_DAYS * DAY
}

/** 补传: it came long after it happened, or after its day was over. */
export function isLate(at: Milliseconds, receivedAt: Milliseconds, policy: MinutesPolicy): boolean {
  return receivedAt - at > policy.lateAfter || (receivedAt > at && dayOf(receivedAt) > dayOf(at))
}
