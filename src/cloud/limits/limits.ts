import { sha256 } from '#cloud/operations/canonical'
import { ok, type Result } from '#cloud/result'
import type { Clock } from '#cloud/world'
import { problem } from '#contract/problem'
import type { Staff } from '#domain/staff'
import { MINUTE, type Milliseconds, SECOND } from '#domain/time'
import { addressKey } from './address-key'
import { type LimitConfig, type LimitName, limitNames } from './limit-config'
import { createRate } from './rate'

/** Who calls before anybody knows it: WeChat's person, or the network address. */
export interface Stranger {
  readonly openid: string | null
  readonly from?: string | null
}

/** Each counts the call and says 4290, with the time to wait, when it is one too many. Kept in this process alone. */
export interface Limits {
  /** Everything from one address, before its body is read. */
  address(from: string | null): Result<true>
  /** Of one session, before it is looked up. */
  device(token: string): Result<true>
  /** Of one person, over all devices. */
  person(staff: Pick<Staff, 'unitId' | 'id'>): Result<true>
  /** What anybody may ask without a session. */
  signIn(caller: Stranger): Result<true>
  /** One invitation or card, from wherever: a right code is no guess, and yet it is dear to look up. */
  code(code: string): Result<true>
}

export function createLimits(
  config: LimitConfig,
  clock: Clock,
  refused: (name: LimitName) => void = () => undefined,
): Limits {
  const rates = new Map(
    limitNames.flatMap((name) => {
      const perMinute = config[name]
      return perMinute === null ? [] : [[name, createRate(perMinute, clock.now)] as const]
    }),
  )
  function take(name: LimitName, key: string): Result<true> {
    const wait = rates.get(name)?.take(key) ?? 0
    if (wait === 0) return ok(true)
    refused(name)
    return tooMany(wait)
  }
  return {
    address: (from) => take('address', addressKey(from)),
    device: (token) => take('device', sha256(token)),
    person: ({ unitId, id }) => take('person', `${unitId} ${id}`),
    signIn: ({ openid, from }) => take('signIn', openid === null ? addressKey(from ?? null) : `openid ${openid}`),
    code: (code) => take('code', sha256(code)),
  }
}

/** 4290, and how long: in words for whoever reads it, in seconds for whoever waits by itself. */
export function tooMany(wait: Milliseconds, why?: string) {
  const retryAfter = Math.max(1, Math.ceil(wait / SECOND))
  const time = wait <= MINUTE ? `${retryAfter} 秒` : `${Math.ceil(wait / MINUTE)} 分钟`
  const detail = why === undefined ? `${time}后可以再试` : `${why}，请 ${time}后再试`
  return { ok: false, problem: { ...problem(4290, detail), retryAfter } } as const
}
