import { setImmediate as turn } from 'node:timers/promises'
import { DatabaseBusy, isUnavailable } from '#cloud/db/errors'
import type { UnitId } from '#domain/ids'

/** Operations and pushes of one transaction: what it takes to store stays well below what anybody waits for a lock. */
const MOST_OPERATIONS = 300
const MOST_PUSHES = 16
/** Whoever comes when so many wait for one unit is sent away at once: each holds its request's body. */
const MOST_WAITING = 200
/** Of the event loop, before a unit is written to. */
const TURNS = 8

interface Waiting<Push, Outcome> {
  readonly push: Push
  readonly size: number
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/**
 * Pushes of one unit have to follow one another, for each takes the next places of its log. Those that come to this process while one
 * is being written wait here, and not for the database's lock; then they are written in one transaction, in the order they came. In the
 * evening, when a community's phones all have signal again, that spares most of what a push costs. Other processes wait for the lock as ever.
 *
 * Who is written is settled as late as can be: some turns of the event loop later, which in a process with nothing else to do is some µs and in a
 * busy one long enough for what came meanwhile, and when there is a connection to write by.
 *
 * Each hears its own outcome, after the commit. Where a joint transaction fails for a reason of its content, each is written alone, so
 * that none fails for another's sake; where the database can't serve (somebody holds the unit's head, say), all who wait hear that at once,
 * for waiting out one limit after the other would outlast their callers.
 */
export class Together<Push, Outcome> {
  readonly #units = new Map<UnitId, Waiting<Push, Outcome>[]>()

  /**
   * `write` answers with an outcome a push, in their order. `taken` says which, the same ones each time it is asked: when the writing begins.
   * `first` is one of them.
   */
  constructor(
    private readonly write: (unit: UnitId, first: Push, taken: () => readonly Push[]) => Promise<readonly Outcome[]>,
    private readonly gathered: () => Promise<void> = turns,
  ) {}

  /** `size`: how many operations it has. */
  join(unit: UnitId, push: Push, size: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const own = { push, size, resolve, reject }
      const before = this.#units.get(unit)
      if (before === undefined) {
        const queue = [own]
        this.#units.set(unit, queue)
        void this.#drain(unit, queue)
      } else if (before.length >= MOST_WAITING) {
        reject(new DatabaseBusy(`${before.length} pushes of ${unit} wait already`))
      } else before.push(own)
    })
  }

  /** Never throws; who comes after its last look at the queue begins another one. */
  async #drain(unit: UnitId, queue: Waiting<Push, Outcome>[]): Promise<void> {
    for (let [first] = queue; first !== undefined; [first] = queue) {
      await this.gathered()
      await this.#settle(
        unit,
        first,
        once(() => take(queue)),
      )
    }
    this.#units.delete(unit)
  }

  /** Null, or why nobody else needs to try now. */
  async #settle(
    unit: UnitId,
    first: Waiting<Push, Outcome>,
    taken: () => readonly Waiting<Push, Outcome>[],
  ): Promise<unknown> {
    try {
      const outcomes = await this.write(unit, first.push, () => taken().map(({ push }) => push))
      for (const [index, { resolve, reject }] of taken().entries()) {
        const outcome = outcomes[index]
        if (outcome === undefined) reject(new Error('A push was written without an outcome'))
        else resolve(outcome)
      }
    } catch (error) {
      const failed = taken()
      if (isUnavailable(error)) {
        for (const { reject } of [...failed, ...(this.#units.get(unit)?.splice(0) ?? [])]) reject(error)
        return error
      }
      if (failed.length === 1) first.reject(error)
      else return this.#eachAlone(unit, failed)
    }
    return null
  }

  async #eachAlone(unit: UnitId, taken: readonly Waiting<Push, Outcome>[]): Promise<unknown> {
    for (const [index, one] of taken.entries()) {
      const away = await this.#settle(unit, one, () => [one])
      if (away === null) continue
      for (const { reject } of taken.slice(index + 1)) reject(away)
      return away
    }
    return null
  }
}

async function turns(): Promise<void> {
  for (let nth = 0; nth < TURNS; nth += 1) await turn()
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Those that waited longest, at least one. */
function take<Push, Outcome>(queue: Waiting<Push, Outcome>[]): readonly Waiting<Push, Outcome>[] {
  let operations = 0
  const beyond = queue.findIndex(({ size }, index) => {
    operations += size
    return index > 0 && (operations > MOST_OPERATIONS || index >= MOST_PUSHES)
  })
  return queue.splice(0, beyond === -1 ? queue.length : beyond)
}
