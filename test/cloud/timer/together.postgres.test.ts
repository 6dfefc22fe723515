import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { Context } from '#cloud/context'
import { type Database, databaseOn } from '#cloud/db/database'
import { openPostgres } from '#cloud/db/open-postgres'
import { readTemplates } from '#cloud/notices/templates'
import { lockHead } from '#cloud/operations/log'
import { verifyChain } from '#cloud/operations/verify-chain'
import { escalateOverdue } from '#cloud/timer/escalate-overdue'
import { runTimer } from '#cloud/timer/run-timer'
import type { OperationId } from '#domain/ids'
import { noticeKinds } from '#domain/notice'
import { HOUR } from '#domain/time'
import { casesOf } from '../../support/case-fixture'
import { FakeMessenger } from '../../support/fake-messenger'
import { createField, type Field, type TestContext, testContext, testKeys } from '../../support/field-fixture'
import { createMigratedDatabase, isCitus, type TestDatabase } from '../../support/test-database'
import { caseRow, escalations, noticesOf } from '../../support/timer-cases'

/** On PostgreSQL only: several processes share no folder of PGlite's. */
const root = path.resolve(__dirname, '../../..')
const bundle = path.join(root, 'node_modules/.cache/qiaomen', `timer-${process.pid}.cjs`)
const ID = 'a_template-id-of-WeChat-0123456789'
const CASES = 8

let place: TestDatabase
let database: Database
let context: TestContext
let fields: readonly Field[]
let cases: ReadonlyMap<OperationId, Field>

beforeEach(async () => {
  place = await createMigratedDatabase()
  database = open()
  context = testContext(database)
})
afterEach(async () => {
  await database.close()
  await place.drop()
})

const open = () =>
  databaseOn(
    openPostgres(place.url, () => {}),
    'postgres',
  )

/** Two communities with some cases each, entered six hours ago and silent since; their officers have been told of the alerts. */
async function silence(): Promise<void> {
  fields = [await createField(context), await createField(context)]
  const entered = new Map<OperationId, Field>()
  for (const field of fields) {
    const made = await casesOf(context, field)
    for (let count = 0; count < CASES; count += 1) entered.set(await made.enter(), field)
  }
  cases = entered
  await database.kysely.deleteFrom('notice').execute()
  // Nobody's service ends these days: that is told, too, and is another matter.
  await database.kysely.updateTable('staff').set({ to_day: null }).execute()
}

/** Each step once, each officer once a step, and the chains hold. */
async function expectOnce(): Promise<void> {
  for (const [caseId, { unit }] of cases) {
    expect(await escalations(database.kysely, unit, caseId)).toHaveLength(1)
    expect(await caseRow(database.kysely, unit, caseId)).toMatchObject({ state: 'ready', escalated: false })
  }
  for (const { unit, officer, partner } of fields) {
    expect(await verifyChain(database.kysely, unit)).toEqual({ kind: 'intact', rows: 2 * CASES })
    const notices = await noticesOf(database.kysely, unit)
    expect(notices.map(({ kind, tries }) => [kind, tries])).toEqual(notices.map(() => ['unreached', 1]))
    expect(notices.map(({ case_id, staff_id }) => `${case_id} ${staff_id}`).sort()).toEqual(
      [...cases]
        .filter(([, field]) => field.unit === unit)
        .flatMap(([caseId]) => [officer, partner].map(({ id }) => `${caseId} ${id}`))
        .sort(),
    )
  }
}

test('run three times at once after six hours’ silence: each overdue step is told once, each officer gets one message', async () => {
  context.clock.time -= 6 * HOUR
  await silence()
  context.clock.time += 6 * HOUR
  const wechat = new FakeMessenger({ [ID]: ['thing1', 'phrase2', 'thing3', 'time4'] })
  const openids = await database.kysely.selectFrom('staff').select('openid').execute()
  for (const { openid } of openids) for (let count = 0; count < 3 * CASES; count += 1) wechat.consent(openid ?? '', ID)
  const templates = readTemplates(JSON.stringify(Object.fromEntries(noticeKinds.map((kind) => [kind, ID])))) ?? {}
  const pools = [open(), open(), open()]
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => errors.push(line) })
  const runs = await Promise.all(
    pools.map(({ kysely }) => {
      const own: Context = { ...context, db: kysely, log, messenger: wechat, config: { ...context.config, templates } }
      return runTimer(own)
    }),
  )
  await Promise.all(pools.map((pool) => pool.close()))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  // Nobody got in another's way: they waited for one another.
  expect(errors).toEqual([])
  expect(sum(runs.map(({ escalated }) => escalated))).toBe(2 * CASES)
  expect(sum(runs.map(({ sent }) => sent))).toBe(2 * 2 * CASES)
  expect(wechat.answers.filter((answer) => answer !== 'sent')).toEqual([])
  expect(new Set(wechat.sent.map(({ openid, page }) => `${openid} ${page}`)).size).toBe(wechat.sent.length)
  await expectOnce()
})

