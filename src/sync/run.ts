import { type Problem, problem } from '#contract/problem'
import type { Lock } from './ports'

interface RunParts {
  readonly lock: Lock
  readonly name: string
  /** Tells what stopped it. */
  readonly phases: () => Promise<Problem | null>
  readonly changed: () => void
  readonly ended: (result: RunResult) => void
}

export type RunResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped'; readonly problem: Problem }
  | { readonly kind: 'busy' }

interface Runner {
  /** Resolves after a run that began after the call; a call during a run asks for one more. Never throws. */
  request(): Promise<void>
  running(): boolean
}

/** One run at a time, in this copy of the app and over all that share the storage. */
export function createRunner({ lock, name, phases, changed, ended }: RunParts): Runner {
  let active = false
  let current: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null

  async function once(): Promise<void> {
    active = true
    changed()
    let result: RunResult
    try {
      const turn = await lock.tryRun(name, phases)
      if (turn.kind === 'busy') result = { kind: 'busy' }
      else result = turn.value === null ? { kind: 'done' } : { kind: 'stopped', problem: turn.value }
    } catch (error) {
      result = { kind: 'stopped', problem: problem(1003, error instanceof Error ? error.message : String(error)) }
    }
    active = false
    ended(result)
    changed()
  }

  function request(): Promise<void> {
    if (!active) {
      current = once()
      return current
    }
    next ??= current.then(() => {
      next = null
      return request()
    })
    return next
  }

  return { request, running: () => active }
}
