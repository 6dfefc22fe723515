import type { Problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import { moment } from './format'

/** What the engine knows of the way to the cloud; the shape is that of `SyncStatus`. */
export interface SyncFacts {
  readonly running: boolean
  readonly pending: number
  readonly quarantined: number
  readonly lastDeliveredAt: Milliseconds | null
  readonly offline: boolean
  readonly problem: Problem | null
  /** Sealed on this device under a key that is not here. */
  readonly locked: number
}

export interface SyncLine {
  readonly tone: 'calm' | 'waiting' | 'urgent'
  readonly words: string
}

/** One line that never says more than is known (F07): what came back first, then what stops, then what waits. */
export function syncLine(facts: SyncFacts, now: Milliseconds): SyncLine {
  const last = facts.lastDeliveredAt === null ? null : `上次送达 ${moment(facts.lastDeliveredAt, now)}`
  const waiting = facts.pending > 0 ? `${facts.pending} 条待发送` : null
  const join = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(' · ')
  if (facts.quarantined > 0) return { tone: 'urgent', words: join(`${facts.quarantined} 条被退回`, waiting, last) }
  if (facts.problem !== null && !facts.offline) return { tone: 'urgent', words: join(facts.problem.title, waiting) }
  const locked = facts.locked > 0 ? `${facts.locked} 条联网后打开` : null
  if (facts.offline) {
    const kept = facts.pending > 0 ? `${facts.pending} 条已存本机` : null
    return { tone: 'waiting', words: join('没有网络', kept, locked, last) }
  }
  if (facts.running && facts.pending > 0) return { tone: 'waiting', words: join(`正在发送 ${facts.pending} 条`, last) }
  if (waiting !== null || locked !== null) return { tone: 'waiting', words: join(waiting, locked, last) }
  return { tone: 'calm', words: last === null ? '没有待发送的记录' : `全部送达 · ${last}` }
}
