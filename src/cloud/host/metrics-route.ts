import type { Context } from '#cloud/context'
import { type Answer, refusal } from '#cloud/handlers/handler'
import { exposition, readStored } from '#cloud/metrics/exposition'
import { sameSecret } from '#cloud/same-secret'
import { problem } from '#contract/problem'
import { TIMER_EVERY } from './timer-every'

/**
 * Only with METRICS_TOKEN, from wherever: behind a proxy on the same machine everybody calls from 127.0.0.1, so an address proves nothing.
 * Without it there is no such page.
 */
export async function metrics(context: Context, token: string | null): Promise<Answer | string> {
  const { config, meter, db, clock, log } = context
  if (config.metricsToken === undefined || meter === null) return refusal(problem(4040))
  if (token === null || !sameSecret(token, config.metricsToken)) return refusal(problem(4010))
  const stored = await readStored(db, clock.now()).catch((error: unknown) => {
    log.error({ err: error }, 'metrics without a database')
    return null
  })
  return exposition(meter.read(), stored, clock.now(), TIMER_EVERY)
}
