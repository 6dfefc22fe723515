import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { writeBackup } from '#cloud/backup/backup-file'
import { type BackupSource, makeBackup } from '#cloud/backup/make-backup'
import { listTables } from '#cloud/backup/table-list'
import type { Database } from '#cloud/db/database'
import type { Tables } from '#cloud/db/tables'
import { folderStore } from '#cloud/media/folder-store'
import { applyPush } from '#cloud/operations/apply-push'
import { recordKeyOf } from '#cloud/session/account-key'
import { masterKeys } from '#cloud/vault/keys'
import type { DoorId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { casesOf } from './case-fixture'
import { createField, NOON, type TestContext, testContext } from './field-fixture'
import { nameOf, picture } from './photo-case'

export const KEY = Buffer.alloc(32, 5).toString('base64')

/** A unit with visits, a sealed case and a photo of it, a key of the worker's device, and the backup of it all in a file. */
export async function backupGround(database: Database, folder: string) {
  const context = testContext(database)
  const field = await createField(context)
  const visit = (index: number) =>
    field.operation(
      'visit.log',
      { doorId: field.doors(field.buildings[0])[index] as DoorId, startedAt: NOON, outcome: 'met', note: '说“好”\\n' },
      { at: NOON + index * MINUTE },
    )
  context.clock.time = NOON + 60 * MINUTE
  await field.push([0, 1, 2, 3].map(visit))
  const caseId = await (await casesOf(context, field)).enter()
  const photo = picture(3000)
  const { sha256 } = nameOf(photo)
  const photos = folderStore(path.join(folder, 'photos'), new Uint8Array(32))
  await photos.write({ unit: field.unit, caseId, sha256 }, photo)
  await context.db
    .insertInto('photo')
    .values({
      unit_id: field.unit,
      case_id: caseId,
      sha256,
      bytes: photo.length,
      type: 'image/jpeg',
      staff_id: field.worker.id,
      begun_at: NOON,
      arrived_at: NOON,
    })
    .execute()
  const recordKey = await recordKeyOf(context, field.worker, field.device)
  const keys = masterKeys(context.config, context.random)
  const source: BackupSource = { db: context.db, keys, photos, now: NOON }
  const file = path.join(folder, 'ground.qmb')
  await writeBackup(file, KEY, context.random, (write) => makeBackup(source, write))
  return {
    context,
    field,
    photo,
    recordKey,
    keys,
    source,
    file,
    /** The worker's next visit, told to another server. */
    pushOneMore: (elsewhere: TestContext) =>
      applyPush({ ...elsewhere, clock: context.clock }, field.worker, {
        action: 'push',
        protocol: 1,
        unit: field.unit,
        device: field.device,
        pending: 0,
        operations: [{ ...visit(5) }],
      }),
  }
}

/** Every row of every table as text, in an order that no collation changes. */
export async function contentsOf(db: Kysely<Tables>) {
  const found: Record<string, { columns: unknown; rows: string[] }> = {}
  for (const { name, columns } of await listTables(db)) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db)
    found[name] = { columns, rows: rows.map(({ row }) => row).sort() }
  }
  return found
}
