import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type Database, databaseOn } from '#cloud/db/database'
import type { Limits } from '#cloud/db/limits'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { createHttpServer } from '#cloud/host/server'
import { systemLog } from '#cloud/system'
import { PROTOCOL } from '#contract/protocol'
import type { DoorId } from '#domain/ids'
import { DOOR_LEAFLET } from '#domain/leaflet'
import { tokenOf } from '../../support/calls'
import { report } from '../../support/faults/report'
import { type SlowProxy, startSlowProxy } from '../../support/faults/slow-proxy'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { createDatabase, type TestDatabase } from '../../support/test-database'

/** As of a server, twenty times as fast: the same order of what gives up first. */
const limits: Limits = { connect: 600, lock: 500, statement: 1000, answer: 1300, idle: 1500, waiting: 40 }
/** For a connection, then for a statement that nobody answers; and what two busy cores add to it. */
const LONGEST = limits.connect + limits.answer + 3000

let place: TestDatabase
let proxy: SlowProxy
let direct: Database
let database: Database
let context: TestContext
let field: Field
let server: Server
let port: number
let token: string
let stranger: Client
let logged: string[]

beforeAll(async () => {
  place = await createDatabase()
  proxy = await startSlowProxy(place.url)
  direct = databaseOn(
    openPostgres(place.url, () => {}),
    'postgres',
  )
  await migrate(direct.kysely)
  stranger = new Client({ connectionString: place.url })
  await stranger.connect()
})
afterAll(async () => {
  await stranger.end()
  await direct.close()
  await proxy.close()
  await place.drop()
})
beforeEach(async () => {
  proxy.become({ kind: 'fair' })
  database = databaseOn(
    openPostgres(proxy.through(place.url), () => {}, limits),
    'postgres',
  )
  logged = []
  context = {
    ...testContext(database),
    log: systemLog({ logLevel: 'error' }, { write: (line) => void logged.push(line) }),
  }
  // Made without the proxy: what is under test is the server alone.
  field = await createField({ ...context, db: direct.kysely })
  token = await tokenOf({ ...context, db: direct.kysely }, field.worker)
  server = createHttpServer(context, database)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  proxy.become({ kind: 'fair' })
  await stranger.query('rollback')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await database.close()
})

const visit = (door = 0) =>
  field.operation('visit.log', {
    doorId: field.doors(field.buildings[0])[door] ?? ('none' as DoorId),
    startedAt: context.clock.time - 60_000,
    outcome: 'met',
  })

