import { databaseOn } from '#cloud/db/database'
import type { Pool } from '#cloud/db/pool'

/** Says of itself whether its tables are cut, and keeps what it is told. */
function poolOf(cut: boolean): { readonly pool: Pool; readonly told: string[] } {
  const told: string[] = []
  const pool: Pool = {
    pipelined: true,
    connect: async () => ({
      async query(statement) {
        told.push(statement)
        return { rows: statement.includes('pg_dist_partition') ? [{ found: cut ? 1 : null }] : [], affected: 0 }
      },
      release() {},
    }),
    end: async () => {},
  }
  return { pool, told }
}

async function beginningOn(cut: boolean): Promise<readonly string[]> {
  const { pool, told } = poolOf(cut)
  const { kysely } = databaseOn(pool, 'postgres')
  await kysely
    .transaction()
    .setAccessMode('read write')
    .execute(async () => {})
  return told.filter((statement) => statement.startsWith('begin'))
}

test('a transaction whose statements are planned once says so as it begins', async () => {
  expect(await beginningOn(false)).toEqual(['begin read write'])
})

test('where tables are cut it begins as any other: Citus makes no plan that does not know the unit', async () => {
  expect(await beginningOn(true)).toEqual(['begin'])
})
