import { verifyChain } from '#cloud/operations/verify-chain'
import { RESIDENT } from '../../support/case-fixture'
import { dataPlace } from '../../support/data-place'
import { testContext } from '../../support/field-fixture'
import { bundleHost, startHost } from '../../support/host-process'
import { anotherServer, closedBy, keysNamed } from '../../support/rotation-ground'
import { enterAndRead, expectAll, manyAlerts, runCommand } from '../../support/rotation-host'

/** On PostgreSQL only: PGlite's one process is the server's. */
test('keys are rotated by a command that is killed and run again, while a server takes records in and gives them out', async () => {
  const where = await dataPlace()
  const [host, command] = [bundleHost(), bundleHost('keys-rotate-command')]
  const database = await where.open()
  const alerts = await manyAlerts(database, 400)
  const env = { ...where.env, ...keysNamed('k2', 'k1') }
  const running = await startHost(host.file, { ...env, PORT: '0', LOG_LEVEL: 'trace' })

  const acknowledged: string[] = []
  let working = true
  const work = (async () => {
    while (working) acknowledged.push(await enterAndRead(running.url, alerts))
  })()
  const killed = runCommand(command.file, ['--data'], env)
  await killed.says('已重新加密')
  killed.child.kill('SIGKILL')
  expect(await killed.ended).toBeNull()
  // Half done: both kinds of boxes lie there, and the server goes on.
  expect(await closedBy(database.kysely, alerts.unit)).toEqual(['d1 aes-256-gcm', 'd2 aes-256-gcm'])
  const during = acknowledged.length
  while (acknowledged.length < during + 3) acknowledged.push(await enterAndRead(running.url, alerts))
  const again = runCommand(command.file, ['--data'], env)
  expect([await again.ended, again.said()]).toEqual([0, expect.stringContaining('主密钥 k1 已不再使用')])
  acknowledged.push(await enterAndRead(running.url, alerts))
  working = false
  await work
  expect(await running.stop()).toBe(0)

  expect(await closedBy(database.kysely, alerts.unit)).toEqual(['d2 aes-256-gcm'])
  const context = testContext(database)
  await expectAll(anotherServer(context, keysNamed('k2')).context, alerts.unit, alerts, acknowledged)
  expect(await verifyChain(database.kysely, alerts.unit)).toMatchObject({ kind: 'intact' })
  // One entry of the unit's own, though the command began twice; other units may have had a key to rotate, too.
  const log = await database.kysely
    .selectFrom('operation')
    .select('unit_id')
    .where('type', '=', 'keys.rotate')
    .orderBy('unit_id')
    .execute()
  expect(log.map(({ unit_id }) => unit_id)).toEqual([...new Set(log.map(({ unit_id }) => unit_id))])
  expect(log.map(({ unit_id }) => unit_id)).toContain(alerts.unit)
  // The old key is not needed any more: a server begins without it, and gives out what was sealed by it.
  const after = await startHost(host.file, { ...where.env, ...keysNamed('k2'), PORT: '0', LOG_LEVEL: 'trace' })
  await enterAndRead(after.url, alerts)
  expect(await after.stop()).toBe(0)
  const said = [running, killed, again, after].map((process) => process.said()).join('\n')
  const keys = keysNamed('k2', 'k1')
    .FIELD_KEYS.split(',')
    .map((key) => key.slice(3))
  for (const secret of [RESIDENT.name, RESIDENT.phone, RESIDENT.address, ...keys]) expect(said).not.toContain(secret)
  await database.close()
  await where.remove()
  for (const bundle of [host, command]) bundle.remove()
}, 180_000)
