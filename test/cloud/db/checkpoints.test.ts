import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { databaseOn } from '#cloud/db/database'
import { openPglite } from '#cloud/db/open-pglite'

const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-checkpoints-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const MB = 2 ** 20

test('however long a server on PGlite works, what a start after a kill has to replay stays a few MB, and so does its log', async () => {
  const database = databaseOn(await openPglite(folder), 'pglite')
  const { kysely } = database
  await sql`create table line (id int primary key, words text)`.execute(kysely)
  let written = 0
  let most = 0
  for (let round = 0; round < 240; round += 1) {
    await sql`insert into line select id, repeat(md5(id::text), 32) from generate_series(${sql.lit(round * 500)}::int,
      ${sql.lit(round * 500 + 499)}::int) id`.execute(kysely)
    if (round % 20 !== 19) continue
    const { rows } = await sql<{ all: number; behind: number }>`select (pg_current_wal_lsn() - '0/0')::int8 as all,
      (pg_current_wal_lsn() - redo_lsn)::int8 as behind from pg_control_checkpoint()`.execute(kysely)
    const [now = { all: 0, behind: 0 }] = rows
    written = now.all
    most = Math.max(most, now.behind)
  }
  expect(written).toBeGreaterThan(120 * MB)
  // A segment, and what sixty-four of these large statements write until somebody looks.
  expect(most).toBeLessThan(64 * MB)
  expect(
    readdirSync(path.join(folder, 'pglite/pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length,
  ).toBeLessThan(9)
  await database.close()
}, 120_000)
