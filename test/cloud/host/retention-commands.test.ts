import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import { retentionPolicy } from '#domain/retention'
import { DAY } from '#domain/time'
import { RESIDENT } from '../../support/case-fixture'
import { createField, type Field, testContext, testKeys } from '../../support/field-fixture'
import { keptGround } from '../../support/kept-ground'
import { createDatabase, testEngine } from '../../support/test-database'

const root = path.resolve(__dirname, '../../..')
const built = path.join(root, 'node_modules/.cache/qiaomen', `commands-${process.pid}`)
let folder: string
let env: Readonly<Record<string, string>>
let open: () => Promise<Database>
let remove: () => Promise<void>
let field: Field

beforeAll(async () => {
  mkdirSync(built, { recursive: true })
  const script = `import { build } from './config/tasks/lib/esbuild-options.mjs'
    import { hostOptions } from './config/tasks/build-host.mjs'
    for (const name of ['retention-command', 'person-command', 'audit-verify-command'])
      await build({ ...hostOptions(name), sourcemap: false, outfile: process.argv[1] + '/' + name + '.cjs' })`
  const made = spawnSync(process.execPath, ['--input-type=module', '-e', script, built], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(made.stderr).toBe('')
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-commands-'))
  if (testEngine() === 'postgres') {
    const { url, drop } = await createDatabase()
    env = { DATABASE_URL: url }
    open = async () =>
      databaseOn(
        openPostgres(url, () => {}),
        'postgres',
      )
    remove = drop
  } else {
    env = { DATA_DIR: path.join(folder, 'data'), QIAOMEN_MODE: 'real' }
    open = async () => databaseOn(await openPglite(path.join(folder, 'data')), 'pglite')
    remove = async () => {}
  }
  const database = await open()
  await migrate(database.kysely)
  const context = testContext(database)
  context.clock.time = Date.now() - (retentionPolicy.case.days + 1) * DAY
  field = await createField(context)
  // In service on any day.
  await database.kysely.updateTable('staff').set({ from_day: null, to_day: null }).execute()
  const kept = await keptGround(context, field)
  await kept.closed()
  // Not over yet, and asked to be erased.
  context.clock.time = Date.now() - 200 * DAY
  await kept.closed({ phone: '18800000000', name: '司马青云' })
  await database.close()
}, 180_000)
afterAll(async () => {
  await remove()
  for (const each of [folder, built]) rmSync(each, { recursive: true, force: true })
})

function run(name: string, args: readonly string[], input = ''): SpawnSyncReturns<string> {
  const { PATH = '' } = process.env
  const command = path.join(built, `${name}-command.cjs`)
  return spawnSync(process.execPath, [command, ...args], {
    env: { PATH, ...testKeys, ...env, LOG_LEVEL: 'error' },
    encoding: 'utf8',
    input,
  })
}

test('what would go is listed by unit, kind and day, without a name or phone, and nothing is changed', async () => {
  for (let times = 0; times < 2; times += 1) {
    const { stdout, stderr, status } = run('retention', ['--dry-run', '--unit', field.unit])
    expect([stderr, status]).toEqual(['', 0])
    expect(stdout).toMatch(/已结案任务中的住户信息与文字 1 项，起算于 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d/)
    expect(stdout).toContain('没有改动任何数据')
    expect(stdout).not.toContain(RESIDENT.name)
  }
}, 60_000)

test('then it goes, once, and the chains are whole by a command that has the keys', () => {
  expect(run('retention', []).stdout).toContain('已结案任务中的住户信息与文字 1 项')
  expect(run('retention', []).stdout).toContain('没有到期的')
  const verified = run('audit-verify', [])
  expect(verified.stdout).toContain('全部完好')
  expect(verified.status).toBe(0)
}, 60_000)

test('a person is found, gets a copy that its owner alone reads, and is erased when somebody says yes', () => {
  const phone = ['--phone', '-']
  const found = run('person', ['find', ...phone], '188 0000 0000\n')
  expect(found.stdout).toContain('可以删除')
  const file = path.join(folder, 'copy.txt')
  expect(run('person', ['export', ...phone, '--out', file], '18800000000').status).toBe(0)
  expect(readFileSync(file, 'utf8')).toContain('姓名：司马青云')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(run('person', ['export', ...phone, '--out', file], '18800000000').stderr).toContain('已经存在')
  expect(run('person', ['erase', ...phone], '18800000000').stdout).toContain('没有改动任何数据')
  expect(run('person', ['erase', ...phone, '--yes'], '18800000000').stdout).toContain('已删除 1 项')
  expect(run('person', ['find', ...phone], '18800000000').stdout).toContain('没有找到')
  expect(run('audit-verify', []).status).toBe(0)
}, 120_000)

test('what was typed wrong is a sentence', () => {
  for (const [args, words] of [
    [['find'], '二者选一'],
    [['find', '--phone', 'x'], '号码不对'],
    [['look', '--name', '某'], '请写明 find'],
    [['export', '--name', '某'], '--out'],
  ] as const) {
    const { stderr, status } = run('person', args)
    expect([stderr.includes(words), stderr.includes('    at '), status]).toEqual([true, false, 1])
  }
}, 60_000)
