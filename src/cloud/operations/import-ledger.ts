import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { settingsOf } from '#cloud/db/settings-of'
import type { Tables } from '#cloud/db/tables'
import { type AlertPlan, planAlerts } from '#cloud/ledger/alert-ledger'
import { type BaselineLine, planBaseline } from '#cloud/ledger/baseline-ledger'
import { type CrimeLine, planCrimes } from '#cloud/ledger/crime-ledger'
import type { FigurePlan } from '#cloud/ledger/figure-ledger'
import { type HousePlan, planHouses } from '#cloud/ledger/house-ledger'
import { isProblem } from '#cloud/ledger/is-problem'
import { readWorkbook } from '#cloud/ledger/read-workbook'
import { planRoster, type RosterPlan } from '#cloud/ledger/roster'
import type { RowReport } from '#cloud/ledger/row-report'
import type { Workbook } from '#cloud/ledger/workbook'
import { writeRejects } from '#cloud/ledger/write-rejects'
import { ok, type Result, refuse } from '#cloud/result'
import type { LedgerAnswer, LedgerRequest } from '#contract/ledger'
import { MOST_LEDGER_BYTES } from '#contract/limits'
import { type Problem, problem } from '#contract/problem'
import type { StaffId, UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { type AlertGround, alertGround, importAlerts } from './import-alerts'
import { type FigureGround, figureGround, importBaseline, importCrimes } from './import-figures'
import { type Imported, importHouses } from './import-houses'
import { importRoster } from './import-roster'
import { judge } from './judge'
import { rosterKey } from './roster-key'
import type { RowVerdict } from './roster-staffing'

/** A file and what is to become of it, whoever hands it in: a person on the web or the command on the server. */
export interface LedgerFile {
  readonly unitId: UnitId
  readonly author: StaffId
  readonly ledger: LedgerRequest['ledger']
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly dryRun: boolean
}

/** Good rows are taken, every bad one comes back with its reason; of the good ones all or none. */
export async function importLedger(
  context: Context,
  actor: Staff,
  request: LedgerRequest,
): Promise<Result<LedgerAnswer>> {
  const refused = await mayImport(context, actor, request)
  if (refused) return { ok: false, problem: refused }
  // Four letters hold three bytes: what is too large is turned away before it is decoded.
  if (request.file.length > (MOST_LEDGER_BYTES / 3) * 4 + 4) return refuse(4130)
  return importFile(context, {
    unitId: request.unit,
    author: actor.id,
    ledger: request.ledger,
    fileName: request.fileName,
    bytes: Buffer.from(request.file, 'base64'),
    dryRun: request.action === 'dry-run',
  })
}

/** Houses and people are the secretary's to import, alerts an officer's of the station that serves the community (S25). */
async function mayImport(
  { db, clock }: Context,
  actor: Staff,
  { ledger, unit }: LedgerRequest,
): Promise<Problem | undefined> {
  const today = dayOf(clock.now())
  if (ledger === 'crimes' || ledger === 'baseline') {
    // Of all its units at once: the street's own to import.
    if (unit !== actor.unitId) return problem(4031)
    return judge(actor, ledger === 'crimes' ? 'crime.enter' : 'baseline.set', { unitId: unit, street: unit }, today)
  }
  if (ledger !== 'alerts') return judge(actor, 'ledger.import', { unitId: unit }, today)
  const row = await db.selectFrom('unit').select('station_id').where('unit_id', '=', unit).executeTakeFirst()
  return judge(actor, 'alert.enter', { unitId: unit, station: row?.station_id ?? null }, today)
}

/** The same without a person's rights: the caller has them. */
export async function importFile(context: Context, file: LedgerFile): Promise<Result<LedgerAnswer>> {
  const read = await readLedger(context, file)
  if (!read.ok) return read
  const report = await retried(context, (trx) => importRead(context, trx, file, read.answer))
  return ok(await answerOf(file, read.answer, report))
}

/** A file that could be read, and for alerts where they may go: all that has to be known before the transaction. */
export type ReadLedger =
  | { readonly kind: 'houses'; readonly workbook: Workbook; readonly plan: HousePlan }
  | { readonly kind: 'roster'; readonly workbook: Workbook; readonly plan: RosterPlan; readonly key: Uint8Array }
  | { readonly kind: 'alerts'; readonly workbook: Workbook; readonly plan: AlertPlan; readonly ground: AlertGround }
  | {
      readonly kind: 'crimes'
      readonly workbook: Workbook
      readonly plan: FigurePlan<CrimeLine>
      readonly ground: FigureGround
    }
  | {
      readonly kind: 'baseline'
      readonly workbook: Workbook
      readonly plan: FigurePlan<BaselineLine>
      readonly ground: FigureGround
    }

/** What became of it, every row of the file included. */
export interface LedgerReport extends Imported {
  readonly rows: readonly RowReport[]
  /** Of `rows`, the people that are another unit's. */
  readonly ignored: readonly RowReport[]
}

export async function readLedger(context: Context, file: LedgerFile): Promise<Result<ReadLedger>> {
  const workbook = await readWorkbook(file.bytes, file.fileName)
  if (isProblem(workbook)) return { ok: false, problem: workbook }
  switch (file.ledger) {
    case 'houses': {
      const plan = planHouses(workbook)
      return isProblem(plan) ? { ok: false, problem: plan } : ok({ kind: 'houses', workbook, plan })
    }
    case 'roster': {
      const plan = planRoster(workbook)
      if (isProblem(plan)) return { ok: false, problem: plan }
      const key = rosterKey(context)
      return key ? ok({ kind: 'roster', workbook, plan, key }) : refuse(5031)
    }
    case 'alerts': {
      const { fraudTypes } = await settingsOf(context.db, file.unitId)
      const plan = planAlerts(workbook, fraudTypes)
      if (isProblem(plan)) return { ok: false, problem: plan }
      const ground = await alertGround(context, file.unitId)
      return ground.ok ? ok({ kind: 'alerts', workbook, plan, ground: ground.answer }) : ground
    }
    case 'crimes': {
      const ground = await figureGround(context, file.unitId)
      if (!ground.ok) return ground
      const { fraudTypes } = await settingsOf(context.db, file.unitId)
      const plan = planCrimes(workbook, ground.answer.units, fraudTypes)
      return isProblem(plan)
        ? { ok: false, problem: plan }
        : ok({ kind: 'crimes', workbook, plan, ground: ground.answer })
    }
    case 'baseline': {
      const ground = await figureGround(context, file.unitId)
      if (!ground.ok) return ground
      const plan = planBaseline(workbook, ground.answer.units, ground.answer.baseYear)
      return isProblem(plan)
        ? { ok: false, problem: plan }
        : ok({ kind: 'baseline', workbook, plan, ground: ground.answer })
    }
    default:
      return file.ledger satisfies never
  }
}

export async function importRead(
  context: Context,
  trx: Transaction<Tables>,
  file: LedgerFile,
  read: ReadLedger,
): Promise<LedgerReport> {
  switch (read.kind) {
    case 'houses':
      return { ...(await importHouses(context, trx, requestOf(file, read.plan))), rows: read.plan.rows, ignored: [] }
    case 'roster': {
      const imported = await importRoster(context, trx, read.key, requestOf(file, read.plan))
      return { ...imported, ...judged(read.plan, imported.verdicts) }
    }
    case 'alerts': {
      const imported = await importAlerts(context, trx, read.ground, requestOf(file, read.plan))
      return { ...imported, ignored: imported.rows.filter(isLeftOut) }
    }
    case 'crimes': {
      const imported = await importCrimes(context, trx, read.ground, requestOf(file, read.plan))
      return { ...imported, ignored: imported.rows.filter(isLeftOut) }
    }
    case 'baseline': {
      const imported = await importBaseline(context, trx, read.ground, requestOf(file, read.plan))
      return { ...imported, ignored: imported.rows.filter(isLeftOut) }
    }
    default:
      return read satisfies never
  }
}

/** A blank row in the middle of a list is said; headers are no row of it. */
function isLeftOut({ verdict, reason }: RowReport): boolean {
  return verdict === 'ignored' && reason !== '表头'
}

function requestOf<Plan extends HousePlan | RosterPlan | AlertPlan | FigurePlan<CrimeLine> | FigurePlan<BaselineLine>>(
  { unitId, author, fileName, bytes, dryRun }: LedgerFile,
  plan: Plan,
) {
  return { unitId, author, plan, fileName, fileHash: createHash('sha256').update(bytes).digest('hex'), dryRun }
}

/** The file's own report with what only the unit's data could tell: the nth person stands on the nth row that names one. */
function judged(
  plan: RosterPlan,
  verdicts: readonly RowVerdict[],
): { readonly rows: readonly RowReport[]; readonly ignored: readonly RowReport[] } {
  const byIndex = new Map(verdicts.map((verdict) => [verdict.index, verdict]))
  const ignored: RowReport[] = []
  let index = -1
  const rows = plan.rows.map((row): RowReport => {
    if (row.verdict !== 'staff') return row
    index++
    const verdict = byIndex.get(index)
    if (!verdict) return row
    const report = { ...row, verdict: verdict.kind, reason: verdict.reason }
    if (verdict.kind === 'ignored') ignored.push(report)
    return report
  })
  return { rows, ignored }
}

export async function answerOf(
  file: LedgerFile,
  { workbook }: ReadLedger,
  report: LedgerReport,
): Promise<LedgerAnswer> {
  const { rows, ignored, added, known } = report
  const bad = rows.filter(({ verdict }) => verdict === 'bad')
  return {
    imported: !file.dryRun,
    rows: rows.filter(isTaken).length,
    added,
    known,
    repeats: rows.filter(({ verdict }) => verdict === 'repeat').map(toLine),
    bad: bad.map(toLine),
    ignored: ignored.map(toLine),
    remarks: rows.filter((row) => isTaken(row) && row.reason !== undefined).map(toLine),
    rejects: bad.length === 0 ? null : Buffer.from(await writeRejects(workbook, rows)).toString('base64'),
  }
}

function isTaken({ verdict }: RowReport): boolean {
  return verdict === 'door' || verdict === 'staff' || verdict === 'alert' || verdict === 'figure'
}

function toLine({ sheet, row, reason }: RowReport): LedgerAnswer['bad'][number] {
  return { sheet, row, reason: reason ?? '' }
}