describe('as it is deployed', () => {
  beforeAll(() => {
    mkdirSync(path.dirname(bundle), { recursive: true })
    const script = `import { build, nodeBundle } from './config/tasks/lib/esbuild-options.mjs'
      const options = nodeBundle({ target: 'node16', external: ['@electric-sql/pglite', '@electric-sql/pglite/*'] })
      await build({ ...options, entryPoints: ['src/cloud/functions/timer.ts'], outfile: process.argv[1] })`
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, bundle], {
      cwd: root,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  })
  afterAll(() => rmSync(bundle, { force: true }))

  /** The function in a process of its own, which calls it as often at once as it is told to. */
  function start(env: Readonly<Record<string, string>> = {}) {
    const runtime = `const { main } = require(${JSON.stringify(bundle)})
      process.on('message', async ({ event, times }) => {
        process.send(await Promise.all(Array.from({ length: times }, () => main(event))))
      })`
    const { PATH = '' } = process.env
    const child: ChildProcess = fork('-e', [runtime], {
      execArgv: [],
      env: { PATH, DATABASE_URL: place.url, QIAOMEN_MODE: 'real', LOG_LEVEL: 'error', ...testKeys, ...env },
    })
    return {
      async call(event: object, times = 1): Promise<unknown> {
        const answered = once(child, 'message')
        child.send({ event, times })
        return (await answered)[0]
      },
      async stop() {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        await exited
      },
    }
  }

  const trigger = { Type: 'Timer', TriggerName: 'every-minute' }

  test('run three times at once, on two processes, after six hours’ silence: each overdue step is told once', async () => {
    context.clock.time = Date.now() - 6 * HOUR
    await silence()
    const processes = [start(), start()]
    // Both are warm before it begins: a call that is no trigger's opens the database and does nothing.
    for (const process of processes)
      expect(await process.call({})).toEqual([{ problem: { code: 4003, title: '没有这个功能' } }])
    const [once, twice] = await Promise.all([processes[0]?.call(trigger, 1), processes[1]?.call(trigger, 2)])
    const told = [once, twice].flat().map((answer) => (answer as { escalated: number }).escalated)
    expect(told).toHaveLength(3)
    expect(told.reduce((total, one) => total + one, 0)).toBe(2 * CASES)
    await Promise.all(processes.map((process) => process.stop()))
    await expectOnce()
    // Taken once, and no message left this machine: no template is set.
    const outcomes = await database.kysely.selectFrom('notice').select('outcome').distinct().execute()
    expect(outcomes).toEqual([{ outcome: 'no-template' }])
  }, 120_000)

  test('a mini program that calls it with the trigger’s words gets nothing done', async () => {
    context.clock.time = Date.now() - 6 * HOUR
    await silence()
    const process = start({ WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: 'somebody' })
    expect(await process.call(trigger)).toEqual([{ problem: { code: 4003, title: '没有这个功能' } }])
    await process.stop()
    for (const { unit } of fields) expect(await escalations(database.kysely, unit)).toEqual([])
  }, 60_000)
})

test('a case that is closed between the reading and the lock is left alone', async () => {
  const field = await createField(context)
  const made = await casesOf(context, field)
  const [closing, staying] = [await made.enter(), await made.enter()]
  context.clock.time += 6 * HOUR
  /** How many wait for a lock, in this database. */
  const waiting = async (count: number) => {
    for (let turn = 0; turn < 1000; turn += 1) {
      // On Citus they wait in the shard, which is another server's.
      const activity = sql.table(isCitus() ? 'citus_stat_activity' : 'pg_stat_activity')
      const { rows } = await sql<{ count: number }>`select count(*) from ${activity}
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.kysely)
      if (rows[0]?.count === count) return
      await sleep(10)
    }
    throw new Error(`never ${count} waiting`)
  }
  const [closed, told] = await database.kysely
    .transaction()
    .execute(async (trx) => {
      await lockHead(trx, field.unit)
      // In this order they get the lock; the timer has read by then that both are overdue.
      const close = { caseId: closing, reason: 'false-alarm', note: '核实为误报' } as const
      const closes = made.act('dissuasion.close', close, field.officer)
      await waiting(1)
      const escalates = escalateOverdue(context)
      await waiting(2)
      return [closes, escalates] as const
    })
    .then(([closes, escalates]) => Promise.all([closes, escalates]))
  expect(closed).toBeDefined()
  expect(told).toBe(1)
  expect(await caseRow(database.kysely, field.unit, closing)).toMatchObject({ state: 'closed', due_at: null })
  expect(await escalations(database.kysely, field.unit, closing)).toEqual([])
  expect(await escalations(database.kysely, field.unit, staying)).toHaveLength(1)
  expect(await verifyChain(database.kysely, field.unit)).toMatchObject({ kind: 'intact' })
})