/** What became of it: how it was answered, by which number, and after how long. */
async function push(operation: object) {
  const began = Date.now()
  const { unit, device } = field
  const body = { action: 'push', protocol: PROTOCOL, unit, device, pending: 0, operations: [operation] }
  const response = await fetch(`http://127.0.0.1:${port}/fn/sync`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${token}` },
  })
  const answer = JSON.parse(await response.text())
  const said: number | string = answer.problem?.code ?? answer.outcomes[0].kind
  return { status: response.status, said, title: String(answer.problem?.title ?? ''), after: Date.now() - began }
}

const tryAgain = { status: 503, said: 5030, title: expect.stringContaining('稍后会自动重试') }

/** As its device does it; every answer until then says that it may come again. */
async function pushUntilStored(operation: object): Promise<string | number> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { said } = await push(operation)
    if (said !== 5030) return said
    await sleep(100)
  }
  return 'never stored'
}

/** How long so many calls at once take where nothing is asked of the database: what a busy machine adds by itself. */
async function answeredWithoutDatabase(count: number): Promise<number> {
  const began = Date.now()
  const call = () => fetch(`http://127.0.0.1:${port}/fn/none`, { method: 'POST', body: '{}' })
  await Promise.all(Array.from({ length: count }, async () => (await call()).text()))
  return Date.now() - began
}

async function stored(): Promise<number> {
  const rows = await direct.kysely.selectFrom('operation').select('seq').where('unit_id', '=', field.unit).execute()
  return rows.length
}

/** Connections of the server under test as the database sees them. */
async function connections(): Promise<number> {
  const { rows } = await stranger.query(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
     and state <> 'idle'`,
  )
  return rows[0].n
}

const holdHead = async () => {
  await stranger.query('begin')
  await stranger.query('select * from unit_head where unit_id = $1 for update', [field.unit])
}

test('a lock that somebody keeps is waited for no longer than said; released, the same push is stored once', async () => {
  await holdHead()
  const one = visit()
  const answer = await push(one)
  expect(answer).toMatchObject(tryAgain)
  expect(answer.after).toBeLessThan(LONGEST)
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  await stranger.query('rollback')
  expect(await pushUntilStored(one)).toBe('applied')
  expect((await push(one)).said).toBe('duplicate')
  expect(await stored()).toBe(1)
  report('锁被别人占住', `${answer.after} ms 后 5030（锁的期限 ${limits.lock} ms），放开后存入一次`)
})

test('a statement that does not end is given up by the database itself', async () => {
  await stranger.query(`create function never() returns trigger language plpgsql as
    $$ begin perform pg_sleep(60); return new; end $$`)
  await stranger.query('create trigger never before insert on operation for each row execute function never()')
  const one = visit()
  try {
    const answer = await push(one)
    expect(answer).toMatchObject(tryAgain)
    expect(answer.after).toBeLessThan(LONGEST)
    expect(await connections()).toBe(0)
  } finally {
    await stranger.query('drop trigger never on operation')
    await stranger.query('drop function never')
  }
  expect(await pushUntilStored(one)).toBe('applied')
})

test('a network that lets nothing through: all hear it within the limits, health says so, and it mends itself', async () => {
  await push(visit())
  const many = Array.from({ length: 30 }, (_, index) => visit(index % 12))
  proxy.become({ kind: 'stalled' })
  const health = fetch(`http://127.0.0.1:${port}/health`)
  const answers = await Promise.all(many.map(push))
  for (const answer of answers) expect(answer).toMatchObject(tryAgain)
  const slowest = Math.max(...answers.map(({ after }) => after))
  expect(slowest).toBeLessThan(LONGEST)
  const told = await health
  expect(told.status).toBe(503)
  expect(await told.json()).toMatchObject({ answers: false, problem: { code: 5030 } })
  proxy.become({ kind: 'fair' })
  const began = Date.now()
  expect(new Set(await Promise.all(many.map(pushUntilStored)))).toEqual(new Set(['applied']))
  expect(await stored()).toBe(31)
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  report(
    '到数据库的网络停滞',
    `30 个请求最晚 ${slowest} ms 得到 5030；恢复后 ${Date.now() - began} ms 全部存入，各一次`,
  )
}, 60_000)

test('a process that fell silent inside a transaction holds the unit’s head no longer than said', async () => {
  const held = database.kysely.transaction().execute(async (trx) => {
    await trx.selectFrom('unit_head').selectAll().where('unit_id', '=', field.unit).forUpdate().execute()
    proxy.become({ kind: 'stalled' })
    await trx.selectFrom('unit').selectAll().execute()
  })
  await expect(held).rejects.toThrow()
  // Another process of the same service, on a network that works.
  const other = databaseOn(
    openPostgres(place.url, () => {}, limits),
    'postgres',
  )
  const began = Date.now()
  for (let free = false; !free; ) {
    free = await other.kysely
      .transaction()
      .execute((trx) => trx.selectFrom('unit_head').selectAll().where('unit_id', '=', field.unit).forUpdate().execute())
      .then(
        () => true,
        () => false,
      )
    expect(Date.now() - began).toBeLessThan(limits.idle + LONGEST)
  }
  await other.close()
  expect(await connections()).toBe(0)
}, 60_000)

test('connections that break in the middle are replaced, and each record is there once', async () => {
  const many = Array.from({ length: 40 }, (_, index) => visit(index % 12))
  const breaking = (async () => {
    for (let round = 0; round < 6; round += 1) {
      await sleep(40)
      proxy.become({ kind: 'broken' })
      await sleep(20)
      proxy.become({ kind: 'fair' })
    }
  })()
  const ends = await Promise.all(many.map(pushUntilStored))
  await breaking
  // A connection may break between two statements of a transaction, when nobody waits for it.
  for (const end of ends) expect(['applied', 'duplicate']).toContain(end)
  expect(await stored()).toBe(40)
}, 60_000)

test('a slow network is slow, and no more', async () => {
  proxy.become({ kind: 'slow', delay: 20 })
  const { said, after } = await push(visit())
  expect(said).toBe('applied')
  report('每个包慢 20 ms', `一次推送 ${after} ms，正常存入`)
})

test('more callers than may wait are sent away at once, and whoever waited is answered', async () => {
  const calls = 200
  // The very first statement asks what database this is, and everybody waits for that one.
  expect(await pushUntilStored(visit())).toBe('applied')
  const alone = await answeredWithoutDatabase(calls)
  await holdHead()
  // Of the kind that goes by itself: visits of one unit wait in the process.
  const many = Array.from({ length: calls }, () =>
    field.operation('leaflet.issue', { to: field.worker.id, kind: DOOR_LEAFLET, quantity: 1 }),
  )
  const answers = await Promise.all(many.map(push))
  for (const answer of answers) expect(answer).toMatchObject(tryAgain)
  const slowest = Math.max(...answers.map(({ after }) => after))
  // Each of them is parsed, checked and logged besides: some times what so many empty ones take on this machine.
  expect(slowest).toBeLessThan(LONGEST + 10 * alone)
  // Ten have a connection and forty wait for one: the others need not wait for anything.
  const sentAway = logged.filter((line) => line.includes(`${limits.waiting} wait for a connection already`)).length
  expect(sentAway).toBeGreaterThan(100)
  await stranger.query('rollback')
  expect(await pushUntilStored(visit())).toBe('applied')
  report('连接池占满', `200 个请求：${sentAway} 个立即、最晚 ${slowest} ms 得到 5030，放开后恢复`)
}, 60_000)

test('visits that wait for a unit whose head somebody holds hear that no later than the first of them', async () => {
  await holdHead()
  const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => push(visit(index % 12))))
  for (const answer of answers) expect(answer).toMatchObject(tryAgain)
  const [first, ...others] = answers.map(({ after }) => after)
  expect(Math.max(...others)).toBeLessThan((first ?? 0) + limits.lock)
  await stranger.query('rollback')
  expect(await pushUntilStored(visit())).toBe('applied')
}, 60_000)

test('a database whose connections others hold is told as one that is away, until they let one go', async () => {
  const name = `only_${Date.now()}`
  await stranger.query(`create role ${name} login connection limit 1`)
  await stranger.query(`grant all on all tables in schema public to ${name}`)
  const url = new URL(place.url)
  url.username = name
  const other = new Client({ connectionString: url.href })
  await other.connect()
  const crowded = databaseOn(
    openPostgres(url.href, () => {}, limits),
    'postgres',
  )
  const crowdedServer = createHttpServer({ ...context, db: crowded.kysely }, crowded)
  await new Promise<void>((resolve) => crowdedServer.listen(0, '127.0.0.1', resolve))
  const before = port
  port = (crowdedServer.address() as AddressInfo).port
  try {
    const one = visit()
    expect(await push(one)).toMatchObject(tryAgain)
    await other.end()
    expect(await pushUntilStored(one)).toBe('applied')
  } finally {
    port = before
    await new Promise((resolve) => {
      crowdedServer.close(resolve)
      crowdedServer.closeAllConnections()
    })
    await crowded.close()
    await stranger.query(`drop owned by ${name}`)
    await stranger.query(`drop role ${name}`)
  }
})
