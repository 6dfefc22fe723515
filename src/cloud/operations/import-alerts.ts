import type { Selectable, Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import type { AlertLine, AlertPlan } from '#cloud/ledger/alert-ledger'
import type { RowReport } from '#cloud/ledger/row-report'
import { ok, type Result, refuse } from '#cloud/result'
import { sealContent } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { OperationOf } from '#contract/operation'
import { deviceId } from '#contract/scalars'
import type { StaffId, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { type AlertPlace, placeAlerts } from './alert-places'
import { appendServerEntry } from './append-server-entry'
import { Batch, type Candidate } from './batch'
import { contentHash } from './canonical'
import type { Imported, ImportOf } from './import-houses'
import { load } from './load'
import { type Head, lockHead } from './log'
import { SERVER, serverId } from './server-id'
import { store, storeDays } from './store'
import { emptyWorkingSet, type StaffRow, type WorkingSet } from './working-set'

/** Where a station's alerts may go, with the keys that seal them. */
export interface AlertGround {
  readonly station: UnitId
  /** The communities that the station serves, in the order of their ids: the order of their locks. */
  readonly units: readonly ServedUnit[]
}

export interface ServedUnit {
  readonly unitId: UnitId
  readonly name: string
  readonly vault: UnitVault
}

export interface ImportedAlerts extends Imported {
  /** The plan's rows with what only the units' data could tell. */
  readonly rows: readonly RowReport[]
}

/** Before the transaction, for it may make a unit's key: a key that is rolled back must not have sealed anything. */
export async function alertGround(context: Context, unitId: UnitId): Promise<Result<AlertGround>> {
  const { db } = context
  const asked = await db
    .selectFrom('unit')
    .select(['station_id', 'demo'])
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  const station = asked?.station_id ?? null
  if (asked === undefined || station === null) return refuse(4035, '还没有设定这个单位由哪个派出所负责')
  const served = await db
    .selectFrom('unit')
    .select(['unit_id as unitId', 'name'])
    .where('station_id', '=', station)
    .where('demo', '=', asked.demo)
    .execute()
  const units: ServedUnit[] = []
  for (const unit of served.sort((a, b) => (a.unitId < b.unitId ? -1 : 1))) {
    const vault = await context.vault.open(db, unit.unitId)
    if (vault === null) return refuse(5032)
    units.push({ ...unit, vault })
  }
  return ok({ station, units })
}

/**
 * Each alert becomes an ordinary operation, made here and decided like one that a device sent: in the community whose door it
 * names, else in the one it was imported for. All of them in the caller's transaction, or none.
 */
export async function importAlerts(
  context: Context,
  trx: Transaction<Tables>,
  ground: AlertGround,
  request: ImportOf<AlertPlan>,
): Promise<ImportedAlerts> {
  const heads = new Map<UnitId, Head>()
  for (const { unitId } of ground.units) heads.set(unitId, await lockHead(trx, unitId))
  const units = ground.units.map(({ unitId }) => unitId)
  const there = await numbersThere(trx, units, request.plan.alerts)
  const fresh = request.plan.alerts.filter(({ content }) => !there.has(content.number))
  const places = await placeAlerts(trx, request.unitId, units, fresh)
  const now = context.clock.now()
  const operations = operationsOf(context, request.author, now, places)
  const reports = new Map(places.map((place) => [place.line.index, placeRemark(place, request.unitId, ground)]))
  const told = new Set<StaffId>()
  let added = 0
  for (const { unitId, vault } of ground.units) {
    const own = operations.filter(({ operation }) => operation.unit === unitId)
    const head = heads.get(unitId)
    if (own.length === 0 || head === undefined) continue
    const set = emptyWorkingSet(unitId, vault)
    const candidates = own.map(({ operation }, index) => candidateOf(index, operation, vault))
    await load(
      trx,
      set,
      candidates.map(({ operation }) => operation),
      async () => vault,
    )
    if (request.author === SERVER) set.officers.set(SERVER, serverOfficer(ground.station))
    const batch = new Batch(set, head, now)
    batch.run(candidates)
    for (const [index, outcome] of batch.outcomes()) {
      const line = own[index]?.line
      if (outcome.kind === 'applied') added += 1
      else if (line !== undefined)
        reports.set(line.index, {
          verdict: 'bad',
          reason: outcome.kind === 'rejected' ? `${outcome.problem.title} ${outcome.problem.detail ?? ''}`.trim() : '',
        })
    }
    tellOnce(set, told)
    const log = batch.sealed()
    heads.set(unitId, log.head)
    if (request.dryRun || log.rows.length === 0) continue
    await store(trx, set, log.rows, { at: now })
    await storeDays(trx, set, log.head)
  }
  const known = there.size
  const head = heads.get(request.unitId)
  if (!request.dryRun && added > 0 && head !== undefined)
    await appendServerEntry(context, trx, head, {
      unitId: request.unitId,
      author: request.author,
      type: 'alerts.import',
      content: { type: 'alerts.import', fileName: request.fileName, fileHash: request.fileHash, added, known },
    })
  return { added, known, rows: request.plan.rows.map((row, index) => merged(row, reports.get(index))) }
}

/** Of the list's numbers, those that any community of the station has already: a list may be imported twice. */
async function numbersThere(
  trx: Transaction<Tables>,
  units: readonly UnitId[],
  alerts: readonly AlertLine[],
): Promise<ReadonlySet<string>> {
  if (alerts.length === 0) return new Set()
  const rows = await trx
    .selectFrom('dissuasion')
    .select('number')
    .where('unit_id', 'in', units)
    .where(({ eb, val }) => eb('number', '=', eb.fn.any(val(alerts.map(({ content }) => content.number)))))
    .execute()
  return new Set(rows.map(({ number }) => number))
}

interface Entered {
  readonly line: AlertLine
  readonly operation: OperationOf<'alert.enter'>
}

/** Ids in the order of the file, so that the log and a person's earlier alerts stand in that order too. */
function operationsOf(
  context: Context,
  author: StaffId,
  now: Milliseconds,
  places: readonly AlertPlace[],
): readonly Entered[] {
  const device = v.parse(deviceId, serverId(context))
  const ids = places.map(() => serverId(context)).sort()
  return places.flatMap(({ line, unitId, door }, index): readonly Entered[] => {
    const id = ids[index]
    if (id === undefined) return []
    const body = { ...line.content, raisedAt: line.raisedAt ?? now, doorId: door?.doorId ?? null }
    return [
      {
        line,
        operation: { id, unit: unitId, author, device, at: now, elapsed: 0, offset: 0, type: 'alert.enter', body },
      },
    ]
  })
}

function candidateOf(index: number, operation: Entered['operation'], vault: UnitVault): Candidate {
  const stored = sealContent(operation, vault)
  return { index, operation, stored, contentHash: contentHash(stored) }
}

/** The command on the server acts for the station itself; nobody of that name is in its staff. */
function serverOfficer(station: UnitId): StaffRow {
  const officer: Selectable<Tables['staff']> = {
    unit_id: station,
    staff_id: SERVER,
    name: '服务器',
    role: 'police',
    number: 'SERVER',
    scope: { kind: 'none' },
    from_day: null,
    to_day: null,
    active: true,
    service: true,
    roster_key: null,
    openid: null,
  }
  return officer
}

/** Sixty alerts at once must not ring sixty times: every urgent one does, of the others one for each officer and import. */
function tellOnce(set: WorkingSet, told: Set<StaffId>): void {
  const kept = set.notices.filter(({ caseId, staffId }) => {
    if (caseId !== null && set.cases.get(caseId)?.level === 'urgent') return true
    const isFirst = !told.has(staffId)
    told.add(staffId)
    return isFirst
  })
  set.notices.splice(0, set.notices.length, ...kept)
}

type Remark = Pick<RowReport, 'reason'> & { readonly verdict?: RowReport['verdict'] }

function placeRemark({ unitId, door }: AlertPlace, asked: UnitId, { units }: AlertGround): Remark {
  if (door === null) return { reason: '地址没有对上台账里的门户，请在预警里选定' }
  if (unitId === asked) return {}
  return { reason: `地址在${units.find((unit) => unit.unitId === unitId)?.name ?? unitId}，录入那里` }
}

function merged(row: RowReport, remark: Remark | undefined): RowReport {
  if (remark === undefined) return row
  const reason = [row.reason, remark.reason].filter((text) => text !== undefined && text !== '').join('；')
  return { ...row, verdict: remark.verdict ?? row.verdict, ...(reason === '' ? {} : { reason }) }
}
