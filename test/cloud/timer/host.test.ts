import { migrate } from '#cloud/db/migrate'
import { HOUR } from '#domain/time'
import { casesOf } from '../../support/case-fixture'
import { dataPlace } from '../../support/data-place'
import { createField, testContext, testKeys } from '../../support/field-fixture'
import { bundleHost, startHost } from '../../support/host-process'
import { caseRow, escalations } from '../../support/timer-cases'

test('a server that was down for six hours tells what is overdue as it starts, and serves nobody its timer', async () => {
  const where = await dataPlace()
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
