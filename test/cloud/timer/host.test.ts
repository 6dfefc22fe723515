import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import { HOUR } from '#domain/time'
import { casesOf } from '../../support/case-fixture'
import { createField, testContext, testKeys } from '../../support/field-fixture'
import { bundleHost, startHost } from '../../support/host-process'
import { createDatabase, testEngine } from '../../support/test-database'
import { caseRow, escalations } from '../../support/timer-cases'

/** Where the data lies while a server comes and goes: a folder, or a server's database. */
interface Place {
  readonly env: Readonly<Record<string, string>>
  open(): Promise<Database>
  remove(): Promise<void>
}

async function place(): Promise<Place> {
  if (testEngine() === 'postgres') {
    const { url, drop } = await createDatabase()
    const open = async (): Promise<Database> =>
      databaseOn(
        openPostgres(url, () => {}),
        'postgres',
      )
    return { env: { DATABASE_URL: url }, open, remove: drop }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-timer-'))
  return {
    env: { DATA_DIR: folder, QIAOMEN_MODE: 'real' },
    open: async () => databaseOn(await openPglite(folder), 'pglite'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

test('a server that was down for six hours tells what is overdue as it starts, and serves nobody its timer', async () => {
  const where = await place()
  const host = bundleHost()
  const before = await where.open()
  await migrate(before.kysely)
  const context = testContext(before)
  context.clock.time = Date.now() - 6 * HOUR
  const field = await createField(context)
  const caseId = await (await casesOf(context, field)).enter()
  await before.close()

  const running = await startHost(host.file, { ...where.env, ...testKeys, PORT: '0', LOG_LEVEL: 'error' })
  const answer = await fetch(`${running.url}/fn/timer`, {
    method: 'POST',
    body: JSON.stringify({ Type: 'Timer', TriggerName: 'every-minute' }),
  })
  expect(await answer.json()).toMatchObject({ problem: { code: 4003 } })
  // It ends what it has begun before it goes.
  expect(await running.stop()).toBe(0)

  const after = await where.open()
  expect(await escalations(after.kysely, field.unit)).toHaveLength(1)
  expect(await caseRow(after.kysely, field.unit, caseId)).toMatchObject({ state: 'ready', escalated: false })
  await after.close()
  host.remove()
  await where.remove()
}, 180_000)
