import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '#cloud/db/database'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import { createDatabase, testEngine } from './test-database'

/** Where the data lies while servers come and go: a folder, or a server's database. */
export interface DataPlace {
  readonly env: Readonly<Record<string, string>>
  open(): Promise<Database>
  remove(): Promise<void>
}

/** On the engine that the Jest project names. */
export async function dataPlace(): Promise<DataPlace> {
  if (testEngine() === 'postgres') {
    const { url, drop } = await createDatabase()
    const open = async () =>
      databaseOn(
        openPostgres(url, () => {}),
        'postgres',
      )
    return { env: { DATABASE_URL: url }, open, remove: drop }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-place-'))
  return {
    env: { DATA_DIR: folder, QIAOMEN_MODE: 'real' },
    open: async () => databaseOn(await openPglite(folder), 'pglite'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
