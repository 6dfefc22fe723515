import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readBackup, writeBackup } from '#cloud/backup/backup-file'
import { makeBackup } from '#cloud/backup/make-backup'
import { restoreBackup } from '#cloud/backup/restore-backup'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { folderStore } from '#cloud/media/folder-store'
import { backupGround, contentsOf, KEY } from '../../support/backup-ground'
import { openEmptyDatabase } from '../../support/test-database'

test('what the embedded database held enters PostgreSQL as it was, and comes back the same', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-across-'))
  const embedded = async (name: string): Promise<Database> =>
    databaseOn(await openPglite(path.join(folder, name)), 'pglite')
  const first = await embedded('first')
  await migrate(first.kysely)
  const { file, keys, context } = await backupGround(first, folder)
  const before = await contentsOf(first.kysely)
  await first.close()
  const photos = folderStore(path.join(folder, 'server-photos'), new Uint8Array(32))

  const server = await openEmptyDatabase()
  await readBackup(file, KEY, (plain) => restoreBackup(plain, { db: server.kysely, keys, photos }))
  expect(await contentsOf(server.kysely)).toEqual(before)

  const again = path.join(folder, 'again.qmb')
  const source = { db: server.kysely, keys, photos, now: context.clock.now() }
  await writeBackup(again, KEY, context.random, (write) => makeBackup(source, write))
  await server.close()
  const last = await embedded('last')
  await readBackup(again, KEY, (plain) => restoreBackup(plain, { db: last.kysely, keys, photos }))
  expect(await contentsOf(last.kysely)).toEqual(before)
  await last.close()
  rmSync(folder, { recursive: true, force: true })
}, 180_000)
