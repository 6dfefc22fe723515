import { readHeads } from '#cloud/audit/heads'
import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { schemaVersion } from '#cloud/db/migrate'
import { type Answer, refusal } from '#cloud/handlers/handler'
import { troubleOf } from '#cloud/handlers/trouble-of'
import { sameSecret } from '#cloud/same-secret'
import { problem } from '#contract/problem'
import { PROTOCOL } from '#contract/protocol'

/**
 * `timer`: the last run in this process that came to its end; none on a server that has just begun. Whoever has METRICS_TOKEN also
 * hears where every unit's chain ends: written down elsewhere, that is what a log rewritten as a whole contradicts.
 */
export async function health(
  context: Context,
  { engine }: Pick<Database, 'engine'>,
  token: string | null,
): Promise<Answer> {
  const { config, db, log, meter } = context
  const timer = meter?.read().timer
  const lastRun = timer && timer.endedAt !== null ? { at: timer.endedAt, worked: timer.worked } : null
  const known = { version: BUILD_VERSION, protocol: PROTOCOL, database: engine, timer: lastRun }
  const trusted = token !== null && config.metricsToken !== undefined && sameSecret(token, config.metricsToken)
  try {
    const schema = await schemaVersion(db)
    return {
      status: 200,
      body: { ...known, answers: true, schema, ...(trusted ? { heads: await readHeads(db) } : {}) },
    }
  } catch (error) {
    log.error({ err: error }, 'health check failed')
    const { status, body } = refusal(problem(troubleOf(error)))
    return { status, body: { ...known, answers: false, ...body } }
  }
}
