import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { folderExports } from '#cloud/export/folder-exports'
import { createHttpServer } from '#cloud/host/server'
import { folderStore } from '#cloud/media/folder-store'
import type { ExportAnswer } from '#contract/export'
import type { BeginAnswer } from '#contract/media'
import { call, codeOf, tokenOf } from '../../support/calls'
import { week } from '../../support/export-ground'
import { type OwnPlace, ownPlace } from '../../support/faults/own-place'
import { expectAllOnce, type PhonesAtWork, phonesAtWork } from '../../support/faults/phones-at-work'
import { report } from '../../support/faults/report'
import { type SmallDisk, smallDisk } from '../../support/faults/small-disk'
import { newOperationId, type TestContext, testKeys } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { bundleHost, freePort, type HostProcess, startHost } from '../../support/host-process'
import { insertCase, nameOf, picture } from '../../support/photo-case'
import { testEngine } from '../../support/test-database'

const onPostgres = testEngine() === 'postgres'
const KB = 1024
const long = process.env.HARD_RUNS !== undefined

describe('the disk of the database', () => {
  let disk: SmallDisk
  let elsewhere: string
  let place: OwnPlace
  let work: PhonesAtWork
  let bundle: ReturnType<typeof bundleHost>
  let env: Record<string, string>
  let host: HostProcess

  /** What lies on it: of PostgreSQL its tables or its log (WAL), each in the other's absence; of PGlite everything. */
  async function begin(what: 'tables' | 'log'): Promise<void> {
    disk = smallDisk(onPostgres ? 128 : 256)
    elsewhere = mkdtempSync(path.join(tmpdir(), 'qiaomen-elsewhere-'))
    // The user that PostgreSQL runs as makes its folders there.
    chmodSync(elsewhere, 0o777)
    const [data, log] = what === 'tables' ? [disk.folder, elsewhere] : [elsewhere, disk.folder]
    const port = await freePort()
    const prepared = await ownPlace((database) => phonesAtWork(database, () => `http://127.0.0.1:${port}`, 3), {
      within: data,
      initdb: ['--waldir', path.join(log, 'log'), '--wal-segsize=1'],
    })
    place = prepared
    work = prepared.prepared
    env = { ...place.env, ...testKeys, PORT: String(port), LOG_LEVEL: 'error' }
    bundle = bundleHost()
    host = await startHost(bundle.file, env)
  }
  afterEach(async () => {
    work.stop()
    await host.kill()
    bundle.remove()
    place.remove()
    disk.remove()
    rmSync(elsewhere, { recursive: true, force: true })
  })
  const health = () => fetch(`http://127.0.0.1:${env.PORT}/health`)
  const told = (code: number) => work.phones.some(({ problems }) => problems.has(code))

  test('is full: phones hear that and keep what they have, what is there can be read; with room again all of it arrives once', async () => {
    await begin('tables')
    await work.untilDelivered(20)
    // They were at work before the server had opened its database, and heard that.
    for (const phone of work.phones) phone.forgetProblems()
    disk.fill(onPostgres ? 0 : 16 * 1024 * KB)
    await work.untilTold(5070)
    expect((await health()).status).toBe(200)
    const waiting = work.saved() - work.delivered()
    expect(waiting).toBeGreaterThan(0)
    expect(work.phones.map((phone) => phone.lastProblem()).join()).toContain('磁盘已满')
    disk.clear()
    await work.rest()
    const problems = new Set(work.phones.flatMap((phone) => [...phone.problems]))
    expect([...problems]).toEqual([5070])
    // The very process that met the full disk.
    expect(await host.stop()).toBe(0)
    const records = await place.with((database) => expectAllOnce(database, work))
    report('数据库磁盘已满', `5070，${waiting} 条留在手机；腾出空间后 ${records} 条各存一次，链完整，服务器没有重启`)
  }, 300_000)

  if (onPostgres && long)
    test('has no room for PostgreSQL’s own log, which ends it: phones hear 5030, and all arrives once it could begin again', async () => {
      await begin('log')
      await work.untilDelivered(20)
      disk.fill()
      await place.with(async ({ kysely }) => {
        const onward = sql`select pg_logical_emit_message(false, 'test', repeat('x', 500000))`
        for (let ended = false; !ended; )
          ended = await onward.execute(kysely).then(
            () => false,
            () => true,
          )
      })
      await work.untilTold(5030)
      disk.clear()
      // It tried to begin again by itself, and gave up where there was no room for that either.
      if (!place.postgres?.isRunning()) expect(place.postgres?.startAgain()).toBe(true)
      await work.rest()
      expect(told(5000)).toBe(false)
      expect(await host.stop()).toBe(0)
      const records = await place.with((database) => expectAllOnce(database, work))
      report('PostgreSQL 日志（WAL）无处可写', `5030；它重启后 ${records} 条各存一次，链完整，服务器没有重启`)
    }, 300_000)
  else if (long)
    test('is full already when the server is to begin: it says so and does not begin, and begins when there is room', async () => {
      await begin('tables')
      await work.untilDelivered(20)
      await host.kill()
      disk.fill(8 * 1024 * KB)
      await expect(startHost(bundle.file, env)).rejects.toThrow(/is full: \d+ MB are free, 32 are needed/)
      disk.clear()
      host = await startHost(bundle.file, env)
      await work.rest()
      expect(await host.stop()).toBe(0)
      await place.with((database) => expectAllOnce(database, work))
    }, 300_000)
})

