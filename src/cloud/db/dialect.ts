import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'

/** What Kysely needs of PostgreSQL, wherever it runs: the server's pool and PGlite's one connection both fit. */
export interface Pool {
  /** Waits until a connection is free. */
  connect(): Promise<Connection>
  end(): Promise<void>
}

export interface Connection {
  query(statement: string, parameters: readonly unknown[]): Promise<Rows>
  release(): void
}

export interface Rows {
  readonly rows: readonly unknown[]
  readonly affected: number
}

/** `adapter` is what a database, and each transaction on it, carries along. */
export function dialectOn(
  pool: Pool,
  adapter: PostgresAdapter,
  onStatement: () => void,
  onOpen: () => Promise<void>,
): Dialect {
  return {
    createDriver: () => driverOn(pool, onStatement, onOpen),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => adapter,
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

function driverOn(pool: Pool, onStatement: () => void, onOpen: () => Promise<void>): Driver {
  const open = new WeakMap<DatabaseConnection, Connection>()
  return {
    init: onOpen,
    async acquireConnection() {
      const connection = await pool.connect()
      const wrapped = wrap(connection, onStatement)
      open.set(wrapped, connection)
      return wrapped
    },
    async releaseConnection(wrapped) {
      open.get(wrapped)?.release()
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
      await connection.executeQuery(CompiledQuery.raw(`begin${level}${accessMode ? ` ${accessMode}` : ''}`))
    },
    async commitTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('commit'))
    },
    async rollbackTransaction(connection) {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    },
    destroy: () => pool.end(),
  }
}

function wrap(connection: Connection, onStatement: () => void): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      onStatement()
      const { rows, affected } = await connection.query(sql, parameters)
      // The one place where a database's rows get the type that the statement was written with.
      return { rows: rows as Row[], numAffectedRows: BigInt(affected) }
    },
    // biome-ignore lint/correctness/useYield: nothing here streams; Kysely's interface asks for the method
    async *streamQuery(): AsyncIterableIterator<never> {
      throw new Error('Streaming is not supported: read in pages')
    },
  }
}
