import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, databaseOn } from '../../src/cloud/db/database'
import { migrate } from '../../src/cloud/db/migrate'
import { openPglite } from '../../src/cloud/db/open-pglite'
import { openPostgres } from '../../src/cloud/db/open-postgres'
import { type TestContext, testContext, testKeys } from '../support/field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from '../support/host-process'
import { startPostgres } from '../support/postgres-server'
import { createDatabase } from '../support/test-database'

/** Where servers of the bench have their databases, and what ends them all. */
export interface Grounds {
  /** An empty database of a PostgreSQL whose commits wait for the disk. */
  newUrl(): Promise<string>
  /** What `fill` puts into the database at that address. */
  fill<T>(url: string, fill: (context: TestContext) => Promise<T>): Promise<T>
  /** The server as it is shipped, a process of its own, real mode, with what `fill` put there. `url`: null for PGlite in a folder. */
  start<T>(url: string | null, fill: (context: TestContext) => Promise<T>): Promise<OwnServer<T>>
  onEnd(end: () => unknown): void
}

export interface OwnServer<T> {
  readonly host: HostProcess
  readonly filled: T
}

/** What is begun within `work` has ended when this has. */
export async function onGrounds<T>(work: (grounds: Grounds) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  let postgres: ReturnType<typeof startPostgres> | undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-bench-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const bundle = bundleHost()
  ends.push(bundle.remove)
  let servers = 0
  try {
    return await work({
      onEnd: (end) => ends.push(end),
      async newUrl() {
        postgres ??= startPostgres({ durable: true }).then((server) => {
          ends.push(server.stop)
          return server
        })
        return (await createDatabase((await postgres).url)).url
      },
      fill: async (url, fill) => filledBy(await openAt(url, folder), fill),
      async start(url, fill) {
        servers += 1
        const data = path.join(folder, `data-${servers}`)
        const filled = await filledBy(await openAt(url, data), fill)
        const host = await startHost(bundle.file, {
          PORT: String(await freePort()),
          DATA_DIR: data,
          PHOTO_DIR: path.join(folder, `photos-${servers}`),
          QIAOMEN_MODE: 'real',
          LOG_LEVEL: 'error',
          ...testKeys,
          ...(url === null ? {} : { DATABASE_URL: url }),
        })
        ends.push(host.stop)
        return { host, filled }
      },
    })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

async function openAt(url: string | null, folder: string): Promise<Database> {
  if (url === null) return databaseOn(await openPglite(folder), 'pglite')
  return databaseOn(
    openPostgres(url, () => {}),
    'postgres',
  )
}

/** Closed before the server opens it: PGlite's folder has one owner. */
async function filledBy<T>(database: Database, fill: (context: TestContext) => Promise<T>): Promise<T> {
  try {
    await migrate(database.kysely)
    const context = testContext(database)
    context.clock.time = Date.now()
    return await fill(context)
  } finally {
    await database.close()
  }
}
