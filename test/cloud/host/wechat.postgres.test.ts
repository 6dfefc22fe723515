import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { createField, type Field, newDeviceId, testContext, testKeys } from '../../support/field-fixture'
import { createDatabase, type TestDatabase } from '../../support/test-database'

const root = path.resolve(__dirname, '../../..')
const bundle = path.join(root, 'node_modules/.cache/qiaomen', `session-${process.pid}.cjs`)

/** On PostgreSQL only: the PGlite project leaves this file out. */
describe('a function behind WeChat’s runtime', () => {
  let place: TestDatabase
  let database: Database
  let field: Field

  beforeAll(async () => {
    place = await createDatabase()
    database = databaseOn(
      openPostgres(place.url, () => {}),
      'postgres',
    )
    await migrate(database.kysely)
    field = await createField(testContext(database))
    mkdirSync(path.dirname(bundle), { recursive: true })
    node(
      `import { build, nodeBundle } from './config/tasks/lib/esbuild-options.mjs'
      const options = nodeBundle({ target: 'node16', external: ['@electric-sql/pglite'] })
      await build({ ...options, entryPoints: ['src/cloud/functions/session.ts'], outfile: process.argv[1] })`,
    )
  })
  afterAll(async () => {
    rmSync(bundle, { force: true })
    await database.close()
    await place.drop()
  })

  function node(script: string, env: Record<string, string> = {}): string {
    const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } } as const
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, bundle],
      options,
    )
    if (status !== 0) throw new Error(stderr)
    return stdout
  }

  /** WeChat's own SDK answers with the OPENID that these variables name: its hook for local runs. */
  function callAs(openid: string, body: object, keys: Record<string, string> = testKeys): unknown {
    const script = `import { createRequire } from 'node:module'
      const { main } = createRequire(import.meta.url)(process.argv[1])
      const answer = await main(JSON.parse(process.env.EVENT))
      process.stdout.write(JSON.stringify(answer), () => process.exit(0))`
    const event = JSON.stringify({ ...body, userInfo: { openId: 'forged' } })
    const env = {
      ...keys,
      DATABASE_URL: place.url,
      LOG_LEVEL: 'silent',
      WX_CONTEXT_KEYS: 'WX_OPENID',
      WX_OPENID: openid,
    }
    return JSON.parse(node(script, { ...env, EVENT: event }))
  }

  test('signs in whom the runtime names, and answers that session’s token to him alone', () => {
    const openid = `openid-${field.unit}-1`
    const answer = callAs(openid, { action: 'wechat', device: newDeviceId() })
    expect(answer).toMatchObject({ staff: { id: field.worker.id }, demo: false })
    const { token } = answer as { token: string }
    expect(callAs(openid, { action: 'me', token })).toMatchObject({ staff: { id: field.worker.id } })
    expect(callAs('somebody', { action: 'me', token })).toMatchObject({ problem: { code: 4011 } })
  })

  test('without keys, or as a demonstration beside real units, does nothing at all, and says why in its log alone', () => {
    const openid = `openid-${field.unit}-1`
    const call = (keys: Record<string, string>) => callAs(openid, { action: 'wechat', device: newDeviceId() }, keys)
    expect(call({ FIELD_KEYS: '', INDEX_KEY: '' })).toMatchObject({ problem: { code: 5032 } })
    expect(call({ ...testKeys, QIAOMEN_MODE: 'demo' })).toMatchObject({ problem: { code: 5000 } })
  })

  test('answers a problem to somebody who is bound to nobody', () => {
    expect(callAs('somebody', { action: 'wechat', device: newDeviceId() })).toMatchObject({ problem: { code: 4012 } })
  })
})
