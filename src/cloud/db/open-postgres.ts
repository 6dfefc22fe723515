import { Pool as PgPool, type PoolClient, types } from 'pg'
import { MINUTE } from '#domain/time'
import { StatementNames } from './again'
import { boundedPool } from './bounded-pool'
import { isLost, isOutdatedPlan } from './errors'
import { BEGIN_PLANNED_ONCE, KeptPlans } from './kept-plans'
import type { Limits } from './limits'
import type { Connection, Pool, Rows } from './pool'

const INT8 = 20

const nothing: Rows = { rows: [], affected: 0 }

/**
 * A small pool: a function's instance serves few calls at a time, and more instances are the way to more throughput (a pooler
 * stands in front of the server then). Without limits statements and locks are waited for without an end.
 */
export function openPostgres(
  url: string,
  onLostConnection: (error: Error) => void,
  limits: Limits | null = null,
): Pool {
  const pool = new PgPool({
    connectionString: url,
    max: 10,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    // A connection has planned what comes again, so it is not closed for every pause in the work.
    idleTimeoutMillis: 10 * MINUTE,
    application_name: 'qiaomen',
    // A peer that is gone without a word is noticed between calls, too.
    keepAlive: true,
    ...(limits === null ? {} : limited(limits)),
    // Instants, places in the log and counts are below 2^53, so int8 is read as a number here as it is on PGlite.
    types: {
      // biome-ignore lint/suspicious/noExplicitAny: pg's own signature
      getTypeParser: (oid: number, format?: any) => (Number(oid) === INT8 ? Number : types.getTypeParser(oid, format)),
    },
  })
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', onLostConnection)
  const names = new StatementNames()
  const kept = new WeakMap<PoolClient, KeptPlans>()
  const plansOf = (client: PoolClient) => {
    const plans = kept.get(client) ?? new KeptPlans()
    kept.set(client, plans)
    return plans
  }
  const all: Pool = {
    pipelined: true,
    async connect() {
      const client = await pool.connect()
      return connectionOn(client, names, plansOf(client))
    },
    end: () => pool.end(),
  }
  return limits === null ? all : boundedPool(all, limits.waiting)
}

/** The first three are kept by the server itself, also when this process or the network is gone. */
function limited({ connect, lock, statement, answer, idle }: Limits) {
  return {
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idle,
    connectionTimeoutMillis: connect,
    query_timeout: answer,
  }
}

/**
 * A connection that broke, or gave no answer in time and may still give it to whoever asks next, is used for nothing more, not even a
 * rollback (the server ends its transaction), and not given back to the pool.
 */
function connectionOn(client: PoolClient, names: StatementNames, plans: KeptPlans): Connection {
  let lost: unknown
  const lose = (error: unknown) => {
    lost ??= error
  }
  // It may break between two statements, when nobody waits for it: unheard, its error would end the process.
  client.on('error', lose)
  return {
    async query(statement, parameters) {
      if (lost !== undefined) throw lost
      try {
        if (statement === BEGIN_PLANNED_ONCE) {
          await client.query(plans.begin())
          return nothing
        }
        const name = names.nameOf(statement)
        const { rows, rowCount } = await client.query({
          text: statement,
          values: [...parameters],
          ...(name === undefined ? {} : { name }),
        })
        return { rows, affected: rowCount ?? 0 }
      } catch (error) {
        if (isLost(error)) lose(error)
        if (isOutdatedPlan(error)) names.anew()
        throw error
      }
    },
    hold: () => client.connection.stream.cork(),
    letGo: () => client.connection.stream.uncork(),
    release() {
      client.release(lost !== undefined)
      client.off('error', lose)
    },
  }
}
