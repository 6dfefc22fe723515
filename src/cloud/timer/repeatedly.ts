import type { Context } from '#cloud/context'
import type { Milliseconds } from '#domain/time'

export interface Repeated {
  /** No run begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Runs now and then every so often, never twice at once; a run that fails is logged, and the next one comes. Keeps no process alive. */
export function repeatedly(work: () => Promise<unknown>, every: Milliseconds, log: Context['log']): Repeated {
  let running: Promise<void> | null = null
  const begin = () => {
    running ??= Promise.resolve()
      .then(work)
      .then(
        () => {},
        (error: unknown) => log.error({ err: error }, 'timer failed'),
      )
      .finally(() => {
        running = null
      })
  }
  begin()
  const interval = setInterval(begin, every)
  interval.unref()
  return {
    async stop() {
      clearInterval(interval)
      await running
    },
  }
}
