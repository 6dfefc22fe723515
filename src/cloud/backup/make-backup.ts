import { createHash, createHmac } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { readHeads } from '#cloud/audit/heads'
import { schemaVersion } from '#cloud/db/migrate'
import type { Tables } from '#cloud/db/tables'
import type { FolderStore } from '#cloud/media/folder-store'
import type { MasterKeys } from '#cloud/vault/keys'
import type { Milliseconds } from '#domain/time'
import { type Manifest, type PhotoName, writeRecord } from './records'
import { listTables } from './table-list'

/** Rows at once; a report's is some ten KB. */
const PAGE = 200

export interface BackupSource {
  readonly db: Kysely<Tables>
  readonly keys: MasterKeys | null
  /** Null: photos lie in a bucket, which has its own copies, or nowhere. */
  readonly photos: Pick<FolderStore, 'read'> | null
  readonly now: Milliseconds
}

export interface BackupTold {
  readonly manifest: Manifest
  readonly photos: number
  /** Of photos that the database says arrived, and the folder lacks or holds otherwise. */
  readonly missing: readonly PhotoName[]
}

/**
 * Everything, in one snapshot, row by row as its columns' text: what leaves one engine enters the other as it was. `write` is waited for, so that
 * no more than a page is in memory, however slow the disk.
 */
export async function makeBackup(
  { db, keys, photos, now }: BackupSource,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<BackupTold> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const manifest: Manifest = {
        schema: await schemaVersion(trx),
        madeAt: now,
        tables: [...(await listTables(trx))],
        heads: [...(await readHeads(trx))],
        keys: keys === null ? [] : [...keyMarks(await neededOf(trx, keys))],
      }
      await write(writeRecord({ kind: 'manifest', manifest }))
      for (const table of manifest.tables)
        for await (const rows of pagesOf<(string | null)[]>(trx, rowsQuery(table)))
          await write(writeRecord({ kind: 'rows', table: table.name, rows }))
      const told = { manifest, photos: 0, missing: [] as PhotoName[] }
      if (photos !== null) {
        for await (const page of pagesOf<PhotoName & { bytes: number }>(trx, photosQuery)) {
          for (const { bytes: size, ...photo } of page) {
            const bytes = await photos.read(photo, size)
            if (bytes === null || sha256Of(bytes) !== photo.sha256) told.missing.push(photo)
            else {
              await write(writeRecord({ kind: 'photo', photo, bytes }))
              told.photos += 1
            }
          }
        }
      }
      await write(writeRecord({ kind: 'end' }))
      return told
    })
}

/** Without wrapping keys that wrap nothing any more: a backup opens without them. */
async function neededOf(db: Kysely<Tables>, { index, wrapping }: MasterKeys): Promise<MasterKeys> {
  const rows = await db.selectFrom('data_key').select('wrapped_by').distinct().execute()
  return { index, wrapping: wrapping.filter(({ id }) => rows.some(({ wrapped_by }) => wrapped_by === id)) }
}

/** Equal for equal keys; of no use to find one. */
export function keyMarks({ index, wrapping }: MasterKeys): readonly string[] {
  const mark = (key: Uint8Array) => createHmac('sha256', key).update('qiaomen backup').digest('hex').slice(0, 32)
  return [`index ${mark(index)}`, ...wrapping.map(({ id, key }) => `${id} ${mark(key)}`)]
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function rowsQuery({ name, columns }: Manifest['tables'][number]) {
  const texts = columns.map((column) => sql`${sql.ref(column.name)}::text`)
  return sql`select array[${sql.join(texts)}]::text[] as item from ${sql.table(name)}`
}

const photosQuery = sql`
  select json_build_object('unit', unit_id, 'caseId', case_id, 'sha256', sha256, 'bytes', bytes) as item
  from photo where arrived_at is not null order by unit_id, case_id, sha256`

/** By a cursor of the transaction under way: each row is read once, whatever the table's size, and no key is asked for. */
async function* pagesOf<Item>(db: Kysely<Tables>, query: ReturnType<typeof sql>): AsyncGenerator<Item[]> {
  await sql`declare page no scroll cursor for ${query}`.execute(db)
  for (;;) {
    const { rows } = await sql<{ item: Item }>`fetch ${sql.lit(PAGE)} from page`.execute(db)
    if (rows.length > 0) yield rows.map(({ item }) => item)
    if (rows.length < PAGE) break
  }
  await sql`close page`.execute(db)
}
