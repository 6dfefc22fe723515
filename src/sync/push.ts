import type { Problem } from '#contract/problem'
import { PROTOCOL } from '#contract/protocol'
import { type PushAnswer, type PushOutcome, pushAnswer } from '#contract/push'
import type { OperationId } from '#domain/ids'
import { DAY, type Milliseconds } from '#domain/time'
import { nextBatch, parentsFirst } from './batches'
import { type Answer, type Caller, networkProblem } from './call'
import type { Account } from './engine-api'
import type { Flight } from './flight'
import type { Meta } from './meta'
import { type Outbox, parentsOf, recordOf, rootsOf } from './outbox'
import type { RecordKeeper } from './record-keeper'
import { heldSince, type StoredRecord } from './stored'

interface PushParts {
  readonly account: Account
  readonly outbox: Outbox
  readonly keeper: RecordKeeper
  readonly flight: Flight
  readonly caller: Caller
  readonly meta: Meta
  readonly changed: () => void
}

/** A held operation is asked after once a day: the cloud may have got its parent from elsewhere. */
const ASK_AGAIN: Milliseconds = DAY
/** Calls that one run spends on finding the record that makes a batch fail: enough to halve 100 down to one. */
const MOST_FAILING_CALLS = 8

/** Sends what has to go, until nothing is left or something stops it. */
export interface Push {
  /** Tells what stopped it. */
  run(): Promise<Problem | null>
  /** What the last run was told of a record that it left behind; nothing else had to wait for it. */
  trouble(): Problem | null
  /** Saved or unconfirmed. */
  pending(): number
  /** Something could be sent right now. */
  hasDue(): boolean
}

