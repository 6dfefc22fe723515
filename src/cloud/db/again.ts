import { sql } from 'kysely'

const MARK = '/* again */'

/**
 * Stands at the front of a statement that every push or pull sends: a connection has it parsed and planned once, which is a quarter of what
 * a push costs the database. The plan is made without knowing the values, maybe while the tables are empty, so such a statement must leave no
 * choice that reads a table whole: lists of keys by `unnest` and one row each, no update that joins (`kept-plans.ts`). What pages ask now and
 * then is planned each time.
 */
export const again = sql.raw(MARK)

/** Of each connection; a plan of the largest statement takes some hundred KB there. */
const MOST = 200

/** Names for statements with the mark, from the second time on: a shape that never comes back pushes out no other. */
export class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #once = new Set<string>()
  #round = 1

  constructor(private readonly most = MOST) {}

  nameOf(text: string): string | undefined {
    if (!text.slice(0, 32).includes(MARK)) return undefined
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= this.most) return known
    if (!this.#once.delete(text)) {
      if (this.#once.size >= this.most) this.#once.clear()
      this.#once.add(text)
      return undefined
    }
    const name = `again_${this.#round}_${this.#names.size + 1}`
    this.#names.set(text, name)
    return name
  }

  /** A newer build gave a table another column while this process serves: what every connection has planned is worth nothing. */
  anew(): void {
    this.#names.clear()
    this.#round += 1
  }
}
