import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { Flight } from './flight'
import type { Connection, Pool } from './pool'
import { ShardingAdapter } from './sharding'

/** `adapter` is what a database, and each transaction on it, carries along. */
export function dialectOn(
  pool: Pool,
  adapter: PostgresAdapter,
  onRoundTrip: () => void,
  onOpen: () => Promise<void>,
): Dialect {
  return {
    createDriver: () => driverOn(pool, adapter, onRoundTrip, onOpen),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => adapter,
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

function driverOn(pool: Pool, adapter: PostgresAdapter, onRoundTrip: () => void, onOpen: () => Promise<void>): Driver {
  const open = new WeakMap<DatabaseConnection, Connection>()
  return {
    init: onOpen,
    async acquireConnection() {
      const connection = await pool.connect()
      const flight = new Flight(connection, pool.pipelined === true, onRoundTrip)
      open.set(flight, connection)
      return flight
    },
    async releaseConnection(flight) {
      open.get(flight)?.release()
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : ''
      const begin = CompiledQuery.raw(`begin${level}${accessMode ? ` ${accessMode}` : ''}`)
      // Without waiting where the first statements only read (`retried`, 'planned-once'): a begin that failed would leave a write standing alone.
      // Where tables are cut, a plan without the unit is none, so none is asked for: it begins as any other.
      if (connection instanceof Flight && accessMode === 'read write')
        await connection.send(isCut(adapter) ? CompiledQuery.raw('begin') : begin)
      else await connection.executeQuery(begin)
    },
    async commitTransaction(connection) {
      const commit = CompiledQuery.raw('commit')
      await (connection instanceof Flight ? connection.commit(commit) : connection.executeQuery(commit))
    },
    async rollbackTransaction(connection) {
      const rollback = CompiledQuery.raw('rollback')
      await (connection instanceof Flight ? connection.rollback(rollback) : connection.executeQuery(rollback))
    },
    destroy: () => pool.end(),
  }
}

function isCut(adapter: PostgresAdapter): boolean {
  return adapter instanceof ShardingAdapter && adapter.sharded === true
}
