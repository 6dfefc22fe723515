import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { session } from '#cloud/handlers/session'
import { onWechat } from '#cloud/host/wechat'
import { createField, type Field, newDeviceId, testContext } from '../../support/field-fixture'
import { createDatabase, type TestDatabase, testEngine } from '../../support/test-database'

/** A cloud function has PostgreSQL only, and takes what it needs from its environment. */
const inTheCloud = testEngine() === 'postgres' ? describe : describe.skip

inTheCloud('a function behind WeChat’s runtime', () => {
  let place: TestDatabase
  let database: Database
  let field: Field
  const main = onWechat('session', session)

  beforeAll(async () => {
    place = await createDatabase()
    database = databaseOn(
      openPostgres(place.url, () => {}),
      'postgres',
    )
    await migrate(database.kysely)
    field = await createField(testContext(database))
    Object.assign(process.env, { DATABASE_URL: place.url, LOG_LEVEL: 'silent' })
  })
  afterAll(async () => {
    await database.close()
    await place.drop()
  })

  const callAs = (openid: string, body: object) => {
    Object.assign(process.env, { WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: openid })
    return main({ ...body, userInfo: { openId: 'forged' } })
  }

  test('signs in whom the runtime names, and answers that session’s token', async () => {
    const openid = `openid-${field.unit}-1`
    const answer = await callAs(openid, { action: 'wechat', device: newDeviceId() })
    expect(answer).toMatchObject({ staff: { id: field.worker.id }, demo: false })
    const { token } = answer as { token: string }
    expect(await callAs(openid, { action: 'me', token })).toMatchObject({ staff: { id: field.worker.id } })
    expect(await callAs('somebody', { action: 'me', token })).toMatchObject({ problem: { code: 4011 } })
  })

  test('answers a problem to somebody who is bound to nobody', async () => {
    expect(await callAs('somebody', { action: 'wechat', device: newDeviceId() })).toMatchObject({ problem: { code: 4012 } })
  })
})
