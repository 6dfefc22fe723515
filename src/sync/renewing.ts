import type { Problem } from '#contract/problem'
import type { Milliseconds } from '#domain/time'
import type { Lock, Timers, Transport, TransportResult } from './ports'

/** `over`: the session has ended, the person signs in again. `unknown`: the network let it down; later it may work. */
export type Renewed = 'renewed' | 'over' | 'unknown'

export interface Renewal {
  /** Somebody is signed in, and is not known to have to sign in again. */
  possible(): boolean
  /** Asks past this transport. Never throws. `refused`: why it is asked for. */
  renew(refused: Problem): Promise<Renewed>
}

interface RenewingPorts {
  readonly lock: Lock
  readonly timers: Timers
}

const LOCK = 'renew-session'
/** Another tab asks meanwhile: how often it is looked whether it has its answer, and for how long. */
const LOOK: Milliseconds = 250
const LOOKS = 140
/** One for a token that ran out, and one more for what another tab brought. */
const MOST_RENEWALS = 2

/**
 * The way to the cloud of somebody whose tokens are short-lived: refused for that reason (4010, 4011), it gets new ones and asks once more,
 * and whoever called hears nothing of it. One renewal at a time, over all tabs: a token that is used twice looks like a stolen one. What the
 * cloud refused for its token it has not done, so without a network `not-sent` is the truth, and records wait.
 */
export function renewing(transport: Transport, renewal: Renewal, { lock, timers }: RenewingPorts): Transport {
  let under: Promise<Renewed> | null = null
  let renewals = 0

  function renewedOnce(refused: Problem): Promise<Renewed> {
    under ??= acrossTabs(refused).finally(() => {
      under = null
    })
    return under
  }

  async function acrossTabs(refused: Problem): Promise<Renewed> {
    for (let look = 0; look < LOOKS; look += 1) {
      const turn = await lock.tryRun(LOCK, async () => (look === 0 ? renewal.renew(refused) : ('renewed' as const)))
      if (turn.kind === 'ran') {
        if (turn.value === 'renewed') renewals += 1
        return turn.value
      }
      await new Promise<void>((resolve) => void timers.after(LOOK, resolve))
    }
    return 'unknown'
  }

  return {
    async call(name, body) {
      for (let attempt = 0; ; attempt += 1) {
        const before = renewals
        const result = await transport.call(name, body)
        const refused = refusedForToken(result)
        if (refused === null || attempt === MOST_RENEWALS || !renewal.possible()) return result
        // Another call's renewal came in between: this one asked with what was old already.
        if (renewals !== before) continue
        const renewed = await renewedOnce(refused)
        if (renewed === 'over') return result
        if (renewed === 'unknown') return { kind: 'not-sent' }
      }
    },
  }
}

function refusedForToken(result: TransportResult): Problem | null {
  if (result.kind !== 'problem') return null
  return result.problem.code === 4010 || result.problem.code === 4011 ? result.problem : null
}
