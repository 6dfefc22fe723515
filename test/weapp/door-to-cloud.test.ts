import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { createField, type Field, testContext } from '../support/field-fixture'
import { type PostgresServer, startPostgres } from '../support/postgres-server'
import { type CloudFunctions, startCloudFunctions } from './cloud-functions'
import { newDevice } from './device'
import { boot, type MiniProgram } from './harness'

let postgres: PostgresServer
let database: Database
let field: Field
let functions: CloudFunctions

beforeAll(async () => {
  postgres = await startPostgres()
  database = databaseOn(
    openPostgres(postgres.url, () => {}),
    'postgres',
  )
  await migrate(database.kysely)
  field = await createField(testContext(database))
  functions = startCloudFunctions(postgres.url, `openid-${field.unit}-1`)
})

afterAll(async () => {
  await functions?.stop()
  await database?.close()
  postgres?.stop()
})

const visits = () =>
  database.kysely.selectFrom('visit').select(['visit_id', 'door_id', 'outcome', 'staff_id']).execute()

/** Waits for the page, at most 10 s: the cloud is a process of its own. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`still not: ${what}`)
}

const has = (app: MiniProgram, id: string) => app.find((node) => node.uid === id) !== undefined

test('a door logged with no signal is on the phone after a restart and in the cloud once there is one', async () => {
  const device = newDevice()
  let online = true
  const callFunction = (name: string, data: unknown) => {
    if (!online) throw new Error('cloud.callFunction:fail -404011 network unavailable')
    return functions.call(name, data)
  }
  const app = boot({ device, callFunction })
  await app.settle()
  await until('welcome', () => app.route === 'pages/welcome/index')
  await app.tap(app.byText('工作人员进入'))
  await until('Today', () => app.route === 'pages/today/index')
  await app.shows('今日')
  await app.tap('tab-doors')
  await until('the buildings', () => has(app, 'building-b1'))
  // The account's key lies where WeChat seals it, and the plain calls find no text there.
  const keys = device.storage.info().keys.filter((name) => name.startsWith('key/'))
  expect(keys.map((name) => typeof device.storage.get(name))).toEqual(['object'])
  await app.tap('building-b1')
  await until('the board', () => has(app, 'door-b1-1'))

  online = false
  const before = app.setDataLog.length
  await app.tap('door-b1-1')
  await until('the sheet', () => has(app, 'sheet'))
  await app.tap(app.byText('无人'))
  await app.settle()
  const ofTheBoard = app.setDataLog.slice(before).filter(({ route }) => route === 'pages/building/index')
  expect(ofTheBoard).toHaveLength(2)
  for (const { bytes } of ofTheBoard) expect(bytes).toBeLessThanOrEqual(2 * 1024)
  expect(await visits()).toEqual([])
  expect(app.errors).toEqual([])
  app.kill()

  const again = boot({ device, callFunction })
  await again.settle()
  await again.shows('1 条')
  online = true
  again.hide()
  again.show()
  await until('the cloud has it', async () => (await visits()).length === 1)
  expect(await visits()).toEqual([
    expect.objectContaining({ door_id: 'b1-1', outcome: 'nobody', staff_id: field.worker.id }),
  ])
  again.navigateTo('/pages/outbox/index')
  await again.shows('已送达')
  expect(again.errors).toEqual([])
  again.kill()
})
