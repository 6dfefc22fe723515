import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { hasCode, isOutdatedPlan } from './errors'
import type { Tables } from './tables'

const ATTEMPTS = 5
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK_DETECTED = '40P01'

/** A transaction, tried again when PostgreSQL gave it up for another's sake, or for a plan's that is outdated: nothing of it has happened then. */
export async function retried<Value>(
  context: Context,
  work: (trx: Transaction<Tables>) => Promise<Value>,
  plans: 'each-time' | 'planned-once' = 'each-time',
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const transaction = context.db.transaction()
      return await (plans === 'each-time' ? transaction : transaction.setAccessMode('read write')).execute(work)
    } catch (error) {
      const passing = hasCode(error, [SERIALIZATION_FAILURE, DEADLOCK_DETECTED]) || isOutdatedPlan(error)
      if (attempt === ATTEMPTS || !passing) throw error
      const [jitter = 0] = context.random.bytes(1)
      await sleep(attempt * 10 + jitter / 8)
    }
  }
}
