import { largeExportGround } from '../../support/large-export'
import { startPostgres } from '../../support/postgres-server'
import { createDatabase } from '../../support/test-database'
import type { Engine } from '../engines'
import { load } from '../machine'
import { figure, textTable } from '../text-table'
import type { Verdict } from '../verdict'

/** MB resident of the server's process; where PGlite is the engine the database is a part of it. */
export interface ExportMemory {
  readonly suite: 'export-memory'
  readonly engine: Engine
  readonly rows: number
  readonly load: number
  readonly seconds: number
  readonly fileBytes: number
  /** Different numbers of rows that were told while the file was made. */
  readonly progressTold: number
  readonly before: number
  readonly peak: number
  /** All in all where the database is a process of its own; with PGlite what the file costs beside it. */
  readonly target: number
}

const MOST = { postgres: 300, pglite: 150 } as const

export async function exportMemory(engine: Engine, rows: number): Promise<ExportMemory> {
  const place = engine === 'pglite' ? null : await onServer()
  try {
    const loadBefore = load()
    const ground = await largeExportGround(place?.url ?? null, rows)
    try {
      const { answer, bytes, heard, seconds, before, peak } = await ground.make()
      if (answer.rows !== rows) throw new Error(`${answer.rows} rows came out of ${rows}`)
      return {
        suite: 'export-memory',
        engine,
        rows,
        load: loadBefore,
        seconds,
        fileBytes: bytes.length,
        progressTold: heard,
        before,
        peak,
        target: MOST[engine],
      }
    } finally {
      await ground.end()
    }
  } finally {
    await place?.stop()
  }
}

async function onServer() {
  const server = await startPostgres()
  try {
    const { url } = await createDatabase(server.url)
    return { url, stop: () => server.stop() }
  } catch (error) {
    server.stop()
    throw error
  }
}

export function verdictsOf({ engine, rows, before, peak, target }: ExportMemory): readonly Verdict[] {
  const value = engine === 'postgres' ? peak : peak - before
  const what = engine === 'postgres' ? 'server at most' : 'server beside PGlite'
  return [{ promise: `a workbook of ${rows} records, ${what}`, value, unit: 'MB', target, wanted: 'at most' }]
}

export function tableOf(...results: readonly ExportMemory[]): string {
  const head = [
    'engine',
    'rows',
    'before MB',
    'peak MB',
    'more MB',
    'target',
    '',
    'seconds',
    'file MB',
    'progress told',
  ]
  return textTable(
    head,
    results.map(({ engine, rows, before, peak, target, seconds, fileBytes, progressTold }) => [
      engine,
      `${rows}`,
      figure(before),
      figure(peak),
      figure(peak - before),
      engine === 'postgres' ? `peak ${target}` : `more ${target}`,
      (engine === 'postgres' ? peak : peak - before) <= target ? '✓' : '✗',
      figure(seconds),
      figure(fileBytes / 2 ** 20),
      `${progressTold}`,
    ]),
  )
}
