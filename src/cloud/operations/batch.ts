import * as v from 'valibot'
import { openContent } from '#cloud/vault/content'
import { isSealed, type StoredContent } from '#cloud/vault/sealed'
import type { UnitVault } from '#cloud/vault/unit-vault'
import { type Operation, operationSchema } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { PushOutcome } from '#contract/push'
import { roleMay } from '#domain/authorisation'
import type { OperationId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { knowsFraudType, type StreetSettings } from '#domain/street-settings'
import { dayOf } from '#domain/time'
import { chain, type Head, type LogRow } from './log'
import { type Occurrence, timeOf, tooOld } from './occurrence'
import { parentsOf, subjectOf } from './parents'
import { perform } from './perform'
import { type HeldRow, personOf, staffOf, type WorkingSet } from './working-set'

/** A well-formed operation of the batch, at its place in the batch. */
export interface Candidate {
  readonly index: number
  readonly operation: Operation
  /** As it will lie in the log: nothing of a resident in the clear. */
  readonly stored: StoredContent
  readonly contentHash: string
}

/** Something to be tried now: of this batch (it has a place in the answer), or held since an earlier one. */
interface Attempt {
  readonly operation: Operation
  readonly stored: StoredContent
  readonly contentHash: string
  readonly receivedAt: number
  readonly index: number | undefined
}

/**
 * Decides a batch in memory. Operations are tried in the order they were done, whatever the order they were sent in; one whose
 * parent is missing waits, and is tried again as soon as that is in the log.
 */
export class Batch {
  readonly #outcomes = new Map<number, PushOutcome>()
  readonly #entries: Omit<LogRow, 'seq' | 'hash'>[] = []
  /** Places in the answer of the operations that wait. */
  readonly #waiting = new Map<OperationId, number[]>()

  constructor(
    private readonly set: WorkingSet,
    private readonly start: Head,
    private readonly receivedAt: number,
  ) {}

  run(candidates: readonly Candidate[]): void {
    const inOrder = [...candidates].sort((a, b) => earlierFirst(a.operation, b.operation, this.receivedAt))
    for (const { index, operation, stored, contentHash } of inOrder) {
      const held = this.set.held.get(operation.id)
      // It was received when it came first; that it was sent again does not make it late.
      this.#tryFrom({ operation, stored, contentHash, index, receivedAt: held?.received_at ?? this.receivedAt })
    }
  }

  outcomes(): ReadonlyMap<number, PushOutcome> {
    return this.#outcomes
  }

  /** What was applied, chained to the log's end. */
  sealed(): { readonly rows: readonly LogRow[]; readonly head: Head } {
    return chain(this.start, this.#entries)
  }

  /** The operation, and then all that waited for it, and for those: a queue, for a chain may be long. */
  #tryFrom(first: Attempt): void {
    const queue = [first]
    for (let attempt = queue.shift(); attempt !== undefined; attempt = queue.shift()) {
      const outcome = this.#try(attempt)
      if (attempt.index !== undefined) this.#outcomes.set(attempt.index, outcome)
      for (const index of this.#waiting.get(attempt.operation.id) ?? []) this.#outcomes.set(index, outcome)
      if (outcome.kind === 'applied') queue.push(...this.#freedBy(attempt.operation.id))
    }
  }

  #try(attempt: Attempt): PushOutcome {
    const { operation, contentHash, index } = attempt
    const { id } = operation
    const logged = this.set.logged.get(id)
    if (logged !== undefined) {
      return logged.contentHash === contentHash
        ? { kind: 'duplicate', seq: logged.seq }
        : { kind: 'rejected', problem: problem(4090) }
    }
    const held = this.set.held.get(id)
    if (held !== undefined && held.content_hash !== contentHash) return { kind: 'rejected', problem: problem(4090) }
    const missing = parentsOf(operation).find((parent) => !this.set.logged.has(parent))
    if (missing !== undefined) {
      // What its author's role can never do need not wait for a parent to be refused.
      const author = personOf(this.set, operation.author)
      if (author !== undefined && !roleMay(staffOf(author).role, operation.type))
        return this.#refuse(held, index, problem(4030))
      if (index !== undefined) this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), index])
      return this.#hold(attempt, missing)
    }
    const seq = this.start.seq + this.#entries.length + 1
    const refused = this.#perform(attempt, seq)
    if (refused !== undefined) return this.#refuse(held, index, refused)
    this.#append(attempt, seq)
    return { kind: 'applied', seq }
  }

  #hold({ operation, stored, contentHash, receivedAt }: Attempt, waitingFor: OperationId): PushOutcome {
    const held = this.set.held.get(operation.id)
    if (held?.waiting_for !== waitingFor) {
      this.set.held.put({
        unit_id: this.set.unitId,
        operation_id: operation.id,
        waiting_for: waitingFor,
        staff_id: operation.author,
        received_at: receivedAt,
        content: stored,
        content_hash: contentHash,
        problem: null,
      })
    }
    return { kind: 'held', waitingFor }
  }

  /**
   * What was held before and is refused now stays, with the reason: its device was told that the cloud keeps it. It goes when the
   * device sends it again and hears the reason itself.
   */
  #refuse(held: HeldRow | undefined, index: number | undefined, refused: Problem): PushOutcome {
    if (held !== undefined) {
      if (index === undefined && !this.#waiting.has(held.operation_id)) this.set.held.put({ ...held, problem: refused })
      else this.set.held.remove(held.operation_id)
    }
    return { kind: 'rejected', problem: refused }
  }

  #perform({ operation, stored, receivedAt }: Attempt, seq: number): Problem | undefined {
    const at = timeOf(operation, receivedAt)
    if (tooOld(at, receivedAt)) return problem(4221, undefined, 'at')
    const author = personOf(this.set, operation.author)
    if (author === undefined) return problem(4044, undefined, 'author')
    const day = dayOf(at)
    // By the record's own day: what was done in service and arrives after it is not lost (F16).
    if (!onDuty(staffOf(author), day)) return problem(4033)
    // Whoever never does this hears that, and not what the street's lists have.
    const may = roleMay(staffOf(author).role, operation.type)
    const unknown = may ? unknownFraudType(operation, this.set.settings) : undefined
    if (unknown !== undefined) return unknown
    const corrected = (deviceTime: number) => deviceTime + (operation.offset ?? 0)
    return perform(
      operation,
      { author: staffOf(author), seq, at, day, receivedAt, corrected, sealed: sealedOf(stored) },
      this.set,
    )
  }

  #append({ operation, stored, contentHash, receivedAt }: Attempt, seq: number): void {
    this.#entries.push({
      unit_id: this.set.unitId,
      operation_id: operation.id,
      type: operation.type,
      staff_id: operation.author,
      device_id: operation.device,
      subject: subjectOf(operation),
      at: timeOf(operation, receivedAt),
      received_at: receivedAt,
      content: stored,
      content_hash: contentHash,
    })
    this.set.held.remove(operation.id)
    this.set.logged.set(operation.id, {
      id: operation.id,
      seq,
      contentHash,
      device: operation.device,
      deviceAt: operation.at,
    })
  }

  #freedBy(id: OperationId): Attempt[] {
    return [...this.set.held.values()]
      .filter(({ waiting_for: waitingFor }) => waitingFor === id)
      .map((row) => ({
        operation: heldOperation(row, this.set.vault),
        stored: row.content,
        contentHash: row.content_hash,
        receivedAt: row.received_at,
        index: undefined,
      }))
      .sort((a, b) => earlierFirst(a.operation, b.operation, this.receivedAt))
  }
}

/** The official list holds everywhere; any other type is the street's, or a slip. */
function unknownFraudType({ body }: Operation, settings: StreetSettings): Problem | undefined {
  const named = [
    ...('topics' in body ? (body.topics ?? []) : []),
    ...('fraudType' in body && body.fraudType !== undefined ? [body.fraudType] : []),
  ]
  const unknown = named.find((type) => !knowsFraudType(settings, type))
  return unknown === undefined
    ? undefined
    : problem(4001, `没有诈骗类型 ${unknown}`, 'topics' in body ? 'body.topics' : 'body.fraudType')
}

/** A held operation as its device sent it. */
export function heldOperation({ content }: HeldRow, vault: UnitVault | null): Operation {
  return v.parse(operationSchema, openContent(content, vault))
}

/** What the log has of a field that may not lie anywhere in the clear. */
export function sealedOf({ body }: StoredContent): Occurrence['sealed'] {
  return (field) => {
    const value = body[field]
    return isSealed(value) ? value : null
  }
}

function earlierFirst(a: Operation, b: Operation, receivedAt: number): number {
  return timeOf(a, receivedAt) - timeOf(b, receivedAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
