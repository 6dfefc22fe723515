import { messages, type PGlite, parse, protocol } from '@electric-sql/pglite'
import { StatementNames } from './again'
import { isOutdatedPlan } from './errors'
import type { Rows } from './pool'

/** What PGlite told of a statement when it was parsed. */
interface Shape {
  /** OIDs of its parameters. */
  readonly parameters: readonly number[]
  /** Of its rows; none: it gives none. */
  readonly rows: readonly messages.BackendMessage[]
}

/**
 * PGlite's own `query` parses and plans each statement each time, and goes into PostgreSQL six times for it. Statements with the mark (`again`)
 * are parsed once, by name, as on a server: from then on their values, execution and end go in together.
 */
export class PreparedPglite {
  readonly #names = new StatementNames()
  readonly #shapes = new Map<string, Shape>()

  constructor(private readonly database: PGlite) {}

  async query(text: string, parameters: readonly unknown[]): Promise<Rows> {
    const name = this.#names.nameOf(text)
    if (name === undefined) {
      const { rows, affectedRows } = await this.database.query(text, [...parameters])
      return { rows, affected: affectedRows ?? 0 }
    }
    try {
      return await this.database.runExclusive(() => this.#execute(name, text, parameters))
    } catch (error) {
      if (isOutdatedPlan(error)) this.#names.anew()
      throw error
    }
  }

  async #execute(name: string, text: string, parameters: readonly unknown[]): Promise<Rows> {
    const shape = this.#shapes.get(name) ?? (await this.#prepare(name, text))
    const values = parameters.map((value, at) => this.#textOf(value, shape.parameters[at]))
    const { serialize } = protocol
    const answered = await this.#send([
      serialize.bind({ statement: name, values }),
      serialize.execute({}),
      serialize.sync(),
    ])
    const [result] = parse.parseResults([...shape.rows, ...answered], this.database.parsers)
    return { rows: result?.rows ?? [], affected: result?.affectedRows ?? 0 }
  }

  async #prepare(name: string, text: string): Promise<Shape> {
    const { serialize } = protocol
    const told = await this.#send([
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    const shape: Shape = {
      parameters: parse.parseDescribeStatementResults(told),
      rows: told.filter((message) => message instanceof messages.RowDescriptionMessage),
    }
    this.#shapes.set(name, shape)
    return shape
  }

  /** As `query` does it. */
  #textOf(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null
    const serializer = type === undefined ? undefined : this.database.serializers[type]
    return serializer === undefined ? String(value) : serializer(value)
  }

  #send(parts: readonly Uint8Array[]): Promise<messages.BackendMessage[]> {
    return this.database.execProtocolStream(Buffer.concat(parts), { syncToFs: true, throwOnError: true })
  }
}
