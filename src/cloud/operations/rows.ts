/** Rows of one table by their key, which remember what was changed since they were loaded. */
export class Rows<Key, Row> {
  readonly #rows = new Map<Key, Row>()
  readonly #changed = new Set<Key>()
  readonly #loaded = new Set<Key>()
  readonly #gone = new Map<Key, Row>()

  constructor(private readonly keyOf: (row: Row) => Key) {}

  /** As the database has it. A row that is here already may have been changed since, so it stays. */
  load(rows: readonly Row[]): void {
    for (const row of rows) {
      const key = this.keyOf(row)
      this.#loaded.add(key)
      if (!this.#rows.has(key)) this.#rows.set(key, row)
    }
  }

  get(key: Key): Row | undefined {
    return this.#rows.get(key)
  }

  values(): Iterable<Row> {
    return this.#rows.values()
  }

  put(row: Row): void {
    const key = this.keyOf(row)
    this.#rows.set(key, row)
    this.#changed.add(key)
    this.#gone.delete(key)
  }

  remove(key: Key): void {
    const row = this.#rows.get(key)
    if (row === undefined) return
    this.#rows.delete(key)
    this.#changed.delete(key)
    this.#gone.set(key, row)
  }

  changed(): readonly Row[] {
    return [...this.#rows].filter(([key]) => this.#changed.has(key)).map(([, row]) => row)
  }

  /** Of those changed, the ones that no load brought: new, for whoever loads what may be there. */
  added(): readonly Row[] {
    return this.changed().filter((row) => !this.#loaded.has(this.keyOf(row)))
  }

  altered(): readonly Row[] {
    return this.changed().filter((row) => this.#loaded.has(this.keyOf(row)))
  }

  removed(): readonly Key[] {
    return [...this.#gone.keys()]
  }
}
