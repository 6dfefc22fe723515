import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Transaction } from 'kysely'
import { ConfigError } from '#cloud/config'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import {
  answerOf,
  importRead,
  type LedgerFile,
  type LedgerReport,
  type ReadLedger,
  readLedger,
} from '#cloud/operations/import-ledger'
import { SERVER } from '#cloud/operations/server-id'
import type { LedgerAnswer } from '#contract/ledger'
import type { Problem } from '#contract/problem'
import type { UnitId } from '#domain/ids'
import { UsageError } from './command-arguments'
import type { ImportArguments } from './import-arguments'

export interface FileReport {
  readonly file: LedgerFile
  readonly answer: LedgerAnswer
  /** What the ledger's own total lines say against what was read. */
  readonly totals: readonly string[]
}

export type ImportOutcome =
  | {
      readonly kind: 'done'
      readonly unitName: string
      readonly created: boolean
      readonly reports: readonly FileReport[]
    }
  | { readonly kind: 'refused'; readonly fileName: string; readonly problem: Problem }

/** Ends a dry run's transaction: everything was done, and nothing of it stays. */
class Undone extends Error {}

/**
 * All files in one transaction, the houses first, for a roster names buildings and an alert a door: all of it or nothing. A dry run does the same and
 * takes it back, so that it says exactly what the import would.
 */
export async function importFiles(context: Context, request: ImportArguments): Promise<ImportOutcome> {
  const reads: { readonly file: LedgerFile; readonly read: ReadLedger }[] = []
  for (const file of filesOf(request)) {
    const read = await readLedger(context, file)
    if (!read.ok) return { kind: 'refused', fileName: file.fileName, problem: read.problem }
    reads.push({ file, read: read.answer })
  }
  let unit = { name: '', created: false }
  const reports: LedgerReport[] = []
  try {
    await retried(context, async (trx) => {
      reports.length = 0
      unit = await ensureUnit(context, trx, request)
      await assignStation(trx, request)
      for (const { file, read } of reads) reports.push(await importRead(context, trx, file, read))
      if (request.dryRun) throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  const answers: FileReport[] = []
  for (const [index, report] of reports.entries()) {
    const read = reads[index]
    if (!read) continue
    const totals = report.rows.flatMap(({ verdict, reason }) =>
      verdict === 'ignored' && reason?.startsWith('合计行') ? reason : [],
    )
    answers.push({
      file: read.file,
      answer: await answerOf({ ...read.file, dryRun: request.dryRun }, read.read, report),
      totals,
    })
  }
  return { kind: 'done', unitName: unit.name, created: unit.created, reports: answers }
}

function filesOf({ unit, houses, roster, alerts }: ImportArguments): readonly LedgerFile[] {
  const files: { readonly ledger: LedgerFile['ledger']; readonly file: string | null }[] = [
    { ledger: 'houses', file: houses },
    { ledger: 'roster', file: roster },
    { ledger: 'alerts', file: alerts },
  ]
  return files.flatMap(({ ledger, file }) =>
    // Never a dry run here: what is to be taken back is the whole transaction.
    file === null
      ? []
      : { unitId: unit, author: SERVER, ledger, fileName: path.basename(file), bytes: read(file), dryRun: false },
  )
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch {
    throw new ConfigError(`读不到文件 ${file}。`)
  }
}

/** A unit made in demo mode is a demonstration unit: its people can be played, and the demonstration still starts. */
async function ensureUnit(context: Context, trx: Transaction<Tables>, { unit, unitName, unitKind }: ImportArguments) {
  const known = await trx.selectFrom('unit').select('name').where('unit_id', '=', unit).executeTakeFirst()
  if (known) return { name: known.name, created: false }
  if (unitName === null) throw new UsageError(`还没有编号为 ${unit} 的单位。要新建，请加 --unit-name <名称>。`)
  const demo = context.config.mode === 'demo'
  const street = unitKind === 'street' ? null : await onlyStreet(trx, demo)
  await trx
    .insertInto('unit')
    .values({ unit_id: unit, name: unitName, kind: unitKind, demo, street_id: street })
    .execute()
  return { name: unitName, created: true }
}

/** The street that was opened here (`first-administrator`); of several nobody can say which one is meant. */
async function onlyStreet(trx: Transaction<Tables>, demo: boolean): Promise<UnitId | null> {
  const streets = await trx
    .selectFrom('unit')
    .select('unit_id')
    .where('kind', '=', 'street')
    .where('demo', '=', demo)
    .execute()
  return streets.length === 1 ? (streets[0]?.unit_id ?? null) : null
}

/** Whose officers act in the unit. Both are of the same world: a demonstration's station never reads a real community. */
async function assignStation(trx: Transaction<Tables>, { unit, station }: ImportArguments): Promise<void> {
  if (station === null) return
  const known = await trx
    .selectFrom('unit as station')
    .innerJoin('unit', 'unit.demo', 'station.demo')
    .select('station.unit_id')
    .where('unit.unit_id', '=', unit)
    .where('station.unit_id', '=', station)
    .where('station.kind', '=', 'station')
    .where('unit.kind', '<>', 'station')
    .executeTakeFirst()
  if (known === undefined)
    throw new UsageError(`${station} 不能负责 ${unit}：请先用 --unit-kind station 建好派出所，再指给社区。`)
  await trx.updateTable('unit').set({ station_id: station }).where('unit_id', '=', unit).execute()
}
