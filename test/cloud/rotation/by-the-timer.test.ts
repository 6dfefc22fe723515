import { verifyChain } from '#cloud/operations/verify-chain'
import { RESIDENT } from '../../support/case-fixture'
import { dataPlace } from '../../support/data-place'
import { testContext } from '../../support/field-fixture'
import { bundleHost, startHost } from '../../support/host-process'
import { anotherServer, closedBy, keysNamed } from '../../support/rotation-ground'
import { enterAndRead, expectAll, manyAlerts, runCommand } from '../../support/rotation-host'

test('what was asked for with --later the server does by itself while records come in, also when it is killed at it', async () => {
  const where = await dataPlace()
  const [host, command] = [bundleHost(), bundleHost('keys-rotate-command')]
  const before = await where.open()
  const alerts = await manyAlerts(before, 400)
  await before.close()
  const env = { ...where.env, ...keysNamed('k2', 'k1') }
  const asked = runCommand(command.file, ['--data', '--later'], env)
  expect([await asked.ended, asked.said()]).toEqual([0, expect.stringContaining('1 个单位已登记')])

  const acknowledged: string[] = []
  let said = ''
  let database = before
  for (let turn = 0, left = true; left; turn += 1) {
    expect(turn).toBeLessThan(10)
    // Its timer begins with it; the first one dies at it.
    const running = await startHost(host.file, { ...env, PORT: '0', LOG_LEVEL: 'trace' })
    for (let count = 0; count < 3; count += 1) acknowledged.push(await enterAndRead(running.url, alerts))
    if (turn === 0) await running.kill()
    else expect(await running.stop()).toBe(0)
    said += running.said()
    if (turn === 0) continue
    database = await where.open()
    left = (await database.kysely.selectFrom('key_rotation').select('unit_id').execute()).length > 0
    if (left) await database.close()
  }

  expect(await closedBy(database.kysely, alerts.unit)).toEqual(['d2 aes-256-gcm'])
  const { context } = anotherServer(testContext(database), keysNamed('k2'))
  await expectAll(context, alerts.unit, alerts, acknowledged)
  expect(await verifyChain(database.kysely, alerts.unit)).toMatchObject({ kind: 'intact' })
  for (const secret of [RESIDENT.name, RESIDENT.phone, RESIDENT.address]) expect(said).not.toContain(secret)
  await database.close()
  await where.remove()
  for (const bundle of [host, command]) bundle.remove()
}, 300_000)
