import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { audit } from '#cloud/audit/audit'
import { readBackup, writeBackup } from '#cloud/backup/backup-file'
import { makeBackup } from '#cloud/backup/make-backup'
import { checkBackup, restoreBackup, whyNot } from '#cloud/backup/restore-backup'
import type { Database } from '#cloud/db/database'
import { migrateTo, newestSchema, schemaVersion } from '#cloud/db/migrate'
import { folderStore } from '#cloud/media/folder-store'
import { recordKeyOf } from '#cloud/session/account-key'
import { backupGround, contentsOf, KEY } from '../../support/backup-ground'
import { RESIDENT } from '../../support/case-fixture'
import { testContext } from '../../support/field-fixture'
import { openEmptyDatabase, openTestDatabase } from '../../support/test-database'

let source: Database
let ground: Awaited<ReturnType<typeof backupGround>>
let folder: string

beforeAll(async () => {
  source = await openTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-backup-'))
  ground = await backupGround(source, folder)
})
afterAll(async () => {
  await source.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A place to restore to, which is gone afterwards. */
async function into(work: (database: Database, photos: string) => Promise<void>): Promise<void> {
  const database = await openEmptyDatabase()
  const photos = mkdtempSync(path.join(folder, 'photos-'))
  try {
    await work(database, photos)
  } finally {
    await database.close()
  }
}
const target = (database: Database, photos: string) => ({
  db: database.kysely,
  keys: ground.keys,
  photos: folderStore(photos, new Uint8Array(32)),
})
const filesIn = (photos: string) =>
  readdirSync(photos, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

test('a backup restored into an empty database is the same, row by row and photo by photo, and its chains are whole', async () => {
  await into(async (database, photos) => {
    const checked = await readBackup(ground.file, KEY, checkBackup)
    expect(checked).toMatchObject({ photos: 1, manifest: { schema: newestSchema } })
    expect(await whyNot(checked, target(database, photos))).toBeUndefined()
    await readBackup(ground.file, KEY, (plain) => restoreBackup(plain, target(database, photos)))

    expect(await contentsOf(database.kysely)).toEqual(await contentsOf(source.kysely))
    expect(filesIn(photos).map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))).toEqual([
      Buffer.from(ground.photo),
    ])
    for await (const { verdict } of audit(database.kysely, checked.manifest.heads)) expect(verdict.kind).toBe('intact')
    // What was sealed opens, and the work goes on.
    const context = testContext(database)
    const vault = await context.vault.open(context.db, ground.field.unit)
    const row = await context.db.selectFrom('dissuasion').selectAll().executeTakeFirstOrThrow()
    expect(vault?.unseal(`${row.case_id}.name`, row.name_sealed)).toBe(RESIDENT.name)
    // A phone that signs in there opens what it had.
    expect(await recordKeyOf(context, ground.field.worker, ground.field.device)).toBe(ground.recordKey)
    const before = checked.manifest.heads.find(({ unit }) => unit === ground.field.unit)?.seq ?? 0
    expect(await ground.pushOneMore(context)).toEqual([{ kind: 'applied', seq: before + 1 }])
  })
})

test('the file tells nothing to whoever has no key', () => {
  const bytes = readFileSync(ground.file)
  for (const words of ['清枫社区', RESIDENT.name, RESIDENT.phone, 'unit_head'])
    expect(bytes.includes(words)).toBe(false)
})

test('a backup that lost its end is refused while it is read, and one byte less is enough', async () => {
  const cut = path.join(folder, 'cut.qmb')
  await writeBackup(cut, KEY, ground.context.random, (write) => makeBackup(ground.source, write))
  truncateSync(cut, readFileSync(cut).length - 1)
  await expect(readBackup(cut, KEY, checkBackup)).rejects.toThrow('不完整')
})

test('a database that holds units, other keys, or no folder for photos is refused', async () => {
  const checked = await readBackup(ground.file, KEY, checkBackup)
  await into(async (database, photos) => {
    const place = target(database, photos)
    const otherKeys = { wrapping: [], index: new Uint8Array(32) }
    expect(await whyNot(checked, { ...place, keys: otherKeys })).toContain('没有当时的密钥')
    expect(await whyNot(checked, { ...place, keys: null })).toContain('没有当时的密钥')
    expect(await whyNot(checked, { ...place, photos: null })).toContain('PHOTO_DIR')
    const later = { ...checked, manifest: { ...checked.manifest, schema: '9999-later' } }
    expect(await whyNot(later, place)).toContain('更新的版本')
    expect(await whyNot(checked, target(source, photos))).toContain('已经有单位')
  })
})

test('a restoring that fails leaves no row and no photo behind', async () => {
  await into(async (database, photos) => {
    const { db, keys, photos: store } = target(database, photos)
    const failing = {
      ...store,
      async write(...given: Parameters<typeof store.write>) {
        await store.write(...given)
        throw new Error('the disk is full')
      },
    }
    const restoring = readBackup(ground.file, KEY, (plain) => restoreBackup(plain, { db, keys, photos: failing }))
    await expect(restoring).rejects.toThrow('the disk is full')
    for (const { rows } of Object.values(await contentsOf(db))) expect(rows).toEqual([])
    expect(filesIn(photos)).toEqual([])
  })
})

test('a photo that the folder lost is named, and the rest is kept', async () => {
  const empty = folderStore(mkdtempSync(path.join(folder, 'lost-')), new Uint8Array(32))
  const told = await makeBackup({ ...ground.source, photos: empty }, async () => {})
  expect(told).toMatchObject({ photos: 0, missing: [{ unit: ground.field.unit }] })
})

test('a backup that fails leaves no file under any name', async () => {
  const file = path.join(folder, 'failed.qmb')
  const making = writeBackup(file, KEY, ground.context.random, async (write) => {
    await write(Buffer.from('begun'))
    throw new Error('the snapshot is gone')
  })
  await expect(making).rejects.toThrow('the snapshot is gone')
  expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false)
})

test('a backup of an older schema is restored as it was and brought up to today', async () => {
  const old = await openEmptyDatabase()
  await migrateTo(old.kysely, '0004-channels')
  await sql`insert into unit (unit_id, name, kind) values ('qfy', '青枫苑社区', 'community')`.execute(old.kysely)
  const file = path.join(folder, 'old.qmb')
  await writeBackup(file, KEY, ground.context.random, (write) =>
    makeBackup({ db: old.kysely, keys: null, photos: null, now: 1 }, write),
  )
  await old.close()
  await into(async (database, photos) => {
    await readBackup(file, KEY, (plain) => restoreBackup(plain, target(database, photos)))
    expect(await schemaVersion(database.kysely)).toBe(newestSchema)
    expect(await database.kysely.selectFrom('unit').select('name').execute()).toEqual([{ name: '青枫苑社区' }])
  })
})
