import type { Milliseconds } from './time'

/** What the log says of one case, each list in order of time. */
export interface CaseTimes {
  /** Deadlines of the meeting that passed and were told. */
  readonly dues: readonly Milliseconds[]
  /** When somebody was sent. */
  readonly sent: readonly Milliseconds[]
  /** Attempts that said enough (`isConclusive`), by the time they were made. */
  readonly met: readonly Milliseconds[]
}

/**
 * Was the resident met in time (S28)? `inTime` null: not yet, and the time is not up. A deadline that passed while the worker was in
 * a stairwell without signal is kept by an attempt made between being sent and the deadline, whenever that arrived.
 */
export function metInTime({ dues, sent, met }: CaseTimes): {
  readonly dueAt: Milliseconds | null
  readonly metAt: Milliseconds | null
  readonly inTime: boolean | null
} {
  const broken = dues.find((due) => {
    const since = sent.reduce((latest, at) => (at <= due && at > latest ? at : latest), 0)
    return !met.some((at) => since <= at && at <= due)
  })
  const metAt = met[0] ?? null
  if (broken !== undefined)
    return {
      dueAt: broken,
      metAt: met.find((at) => at > broken) ?? null,
      inTime: false,
    }
  return {
    dueAt: dues[0] ?? null,
    metAt,
    inTime: metAt === null ? null : true,
  }
}
