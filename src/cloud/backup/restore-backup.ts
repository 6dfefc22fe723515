import { type Kysely, sql, type Transaction } from 'kysely'
import { knowsSchema, migrate, migrateTo, schemaVersion } from '#cloud/db/migrate'
import type { Tables } from '#cloud/db/tables'
import type { FolderStore } from '#cloud/media/folder-store'
import type { PhotoKey } from '#cloud/media/photo-store'
import type { MasterKeys } from '#cloud/vault/keys'
import { keyMarks, sha256Of } from './make-backup'
import { type BackupRecord, type Manifest, type Rows, readRecords } from './records'
import { BackupRefused } from './refused'
import { listTables } from './table-list'

export interface RestoreTarget {
  readonly db: Kysely<Tables>
  readonly keys: MasterKeys | null
  readonly photos: Pick<FolderStore, 'write' | 'remove'> | null
}

/** Of a whole backup. */
export interface Checked {
  readonly manifest: Manifest
  readonly photos: number
}

/** Reads a backup to its end and writes nothing: that it opens, is whole, and holds what its manifest counts. */
export async function checkBackup(plain: AsyncIterable<Uint8Array>): Promise<Checked> {
  const counts = new Map<string, number>()
  let manifest: Manifest | null = null
  let photos = 0
  let ended = false
  for await (const record of readRecords(plain)) {
    if (ended) throw damaged()
    if (record.kind === 'manifest') manifest = record.manifest
    else if (record.kind === 'rows') counts.set(record.table, (counts.get(record.table) ?? 0) + record.rows.length)
    else if (record.kind === 'photo') photos += 1
    else ended = true
  }
  if (manifest === null || !ended) throw damaged()
  if (manifest.tables.some(({ name, rows }) => (counts.get(name) ?? 0) !== rows)) throw damaged()
  return { manifest, photos }
}

/** Why it may not go there, before anything is written; undefined: it may. */
export async function whyNot({ manifest, photos }: Checked, target: RestoreTarget): Promise<string | undefined> {
  if (!knowsSchema(manifest.schema)) return `这份备份来自更新的版本（${manifest.schema}）：请先更新程序，再恢复。`
  const standing = await standingOf(target.db)
  if (standing.units) return '这个数据库里已经有单位：备份只能恢复到空的数据库。请换一个 DATA_DIR 或 DATABASE_URL。'
  if (standing.schema > manifest.schema)
    return '这个数据库是空的，但表结构比备份新：请换一个全新的数据库或目录，恢复时会自动建表并更新。'
  const sealed = (manifest.tables.find(({ name }) => name === 'data_key')?.rows ?? 0) > 0
  const marks = target.keys === null ? [] : keyMarks(target.keys)
  if (sealed && manifest.keys.some((mark) => !marks.includes(mark)))
    return '备份里有加密保存的居民信息，而这里没有当时的密钥：请先把原来的 keys 目录放进 DATA_DIR，或设置原来的 FIELD_KEYS 和 INDEX_KEY。'
  if (photos > 0 && target.photos === null)
    return `备份里有 ${photos} 张照片，这里却没有存放照片的目录：请设置 PHOTO_DIR。`
  return undefined
}

/**
 * Fills an empty database with a backup that was checked: the schema as it was then, all rows in one transaction with the photos,
 * and then the schema of today. Whatever fails leaves no row and no photo behind.
 */
export async function restoreBackup(plain: AsyncIterable<Uint8Array>, target: RestoreTarget): Promise<void> {
  const written: PhotoKey[] = []
  try {
    // The manifest comes first, and a migration is a transaction of its own.
    const records = readRecords(plain)
    const first = await records.next()
    if (first.done || first.value.kind !== 'manifest') throw damaged()
    const { manifest } = first.value
    await migrateTo(target.db, manifest.schema)
    await target.db.transaction().execute(async (trx) => {
      // Types are those of the table that is filled: a word out of a file is never a piece of a statement.
      const tables = [...(await listTables(trx))]
      if (JSON.stringify(tables.map(shapeOf)) !== JSON.stringify(manifest.tables.map(shapeOf))) throw damaged()
      for await (const record of records) await restoreRecord(trx, record, tables, target.photos, written)
      await compareCounts(trx, manifest)
    })
  } catch (error) {
    for (const photo of written) await target.photos?.remove(photo)
    throw error
  }
  await migrate(target.db)
}

function shapeOf({ name, columns }: Manifest['tables'][number]) {
  return { name, columns }
}

async function restoreRecord(
  trx: Transaction<Tables>,
  record: BackupRecord,
  tables: Manifest['tables'],
  photos: RestoreTarget['photos'],
  written: PhotoKey[],
): Promise<void> {
  if (record.kind === 'rows') await insertRows(trx, record, tables)
  if (record.kind !== 'photo') return
  if (photos === null || sha256Of(record.bytes) !== record.photo.sha256) throw damaged()
  written.push(record.photo)
  await photos.write(record.photo, record.bytes)
}

async function insertRows(trx: Transaction<Tables>, { table, rows }: Rows, tables: Manifest['tables']): Promise<void> {
  const columns = tables.find(({ name }) => name === table)?.columns
  if (columns === undefined) throw damaged()
  const names = columns.map(({ name }) => sql.ref(name))
  const values = columns.map(({ type }, index) => sql`(item->>${sql.lit(index)})::${sql.raw(type)}`)
  await sql`insert into ${sql.table(table)} (${sql.join(names)})
    select ${sql.join(values)} from json_array_elements(${JSON.stringify(rows)}::json) item`.execute(trx)
}

async function compareCounts(trx: Transaction<Tables>, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const counted = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(name)}`.execute(trx)
    if (counted.rows[0]?.rows !== rows) throw damaged()
  }
}

/** Before a first start there is no table at all. */
async function standingOf(db: Kysely<Tables>): Promise<{ readonly units: boolean; readonly schema: string }> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('unit') is not null as there`.execute(db)
  if (rows[0]?.there !== true) return { units: false, schema: '' }
  const unit = await db.selectFrom('unit').select('unit_id').limit(1).executeTakeFirst()
  return { units: unit !== undefined, schema: await schemaVersion(db) }
}

function damaged(): BackupRefused {
  return new BackupRefused('这份备份的内容与它自己的清单不符：没有恢复任何内容。')
}
