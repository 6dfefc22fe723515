import type { Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type Operation, operationSchema } from '#contract/operation'
import { problem } from '#contract/problem'
import type { PushOutcome, PushRequest } from '#contract/push'
import type { Staff } from '#domain/staff'
import { Batch, type Candidate } from './batch'
import { contentHash } from './canonical'
import { load } from './load'
import { lockHead } from './log'
import { malformed } from './malformed'
import { store, storeDays } from './store'
import { emptyWorkingSet } from './working-set'

/**
 * One outcome an operation, in the order sent. Everything happens in one transaction that holds the unit's head: all that is
 * applied is committed together, or nothing is and the device sends it again.
 */
export async function applyPush(context: Context, actor: Staff, request: PushRequest): Promise<readonly PushOutcome[]> {
  const outcomes: PushOutcome[] = []
  const candidates: Candidate[] = []
  for (const [index, raw] of request.operations.entries()) {
    const parsed = v.safeParse(operationSchema, raw)
    const refused = parsed.success ? notOurs(parsed.output, actor, request) : malformed(parsed.issues)
    if (refused !== undefined) outcomes[index] = { kind: 'rejected', problem: refused }
    else if (parsed.success)
      candidates.push({ index, operation: parsed.output, contentHash: contentHash(parsed.output) })
  }
  const receivedAt = context.clock.now()
  const decided = await retried(context, (trx) => applyInTransaction(trx, actor, request, candidates, receivedAt))
  for (const [index, outcome] of decided) outcomes[index] = outcome
  return outcomes
}

function notOurs(operation: Operation, actor: Staff, request: PushRequest) {
  if (operation.unit !== request.unit) return problem(4031, undefined, 'unit')
  if (operation.author !== actor.id) return problem(4032, undefined, 'author')
  if (operation.after === operation.id) return problem(4001, '一条记录不能以自己为前提', 'after')
  return undefined
}

async function applyInTransaction(
  trx: Transaction<Tables>,
  actor: Staff,
  { unit, device, pending }: PushRequest,
  candidates: readonly Candidate[],
  receivedAt: number,
): Promise<ReadonlyMap<number, PushOutcome>> {
  const set = emptyWorkingSet(unit)
  const head = await lockHead(trx, unit)
  if (candidates.length > 0)
    await load(
      trx,
      set,
      candidates.map(({ operation }) => operation),
    )
  const batch = new Batch(set, head, receivedAt)
  batch.run(candidates)
  const log = batch.sealed()
  await store(trx, set, log.rows, {
    unitId: unit,
    deviceId: device,
    staffId: actor.id,
    at: receivedAt,
    pending,
  })
  if (log.rows.length > 0) await storeDays(trx, set, log.head)
  return batch.outcomes()
}
