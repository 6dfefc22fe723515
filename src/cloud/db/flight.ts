import type { CompiledQuery, DatabaseConnection, Kysely, QueryResult } from 'kysely'
import type { Connection } from './pool'
import type { Tables } from './tables'

/** Statements whose answers nobody waits for yet: each holds its rows until it has left. */
const MOST_UNHEARD = 2

/**
 * A connection on which statements travel together: the next leaves before the one before it was answered, and the database does them in their
 * order. All are heard before anything is decided by one of them, and the first that failed is what went wrong: what came after it in its
 * transaction was refused for its sake.
 */
export class Flight implements DatabaseConnection {
  #unheard: Promise<unknown>[] = []
  #failed = false
  #held = false

  /** `pipelined`: false where each statement has to wait for the one before it. `onRoundTrip`: whenever answers are waited for. */
  constructor(
    private readonly connection: Connection,
    private readonly pipelined: boolean,
    private readonly onRoundTrip: () => void,
  ) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.onRoundTrip()
    if (this.#unheard.length === 0) return this.#ask<Row>(query)
    const [result] = await this.#heard([this.#ask<Row>(query)])
    if (result === undefined) throw new Error('A statement without an answer')
    return result
  }

  /** All of them in one round trip; none may need what another one tells. */
  async together<Rows extends readonly unknown[]>(
    queries: {
      readonly [Nth in keyof Rows]: CompiledQuery<Rows[Nth]>
    },
  ): Promise<{ readonly [Nth in keyof Rows]: QueryResult<Rows[Nth]> }> {
    this.onRoundTrip()
    this.#hold()
    const answers: Promise<QueryResult<unknown>>[] = []
    for (const query of queries) {
      const answer = this.#ask(query)
      if (!this.pipelined) await answer
      answers.push(answer)
    }
    // As many as were asked, in their order, each with the rows that its statement was written with.
    return (await this.#heard(answers)) as { readonly [Nth in keyof Rows]: QueryResult<Rows[Nth]> }
  }

  /** Sent without waiting: how it went is heard with the next statement, at the latest with the transaction's commit. */
  async send(query: CompiledQuery): Promise<void> {
    if (this.#unheard.length >= MOST_UNHEARD) {
      this.onRoundTrip()
      await this.#heard([])
    }
    this.#hold()
    const answer = this.#ask(query)
    if (!this.pipelined) {
      await answer
      return
    }
    answer.catch(() => {
      this.#failed = true
    })
    this.#unheard.push(answer)
  }

  /**
   * Together with what was sent before. What the database refuses makes of its commit a rollback; what never left (a value without a text,
   * say) would be missing in it: so a turn is waited for, in which that shows.
   */
  async commit(commit: CompiledQuery): Promise<void> {
    if (this.#unheard.length > 0) await new Promise<void>((resolve) => process.nextTick(resolve))
    if (this.#failed) await this.#heard([])
    await this.executeQuery(commit)
  }

  /** Whatever came of what was sent before. */
  async rollback(rollback: CompiledQuery): Promise<void> {
    this.#letGo()
    await Promise.allSettled(this.#taken())
    await this.executeQuery(rollback)
  }

  // biome-ignore lint/correctness/useYield: nothing here streams; Kysely's interface asks for the method
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Streaming is not supported: read in pages')
  }

  async #ask<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affected } = await this.connection.query(sql, parameters)
    // The one place where a database's rows get the type that the statement was written with.
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
  }

  /** Nothing is under way any more when this ends, however it ends. */
  async #heard<Answer>(answers: readonly Promise<Answer>[]): Promise<Answer[]> {
    this.#letGo()
    const before = await Promise.allSettled([...this.#taken(), ...answers])
    for (const one of before) if (one.status === 'rejected') throw one.reason
    return Promise.all(answers)
  }

  /** Until answers are waited for: so what travels together is written together, which costs the system one call, and wakes the database once. */
  #hold(): void {
    if (!this.pipelined || this.#held) return
    this.#held = true
    this.connection.hold?.()
  }

  #letGo(): void {
    if (!this.#held) return
    this.#held = false
    this.connection.letGo?.()
  }

  #taken(): readonly Promise<unknown>[] {
    const unheard = this.#unheard
    this.#unheard = []
    this.#failed = false
    return unheard
  }
}

/** Statements of a transaction in one round trip. */
export function inOneFlight<Rows extends readonly unknown[]>(
  trx: Kysely<Tables>,
  queries: { readonly [Nth in keyof Rows]: CompiledQuery<Rows[Nth]> },
): Promise<{ readonly [Nth in keyof Rows]: QueryResult<Rows[Nth]> }> {
  return trx.getExecutor().provideConnection((connection) => flightOf(connection).together<Rows>(queries))
}

/** A statement of a transaction that has nothing to tell but that it failed. */
export function sendUnheard(trx: Kysely<Tables>, query: CompiledQuery): Promise<void> {
  return trx.getExecutor().provideConnection((connection) => flightOf(connection).send(query))
}

function flightOf(connection: DatabaseConnection): Flight {
  if (connection instanceof Flight) return connection
  throw new Error('A connection that is not of this dialect')
}
