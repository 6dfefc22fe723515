import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { audit } from '#cloud/audit/audit'
import { markOf } from '#cloud/audit/mark-of'
import { readBackup, writeBackup } from '#cloud/backup/backup-file'
import { makeBackup } from '#cloud/backup/make-backup'
import { checkBackup, restoreBackup } from '#cloud/backup/restore-backup'
import type { Database } from '#cloud/db/database'
import { type FolderStore, folderStore } from '#cloud/media/folder-store'
import { PhotoStoreUnavailable } from '#cloud/media/photo-store'
import { masterKeys } from '#cloud/vault/keys'
import type { OperationId } from '#domain/ids'
import { retentionPolicy } from '#domain/retention'
import { contentsOf, KEY } from '../../support/backup-ground'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { boxesOf, keptGround } from '../../support/kept-ground'
import { nameOf, picture } from '../../support/photo-case'
import { openEmptyDatabase, openTestDatabase } from '../../support/test-database'

let database: Database
let folder: string
let store: FolderStore
let context: TestContext
let field: Field
let kept: Awaited<ReturnType<typeof keptGround>>

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-purged-'))
  store = folderStore(path.join(folder, 'photos'), new Uint8Array(32))
  context = { ...testContext(database), photos: store }
  field = await createField(context)
  kept = await keptGround(context, field)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const photo = picture(3000)
const { sha256 } = nameOf(photo)

async function withPhoto(caseId: OperationId): Promise<string> {
  const now = context.clock.now()
  await store.write({ unit: field.unit, caseId, sha256 }, photo)
  await context.db
    .insertInto('photo')
    .values({
      ...{ unit_id: field.unit, case_id: caseId, sha256, bytes: photo.length, type: 'image/jpeg' },
      ...{ staff_id: field.worker.id, begun_at: now, arrived_at: now },
    })
    .execute()
  return path.join(folder, 'photos', field.unit, caseId, sha256)
}

async function restored<Answer>(look: (db: Database, photos: string) => Promise<Answer>): Promise<Answer> {
  const file = path.join(folder, `${context.clock.now()}.qmb`)
  const keys = masterKeys(context.config, context.random)
  const source = { db: context.db, keys, photos: store, now: context.clock.now() }
  await writeBackup(file, KEY, context.random, (write) => makeBackup(source, write))
  const checked = await readBackup(file, KEY, checkBackup)
  const target = await openEmptyDatabase()
  const photos = mkdtempSync(path.join(folder, 'restored-'))
  try {
    await readBackup(file, KEY, (plain) =>
      restoreBackup(plain, { db: target.kysely, keys, photos: folderStore(photos, new Uint8Array(32)) }),
    )
    for await (const { verdict } of audit(target.kysely, checked.manifest.heads, field.unit, markOf(keys)))
      expect(verdict.kind).toBe('intact')
    return await look(target, photos)
  } finally {
    await target.close()
  }
}

test('what was purged is gone from a backup made afterwards, and was in the one before', async () => {
  const caseId = await kept.closed()
  const file = await withPhoto(caseId)
  const note = '302 的张阿姨说儿子在外地'
  const door = field.doors(field.buildings[0])[0]
  if (door === undefined) throw new Error('no door')
  await field.push([
    field.operation('visit.log', { doorId: door, startedAt: context.clock.time, outcome: 'met', note }),
  ])
  const look = async ({ kysely }: Database, photos: string) => {
    const contents = JSON.stringify(await contentsOf(kysely))
    return {
      boxes: await boxesOf(kysely, field.unit),
      note: contents.includes('张阿姨'),
      photo: existsSync(path.join(photos, field.unit, caseId, sha256)),
      cases: (await kysely.selectFrom('dissuasion').select('case_id').where('unit_id', '=', field.unit).execute())
        .length,
    }
  }
  const before = await restored(look)
  expect(before).toMatchObject({ note: true, photo: true, cases: 1 })
  expect(Object.keys(before.boxes).sort()).toEqual(['dissuasion', 'operation', 'police_note'])
  kept.pass(retentionPolicy.case.days)
  await kept.purge()
  expect(existsSync(file)).toBe(false)
  expect(await restored(look)).toEqual({ boxes: {}, note: false, photo: false, cases: 1 })
}, 120_000)

describe('a photo', () => {
  test('goes before its case does, with its row and an entry in the log', async () => {
    const caseId = await kept.closed()
    const file = await withPhoto(caseId)
    kept.pass(retentionPolicy.photo.days)
    expect((await kept.purge()).kinds.get('photo')).toBe(1)
    expect(existsSync(file)).toBe(false)
    const rows = context.db.selectFrom('photo').selectAll().where('unit_id', '=', field.unit)
    expect(await rows.execute()).toEqual([])
    const [entry] = (await kept.purges()).filter(({ content }) => JSON.stringify(content).includes('"photo"'))
    expect(entry).toMatchObject({ content: { body: { subjects: [`${caseId}/${sha256}`] } } })
    expect(await kept.boxes()).not.toEqual({})
  })

  test('that the store does not let go of is opened by nobody, and goes the next time', async () => {
    const caseId = await kept.closed()
    const file = await withPhoto(caseId)
    kept.pass(retentionPolicy.photo.days)
    const { remove } = store
    store.remove = async () => {
      throw new PhotoStoreUnavailable('the folder of photos')
    }
    expect((await kept.purge()).kinds.get('photo')).toBeUndefined()
    const rows = () => context.db.selectFrom('photo').selectAll().where('unit_id', '=', field.unit).execute()
    expect(await rows()).toMatchObject([{ arrived_at: null }])
    store.remove = remove
    expect((await kept.purge()).kinds.get('photo')).toBe(1)
    expect([existsSync(file), await rows()]).toEqual([false, []])
  })

  test('of an open case stays, however old', async () => {
    const file = await withPhoto(await kept.cases.accepted())
    kept.pass(3650)
    await kept.purge()
    expect(existsSync(file)).toBe(true)
  })
})
