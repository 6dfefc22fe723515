import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '#cloud/db/database'
import { inOneFlight, sendUnheard } from '#cloud/db/flight'
import type { Pool } from '#cloud/db/pool'
import type { Tables } from '#cloud/db/tables'
import { openTestDatabase, testEngine } from '../../support/test-database'

/** Statements that travel together, on the engine at hand; on PGlite each waits for the one before it. */

const REFUSED = 'never left'
let database: Database

beforeAll(async () => {
  database = await openTestDatabase(refusing)
  await sql`create table guest (id text primary key)`.execute(database.kysely)
})
beforeEach(() => sql`delete from guest`.execute(database.kysely))
afterAll(() => database?.close())

/** A statement with that word fails in this process, as where a value has no text, and a little later. */
function refusing(pool: Pool): Pool {
  return {
    ...pool,
    async connect() {
      const connection = await pool.connect()
      return {
        release: () => connection.release(),
        async query(statement, parameters) {
          if (!statement.includes(REFUSED)) return connection.query(statement, parameters)
          for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
          throw new Error(REFUSED)
        },
      }
    },
  }
}

const transaction = (work: (trx: Transaction<Tables>) => Promise<unknown>) =>
  database.kysely.transaction().setAccessMode('read write').execute(work)
const insert = (db: Kysely<Tables>, id: string) => sql`insert into guest values (${id})`.compile(db)
const guests = async () => (await sql<{ id: string }>`select id from guest order by id`.execute(database.kysely)).rows

test('are answered each by its own rows, in one round trip with the beginning of their transaction', async () => {
  const before = database.roundTrips()
  const heard = await transaction((trx) =>
    inOneFlight<[{ a: number }, { b: number }]>(trx, [
      sql<{ a: number }>`select 1 as a`.compile(trx),
      sql<{ b: number }>`select 2 as b`.compile(trx),
    ]),
  )
  expect(heard).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ b: 2 }] }])
  // The second is the commit.
  expect(database.roundTrips() - before).toBe(2)
})

test('that nobody waits for are there after the commit, in one round trip with it', async () => {
  const before = database.roundTrips()
  await transaction(async (trx) => {
    await sendUnheard(trx, insert(trx, 'a'))
    await sendUnheard(trx, insert(trx, 'b'))
  })
  expect(database.roundTrips() - before).toBeLessThanOrEqual(2)
  expect(await guests()).toEqual([{ id: 'a' }, { id: 'b' }])
})

test('keep nothing and tell why when the last one before the commit is refused by the database', async () => {
  const work = transaction(async (trx) => {
    await sendUnheard(trx, insert(trx, 'a'))
    await sendUnheard(trx, insert(trx, 'a'))
  })
  await expect(work).rejects.toMatchObject({ code: '23505' })
  expect(await guests()).toEqual([])
})

test('keep nothing when one of them never left', async () => {
  const work = transaction(async (trx) => {
    await sendUnheard(trx, insert(trx, 'a'))
    await sendUnheard(trx, sql.raw(`insert into guest values ('${REFUSED}')`).compile(trx))
  })
  await expect(work).rejects.toThrow(REFUSED)
  expect(await guests()).toEqual([])
})

test('tell what went wrong first, not what came of it', async () => {
  const work = transaction(async (trx) => {
    await sendUnheard(trx, sql`select 1 / 0`.compile(trx))
    await inOneFlight(trx, [insert(trx, 'a'), insert(trx, 'b')])
  })
  await expect(work).rejects.toMatchObject({ code: '22012' })
  expect(await guests()).toEqual([])
})

test('leave their connection fit for the next transaction, and its error to whoever erred', async () => {
  const own = transaction(async (trx) => {
    await sendUnheard(trx, sql`select 1 / 0`.compile(trx))
    throw new Error('of the caller')
  })
  await expect(own).rejects.toThrow(testEngine() === 'pglite' ? 'division by zero' : 'of the caller')
  await transaction((trx) => sendUnheard(trx, insert(trx, 'a')))
  expect(await guests()).toEqual([{ id: 'a' }])
})

test('that wait for each other are sent some at a time', async () => {
  const ids = Array.from({ length: 9 }, (_, nth) => String(nth))
  await transaction(async (trx) => {
    for (const id of ids) await sendUnheard(trx, insert(trx, id))
  })
  expect(await guests()).toHaveLength(9)
})