export function createPush({ account, outbox, keeper, flight, caller, meta, changed }: PushParts): Push {
  /** Records whose batches the cloud could not answer, found by halving. They go last and alone, so that nobody waits for them. */
  const suspects = new Set<OperationId>()
  /** Runs in a row that ended with a 5000: the first may be an accident, the second is worth searching for its cause. */
  let failedRuns = 0
  let trouble: Problem | null = null
  /** What this run still has to send, as long as the outbox is the one that it left behind. */
  let queue: readonly StoredRecord[] = []
  let queuedFrom: readonly StoredRecord[] | null = null

  function pending(): number {
    return outbox.count('saved') + outbox.count('unconfirmed')
  }

  async function send(batch: readonly StoredRecord[]): Promise<Answer<PushAnswer>> {
    const ids = batch.map(({ operation }) => operation.id)
    const before = outbox.all()
    flight.begin(ids)
    changed()
    const body = {
      action: 'push',
      protocol: PROTOCOL,
      unit: account.unit,
      device: account.device,
      pending: Math.max(0, pending() - batch.filter(({ status }) => status.kind !== 'held').length),
      operations: batch.map(({ operation }) => operation),
    }
    const answer = await caller.sync(body, pushAnswer, ({ outcomes }) => outcomes.length === batch.length)
    const undisturbed = outbox.all() === before
    keeper.together(() => {
      if (answer.kind === 'answer') settleAll(batch, answer.value)
      else if (mayHaveArrived(answer)) unconfirm(ids)
      // Only now: killed before this, all of the batch counts as unconfirmed and is asked again.
      flight.end()
    })
    if (!undisturbed || answer.kind !== 'answer') queue = []
    queuedFrom = outbox.all()
    changed()
    return answer
  }

  function settleAll(batch: readonly StoredRecord[], { outcomes, serverTime }: PushAnswer): void {
    batch.forEach((record, at) => {
      const outcome = outcomes[at]
      if (outcome) settle(record, outcome, serverTime)
    })
    if (outcomes.some(({ kind }) => kind === 'applied' || kind === 'duplicate'))
      meta.note({ lastDeliveredAt: serverTime })
  }

  function settle({ operation, status }: StoredRecord, outcome: PushOutcome, serverTime: Milliseconds): void {
    const { id } = operation
    switch (outcome.kind) {
      case 'applied':
      case 'duplicate':
        suspects.delete(id)
        // No room for the good news: the cloud has it, so it may leave the device now instead of in two days.
        if (!keeper.replace(id, { operation, status: { kind: 'delivered', seq: outcome.seq, at: serverTime } }))
          keeper.remove(id)
        return
      case 'held': {
        const since = status.kind === 'held' ? heldSince(status) : serverTime
        write(id, {
          operation,
          status: { kind: 'held', waitingFor: outcome.waitingFor, askedAt: serverTime, since },
        })
        return
      }
      case 'rejected':
        write(id, { operation, status: { kind: 'rejected', problem: outcome.problem } })
        return
      default:
        outcome satisfies never
    }
  }

  function write(id: OperationId, next: StoredRecord): void {
    if (!keeper.replace(id, next)) flight.rememberLeft(id)
  }

  function unconfirm(ids: readonly OperationId[]): void {
    const all = outbox.all()
    const left = ids.flatMap((id) => recordOf(all, id) ?? []).filter(({ status }) => status.kind === 'saved')
    if (left.length === 0) return
    keeper.together(() => {
      for (const { operation } of left) write(operation.id, { operation, status: { kind: 'unconfirmed' } })
    })
  }

  /** What has to go, in no order yet. */
  function due(asked: ReadonlySet<OperationId>): readonly StoredRecord[] {
    const all = outbox.all()
    const waits = all.filter(({ operation }) => !asked.has(operation.id))
    const sendable = waits.filter((record) => isDue(record, all))
    if (suspects.size === 0) return sendable
    const rootOf = rootsOf(all)
    const blocked = new Set([...suspects].map(rootOf))
    return sendable.filter(({ operation }) => !blocked.has(rootOf(operation.id)))
  }

  function isDue({ operation, status }: StoredRecord, all: readonly StoredRecord[]): boolean {
    switch (status.kind) {
      case 'saved':
      case 'unconfirmed':
        return true
      case 'held': {
        const parents = parentsOf(operation).flatMap((id) => recordOf(all, id) ?? [])
        return (
          parents.some((parent) => deliveredSince(parent, status.askedAt)) ||
          meta.serverNow() - status.askedAt >= ASK_AGAIN
        )
      }
      case 'delivered':
      case 'rejected':
        return false
      default:
        return status satisfies never
    }
  }

  function stillDue(batch: readonly StoredRecord[]): readonly StoredRecord[] {
    const all = outbox.all()
    return batch.filter(({ operation }) => {
      const record = recordOf(all, operation.id)
      return record !== undefined && isDue(record, all)
    })
  }

  /**
   * What goes next. What is due is worked out once, and anew when it has all gone or somebody else changed a record meanwhile: a tap,
   * another tab. With thousands that wait it would be most of what a batch costs.
   */
  function nextOf(asked: ReadonlySet<OperationId>): readonly StoredRecord[] {
    if (queue.length === 0 || queuedFrom !== outbox.all()) queue = parentsFirst(due(asked))
    const batch = nextBatch(queue, outbox.bytes)
    queue = queue.slice(batch.length)
    return batch
  }

  async function run(): Promise<Problem | null> {
    trouble = null
    unconfirm(flight.leftover())
    flight.end()
    keeper.tidy()
    const asked = new Set<OperationId>()
    queue = []
    let failing = 0
    let halves: (readonly StoredRecord[])[] = []
    for (;;) {
      const half = halves.shift()
      // Of a half only what is still there to be sent: its author may have discarded some meanwhile.
      const batch = half ? stillDue(half) : nextOf(asked)
      if (batch.length === 0 && half) continue
      if (batch.length === 0) break
      const answer = await send(batch)
      switch (answer.kind) {
        case 'answer':
          for (const { operation } of batch) asked.add(operation.id)
          continue
        case 'not-sent':
        case 'no-answer':
          return networkProblem(answer.kind)
        case 'problem': {
          const blame = blameOf(answer.problem)
          const accident = blame === 'perhaps-one' && failedRuns === 0
          if (blame === 'all' || accident || ++failing > MOST_FAILING_CALLS) {
            failedRuns = blame === 'perhaps-one' ? failedRuns + 1 : 0
            return answer.problem
          }
          const [first] = batch
          if (batch.length > 1) halves = [...halve(batch), ...halves]
          else if (first && blame === 'one')
            write(first.operation.id, { ...first, status: { kind: 'rejected', problem: answer.problem } })
          else if (first) suspects.add(first.operation.id)
          continue
        }
        default:
          return answer satisfies never
      }
    }
    failedRuns = 0
    return sendSuspects(asked)
  }

  async function sendSuspects(asked: ReadonlySet<OperationId>): Promise<Problem | null> {
    for (const id of [...suspects]) {
      const record = outbox.get(id)
      if (!record || asked.has(id) || !isDue(record, [])) {
        suspects.delete(id)
        continue
      }
      const answer = await send([record])
      if (answer.kind === 'answer') suspects.delete(id)
      else if (answer.kind !== 'problem') return networkProblem(answer.kind)
      else if (blameOf(answer.problem) === 'all') return answer.problem
      else trouble = answer.problem
    }
    return null
  }

  return { run, trouble: () => trouble, pending, hasDue: () => due(new Set()).length > 0 }
}

/** Whose fault a refusal of the whole call is. */
function blameOf({ code }: Problem): 'one' | 'perhaps-one' | 'all' {
  if (code === 4130) return 'one'
  return code === 4000 || code === 4001 || code === 5000 ? 'perhaps-one' : 'all'
}

/** A refusal says that nothing was stored; a broken server may have broken after storing. */
function mayHaveArrived(answer: Exclude<Answer<PushAnswer>, { kind: 'answer' }>): boolean {
  return answer.kind === 'no-answer' || (answer.kind === 'problem' && answer.problem.code === 5000)
}

function halve(batch: readonly StoredRecord[]): readonly (readonly StoredRecord[])[] {
  const middle = Math.ceil(batch.length / 2)
  return [batch.slice(0, middle), batch.slice(middle)]
}

function deliveredSince({ status }: StoredRecord, at: Milliseconds): boolean {
  return status.kind === 'delivered' && status.at > at
}
