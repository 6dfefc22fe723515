import { ConfigError } from '#cloud/config'
import { guardMode } from '#cloud/host/guard-mode'
import { createField, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

test('a demonstration begins beside its own units, and refuses a database that holds a real one', async () => {
  const database = await openTestDatabase()
  const demo = testContext(database, 'demo')
  await guardMode(demo, true)
  await createField(demo, { demo: true })
  await guardMode(demo, true)
  await createField(demo)
  await expect(guardMode(demo, true)).rejects.toThrow(/^QIAOMEN_MODE is "demo", but the database holds "清枫/)
  await guardMode(testContext(database, 'real'), true)
  await database.close()
})

test('a real server without keys refuses to begin, a demonstration does not', async () => {
  const database = await openTestDatabase()
  const refused = guardMode(testContext(database, 'real'), false)
  await expect(refused).rejects.toThrow(ConfigError)
  await expect(refused).rejects.toThrow('openssl rand -base64 32')
  await guardMode(testContext(database, 'demo'), false)
  await database.close()
})
