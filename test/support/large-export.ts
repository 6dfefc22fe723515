import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, databaseOn } from '#cloud/db/database'
import { migrate } from '#cloud/db/migrate'
import { openPglite } from '#cloud/db/open-pglite'
import { openPostgres } from '#cloud/db/open-postgres'
import type { ExportAnswer } from '#contract/export'
import { DAY, dayOf, HOUR, type Milliseconds } from '#domain/time'
import { tokenOf } from './calls'
import { createField, type Field, newOperationId, testContext, testKeys } from './field-fixture'
import { bundleHost, freePort, type HostProcess, startHost } from './host-process'
import { peakMemory } from './peak-memory'

/** A file of many records taken from the server as it is shipped, by somebody who asks how far it is, and what that cost the server. */
export interface LargeExport {
  readonly answer: Extract<ExportAnswer, { state: 'ready' }>
  readonly bytes: Uint8Array
  /** Different numbers of rows that were told while it was being made. */
  readonly heard: number
  readonly seconds: number
  /** MB resident: the most before anybody asked for anything, and the most ever. */
  readonly before: number
  readonly peak: number
}

export interface LargeExportGround {
  make(): Promise<LargeExport>
  end(): Promise<void>
}

/** `url`: of an empty database; null: PGlite inside of the server. */
export async function largeExportGround(url: string | null, rows: number): Promise<LargeExportGround> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-large-'))
  const removes: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const remove of removes.splice(0).reverse()) await remove()
  }
  try {
    const bundle = bundleHost()
    removes.push(bundle.remove)
    const data = path.join(folder, 'data')
    const { field, token } = await fill(await openAt(url, data), rows)
    const host = await startHost(bundle.file, {
      PORT: String(await freePort()),
      DATA_DIR: data,
      PHOTO_DIR: path.join(folder, 'photos'),
      QIAOMEN_MODE: 'real',
      LOG_LEVEL: 'warn',
      ...(url === null ? {} : { DATABASE_URL: url, ...testKeys }),
    })
    removes.push(() => host.stop())
    return { make: () => make(host, field, token), end }
  } catch (error) {
    await end()
    throw error
  }
}

async function openAt(url: string | null, folder: string): Promise<Database> {
  if (url === null) return databaseOn(await openPglite(folder), 'pglite')
  return databaseOn(
    openPostgres(url, () => {}),
    'postgres',
  )
}

async function fill(database: Database, rows: number): Promise<{ readonly field: Field; readonly token: string }> {
  try {
    await migrate(database.kysely)
    const context = testContext(database)
    context.clock.time = Date.now()
    const field = await createField(context)
    const token = await tokenOf(context, field.secretary)
    await writeVisits(database, field, context.clock.time - HOUR, rows)
    return { field, token }
  } finally {
    await database.close()
  }
}

/** A visit a second, none of them by a phone: what is asked here is whether they come out. */
async function writeVisits({ kysely }: Database, field: Field, now: Milliseconds, rows: number): Promise<void> {
  const [building] = field.buildings
  const doors = field.doors(building).length
  await sql`
    insert into visit (unit_id, visit_id, door_id, building_id, staff_id, started_at, at, day, received_at, late, outcome, adults, content_id, content_at, seq)
    select ${field.unit}, 'v' || lpad(n::text, 7, '0'), ${building} || '-' || (n % ${doors}::integer + 1), ${building}, ${field.worker.id},
      ${now}::bigint - n * 1000 - 1000, ${now}::bigint - n * 1000, ${dayOf(now)}, ${now}::bigint, n % 10 = 0,
      (array['met', 'nobody', 'refused'])[n % 3 + 1], case when n % 3 = 0 then 2 end, 'v' || lpad(n::text, 7, '0'), ${now}::bigint - n * 1000, n
    from generate_series(1, ${rows}::integer) n`.execute(kysely)
}

async function make(host: HostProcess, { unit }: Field, token: string): Promise<LargeExport> {
  const ask = async (body: object): Promise<ExportAnswer> => {
    const response = await fetch(`${host.url}/fn/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ unit, ...body }),
    })
    return (await response.json()) as ExportAnswer
  }
  const before = peakMemory(host.pid)
  const started = Date.now()
  const id = newOperationId()
  const what = { kind: 'records', from: dayOf(started - 3 * DAY), to: dayOf(started) }
  let answered = false
  const made = ask({ action: 'make', id, what }).finally(() => {
    answered = true
  })
  const heard = new Set<number>()
  while (!answered) {
    const answer = await ask({ action: 'ask', id })
    if (answer.state === 'making') heard.add(answer.done)
    await sleep(50)
  }
  const answer = await made
  const seconds = (Date.now() - started) / 1000
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  const bytes = new Uint8Array(await (await fetch(`${host.url}${answer.url}`)).arrayBuffer())
  return { answer, bytes, heard: heard.size, seconds, before, peak: peakMemory(host.pid) }
}
