import { type Database, databaseOn } from '#cloud/db/database'
import { migrate, newestSchema, schemaVersion } from '#cloud/db/migrate'
import { openPostgres } from '#cloud/db/open-postgres'
import { createDatabase } from '../../support/test-database'

test('four processes that start at once migrate an empty database once', async () => {
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
