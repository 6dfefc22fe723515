import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { pgliteParsers, poolOf } from '#cloud/db/open-pglite'

const root = path.resolve(__dirname, '../..')

/** Creating PGlite's first files and migrating them takes half of a test file's start, so it is done once for each schema. */
export async function migratedSnapshot(): Promise<Blob> {
  const file = snapshotFile()
  if (!existsSync(file)) await makeSnapshot(file)
  return new WholeFile(readFileSync(file))
}

/** What PGlite reads at once: a plain Blob hands its megabytes over in pieces, which is a quarter of the time that opening takes. */
class WholeFile extends Blob {
  constructor(private readonly whole: Buffer) {
    super([])
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.whole).buffer
  }
}

/** Named by all that it is made of, this file included. */
function snapshotFile(): string {
  const migrations = path.join(root, 'src/cloud/db/migrations')
  const sources = [__filename, ...readdirSync(migrations).map((name) => path.join(migrations, name))]
  const files = [path.join(root, 'node_modules/@electric-sql/pglite/package.json'), ...sources]
  const key = createHash('sha256')
    .update(files.map((name) => readFileSync(name, 'utf8')).join('\0'))
    .digest('hex')
  return path.join(root, 'node_modules/.cache/qiaomen', `schema-${key.slice(0, 16)}.tar`)
}

async function makeSnapshot(file: string): Promise<void> {
  const pglite = await PGlite.create({ parsers: pgliteParsers })
  const database = databaseOn(poolOf(pglite), 'pglite')
  await migrate(database.kysely)
  // Nobody makes a database of these, and each is three hundred files for every test to unpack.
  await pglite.exec('update pg_database set datistemplate = false')
  for (const name of ['template0', 'template1']) await pglite.exec(`drop database ${name}`)
  const dump = await pglite.dumpDataDir('none')
  await database.close()
  mkdirSync(path.dirname(file), { recursive: true })
  // Another run may be doing the same: whoever is last puts the same thing there.
  writeFileSync(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()))
  renameSync(`${file}.${process.pid}`, file)
}
