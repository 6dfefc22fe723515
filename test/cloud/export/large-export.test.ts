import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import type { ExportAnswer } from '#contract/export'
import { dayOf, HOUR } from '#domain/time'
import { tokenOf } from '../../support/calls'
import { createField, type Field, newOperationId, testContext } from '../../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../../support/host-process'
import { peakMemory } from '../../support/peak-memory'
import { createDatabase, testEngine } from '../../support/test-database'

const ROWS = 100_000
/** MB: what the file may cost beside what the server needs anyway, and all in all where the database is a process of its own. */
const MOST_MORE = 150
const MOST_MEMORY = 300

let host: HostProcess
let field: Field
let token: string
let removes: (() => unknown)[] = []

/** Where the server finds its data, and how this test gets at it beforehand. */
async function place(folder: string): Promise<{ env: Record<string, string>; database: Database }> {
  if (testEngine() === 'pglite')
    return { env: {}, database: databaseOn(await openPglite(path.join(folder, 'data')), 'pglite') }
  const { url, drop } = await createDatabase()
  removes.push(drop)
  const pool = openPostgres(url, () => {})
  return { env: { DATABASE_URL: url, ...keys }, database: databaseOn(pool, 'postgres') }
}
const keys = {
  FIELD_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  INDEX_KEY: Buffer.alloc(32, 9).toString('base64'),
}

/** A visit a second, none of them by a phone: what is asked here is whether they come out. */
async function fill({ kysely }: Database, now: number): Promise<void> {
  const [building] = field.buildings
  const doors = field.doors(building).length
  await sql`
    insert into visit (unit_id, visit_id, door_id, building_id, staff_id, started_at, at, day, received_at, late, outcome, adults, content_id, content_at, seq)
    select ${field.unit}, 'v' || lpad(n::text, 7, '0'), ${building} || '-' || (n % ${doors}::integer + 1), ${building}, ${field.worker.id},
      ${now}::bigint - n * 1000 - 1000, ${now}::bigint - n * 1000, ${dayOf(now)}, ${now}::bigint, n % 10 = 0,
      (array['met', 'nobody', 'refused'])[n % 3 + 1], case when n % 3 = 0 then 2 end, 'v' || lpad(n::text, 7, '0'), ${now}::bigint - n * 1000, n
    from generate_series(1, ${ROWS}::integer) n`.execute(kysely)
}

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-large-'))
  removes = [() => rmSync(folder, { recursive: true, force: true })]
  const bundle = bundleHost()
  removes.push(bundle.remove)
  const { env, database } = await place(folder)
  await migrate(database.kysely)
  const context = testContext(database)
  const now = Date.now()
  context.clock.time = now
  field = await createField(context)
  token = await tokenOf(context, field.secretary)
  await fill(database, now - HOUR)
  await database.close()
  host = await startHost(bundle.file, {
    PORT: String(await freePort()),
    DATA_DIR: path.join(folder, 'data'),
    PHOTO_DIR: path.join(folder, 'photos'),
    QIAOMEN_MODE: 'real',
    LOG_LEVEL: 'warn',
    ...env,
  })
}, 240_000)
afterAll(async () => {
  await host?.stop()
  for (const remove of removes.reverse()) await remove()
})

async function ask(body: object): Promise<ExportAnswer> {
  const response = await fetch(`${host.url}/fn/export`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ unit: field.unit, ...body }),
  })
  return (await response.json()) as ExportAnswer
}

test(`${ROWS} records come out whole, a person hears how far it is, and memory does not grow with them`, async () => {
  const before = peakMemory(host.pid)
  const id = newOperationId()
  const today = dayOf(Date.now())
  const from = dayOf(Date.now() - 3 * 24 * HOUR)
  let answered = false
  const made = ask({ action: 'make', id, what: { kind: 'records', from, to: today } }).finally(() => {
    answered = true
  })
  const heard = new Set<number>()
  while (!answered) {
    const answer = await ask({ action: 'ask', id })
    if (answer.state === 'making') heard.add(answer.done)
    await sleep(50)
  }
  const answer = await made
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  expect(answer.rows).toBe(ROWS)
  // It answers others meanwhile, and tells each something new.
  expect(heard.size).toBeGreaterThan(3)
  const bytes = new Uint8Array(await (await fetch(`${host.url}${answer.url}`)).arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(answer.sha256)
  const memory = peakMemory(host.pid)
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet2.xml'] ?? new Uint8Array())
  // The header, the rows, the watermark.
  expect(sheet.match(/<row /g)).toHaveLength(ROWS + 2)
  // The sheet alone has 50 MB of text. PGlite inside of the process takes 300 MB before anybody asks for anything.
  expect(sheet.length).toBeGreaterThan(50_000_000)
  expect(memory - before).toBeLessThan(MOST_MORE)
  if (testEngine() === 'postgres') expect(memory).toBeLessThan(MOST_MEMORY)
}, 240_000)