describe('a full disk of', () => {
  const under = fieldUnderTest()
  let disk: SmallDisk
  let context: TestContext
  let server: Server
  let base: string
  beforeEach(async () => {
    disk = smallDisk(8)
    const secret = new Uint8Array(32).fill(3)
    context = {
      ...under.context,
      photos: folderStore(disk.folder, secret),
      exports: folderExports(disk.folder, secret),
    }
    server = createHttpServer(context, under.database)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    disk.remove()
  })
  const files = () =>
    readdirSync(disk.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('ballast'))
      .map(({ name }) => name)

  test('photos takes none and keeps no half of one; with room again the same photo arrives', async () => {
    const caseId = await insertCase(context, under.field)
    const token = await tokenOf(context, under.field.worker)
    const bytes = picture(200 * KB)
    const media = (body: object) => call(context, 'media', { unit: under.field.unit, caseId, ...body }, token)
    const put = async () => {
      const address = (await media({ action: 'begin', photo: nameOf(bytes) })).body as BeginAnswer
      if (address.kind !== 'put') throw new Error('the cloud has it')
      const body = new Uint8Array(bytes)
      return fetch(`${base}${address.url}`, { method: 'PUT', headers: address.headers, body })
    }
    disk.fill(100 * KB)
    const refused = await put()
    expect(refused.status).toBe(507)
    expect(await refused.json()).toMatchObject({ problem: { code: 5070 } })
    expect(files()).toEqual([])
    expect(codeOf(await media({ action: 'finish', sha256: nameOf(bytes).sha256 }))).toBe(5033)
    disk.clear()
    expect((await put()).status).toBe(200)
    expect((await media({ action: 'finish', sha256: nameOf(bytes).sha256 })).status).toBe(200)
    report('照片目录已满', '5070，不留半张；腾出空间后同一张照片送达')
  })

  test('files that are taken out makes none and keeps no half of one; with room again the next is whole', async () => {
    await under.apply([under.visit(0, context.clock.time)])
    const token = await tokenOf(context, under.field.secretary)
    const make = () =>
      call(context, 'export', { unit: under.field.unit, action: 'make', id: newOperationId(), what: week }, token)
    disk.fill(KB)
    expect(codeOf(await make())).toBe(5070)
    expect(files()).toEqual([])
    disk.clear()
    const made = (await make()).body as ExportAnswer
    expect(made.state).toBe('ready')
    expect(files()).toHaveLength(1)
    report('导出目录已满', '5070，不留半份；腾出空间后再次导出完整')
  })
})

test('a backup to a full disk says so, leaves nothing behind, and is whole with room again', async () => {
  const disk = smallDisk(8)
  const place = await ownPlace(async (database) => (await phonesAtWork(database, () => 'http://127.0.0.1:9', 1)).stop())
  const { file, remove } = bundleHost('backup-command')
  try {
    const folder = path.join(disk.folder, 'backups')
    mkdirSync(folder)
    const out = path.join(folder, 'all.qmb')
    const { PATH = '' } = process.env
    const env = { PATH, ...place.env, ...testKeys, BACKUP_KEY: Buffer.alloc(32, 5).toString('base64') }
    const backup = () => spawnSync(process.execPath, [file, '--out', out], { env, encoding: 'utf8' })
    disk.fill(KB)
    const failed = backup()
    expect(failed.stderr).toContain('磁盘已满')
    expect(failed.status).toBe(1)
    expect(readdirSync(folder)).toEqual([])
    disk.clear()
    expect(backup().status).toBe(0)
    expect(existsSync(out)).toBe(true)
    report('备份写到已满的磁盘', '说明原因，退出码 1，不留半个文件；腾出空间后完整')
  } finally {
    remove()
    place.remove()
    disk.remove()
  }
}, 120_000)
