import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { guarded } from '#cloud/handlers/guarded'
import { systemLog } from '#cloud/system'
import { testContext } from '../support/field-fixture'
import { openTestDatabase } from '../support/test-database'

const NAME = '贾宝玉'
const PHONE = '19900001234'

let database: Database

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** What the log has of a call that broke so, at its most talkative. */
async function logOf(breaks: () => Promise<unknown>): Promise<string> {
  const written: string[] = []
  const log = systemLog({ logLevel: 'trace' }, { write: (line) => void written.push(line) })
  const call = { context: { ...testContext(database), log }, body: {}, token: null, openid: null }
  const answer = await guarded(
    async () => Promise.reject(await breaks().catch((error: unknown) => error)),
    call,
    'sync',
    'r1',
  )
  expect(answer.status).toBe(500)
  expect(JSON.stringify(answer.body)).not.toMatch(new RegExp(`${NAME}|${PHONE}`))
  return written.join('')
}

const breaks: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'a row that the database refuses',
    async () => {
      await sql`create temporary table person (name text primary key, phone text not null)`.execute(database.kysely)
      await sql`insert into person values (${NAME}, ${PHONE}), (${NAME}, ${PHONE})`.execute(database.kysely)
    },
  ],
  ['a value of the wrong kind', () => sql`select ${PHONE + NAME}::int4`.execute(database.kysely)],
  [
    'a statement with an error',
    () => sql`select nothing from no_such_table where name = ${NAME}`.execute(database.kysely),
  ],
  [
    'a stored value that no schema takes',
    async () => v.parse(v.object({ day: v.number() }), { day: NAME, phone: PHONE }),
  ],
  ['a text that is no JSON', async () => JSON.parse(`{"name":"${NAME}" ${PHONE}`)],
  [
    'an error with fields of its own',
    async () => Promise.reject(Object.assign(new Error('broken'), { body: { NAME, PHONE } })),
  ],
  [
    'a cause',
    async () => Promise.reject(new Error('outer', { cause: Object.assign(new Error(`for (${NAME})`), { PHONE }) })),
  ],
  ['something thrown that is no error', () => Promise.reject({ name: NAME, phone: PHONE })],
]

test.each(breaks)(
  '%s leaves where it happened in the log, and nothing that somebody entered',
  async (_what, breaking) => {
    const written = await logOf(breaking)
    expect(written).not.toMatch(new RegExp(`${NAME}|${PHONE}`))
    expect(written).toContain('"requestId":"r1"')
  },
)

/** Beside it stands the line that each call has. */
const faultIn = (written: string) => JSON.parse(written.split('\n').find((line) => line.includes('"err"')) ?? 'null')

test('the fault itself can still be found: kind, code, table, and the lines it came through', async () => {
  const { err } = faultIn(await logOf(() => sql`select nothing from no_such_table`.execute(database.kysely)))
  expect(err).toMatchObject({ code: '42P01', message: expect.stringContaining('no_such_table') })
  expect(err.stack.length).toBeGreaterThan(0)
  const parsed = faultIn(await logOf(async () => v.parse(v.object({ day: v.number() }), { day: NAME })))
  expect(parsed.err.message).toBe('day is not as its schema says')
})
