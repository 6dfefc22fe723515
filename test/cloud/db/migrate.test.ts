import { type Database, databaseOn } from '#cloud/db/database'
import { migrate, newestSchema, schemaVersion } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { createDatabase, openEmptyDatabase, testEngine } from '../../support/test-database'

test('a second migration finds nothing to do', async () => {
  const database = await openEmptyDatabase()
  await migrate(database.kysely)
  await migrate(database.kysely)
  expect(await schemaVersion(database.kysely)).toBe(newestSchema)
  await database.close()
})

test('int8 is read as a number', async () => {
  const database = await openEmptyDatabase()
  const row = await database.kysely.selectNoFrom((eb) => eb.val(1).$castTo<unknown>().as('one')).executeTakeFirst()
  expect(row).toBeDefined()
  await migrate(database.kysely)
  const { count } = await database.kysely
    .selectFrom('unit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(0)
  await database.close()
})

const onServers = testEngine() === 'postgres' ? test : test.skip
onServers('four processes that start at once migrate an empty database once', async () => {
  const { url, drop } = await createDatabase()
  const open = (): Database =>
    databaseOn(
      openPostgres(url, () => {}),
      'postgres',
    )
  const all = [open(), open(), open(), open()]
  await Promise.all(all.map(({ kysely }) => migrate(kysely)))
  const [first] = all
  expect(first && (await schemaVersion(first.kysely))).toBe(newestSchema)
  await Promise.all(all.map((database) => database.close()))
  await drop()
})
