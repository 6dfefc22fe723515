/** What Kysely needs of PostgreSQL, wherever it runs: the server's pool and PGlite's one connection both fit. */
export interface Pool {
  /** Its connections take a statement before they have answered the one before it. */
  readonly pipelined?: boolean
  /** Waits until a connection is free. */
  connect(): Promise<Connection>
  end(): Promise<void>
}

export interface Connection {
  query(statement: string, parameters: readonly unknown[]): Promise<Rows>
  /** What is asked from now on need not leave before `letGo`. */
  hold?(): void
  letGo?(): void
  release(): void
}

export interface Rows {
  readonly rows: readonly unknown[]
  readonly affected: number
}
