import type { Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import type { BaselineLine } from '#cloud/ledger/baseline-ledger'
import type { CrimeLine } from '#cloud/ledger/crime-ledger'
import type { FigurePlan } from '#cloud/ledger/figure-ledger'
import { matchDoors } from '#cloud/ledger/match-door'
import type { RowReport } from '#cloud/ledger/row-report'
import { reportingUnits } from '#cloud/queries/reporting-units'
import { ok, type Result, refuse } from '#cloud/result'
import { needsVault, sealContent } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { Operation, OperationOf } from '#contract/operation'
import { deviceId } from '#contract/scalars'
import type { DeviceId, UnitId } from '#domain/ids'
import { appendServerEntry } from './append-server-entry'
import { baselineOf } from './baseline-set'
import { Batch } from './batch'
import { contentHash } from './canonical'
import { lockCrimeNumbers, numbersOfStreet } from './crime-numbers'
import type { Imported, ImportOf } from './import-houses'
import { load } from './load'
import { type Head, lockHead } from './log'
import { serverId } from './server-id'
import { store, storeDays } from './store'
import { emptyWorkingSet, type WorkingSet } from './working-set'

/** The street's reporting units with the keys that seal them, in the order of their locks. */
export interface FigureGround {
  readonly units: readonly { readonly id: UnitId; readonly name: string; readonly vault: UnitVault | null }[]
  /** Of the newest campaign. */
  readonly baseYear: number
}

export interface ImportedFigures extends Imported {
  readonly rows: readonly RowReport[]
}

/** Before the transaction, for it may make a unit's key: a key that is rolled back must not have sealed anything. */
export async function figureGround({ db, vault }: Context, street: UnitId): Promise<Result<FigureGround>> {
  // As every import locks them.
  const found = [...(await reportingUnits(db, street))].sort((a, b) => (a.id < b.id ? -1 : 1))
  const units = []
  for (const { id, name } of found) units.push({ id, name, vault: await vault.open(db, id) })
  const campaigns = await db.selectFrom('campaign').select('content').where('street_id', '=', street).execute()
  const [newest] = campaigns.map(({ content }) => content).sort((a, b) => (a.from < b.from ? 1 : -1))
  return newest === undefined
    ? refuse(4041, '还没有设定行动，不知道基期是哪一年')
    : ok({ units, baseYear: newest.baseYear })
}

/** A line of the file with the operation that enters it; several lines of base figures are one operation. */
interface Entering {
  readonly indexes: readonly number[]
  readonly operation: Operation
}

type Remarks = Map<number, { readonly verdict?: RowReport['verdict']; readonly reason: string }>

/**
 * Each crime becomes an ordinary operation, decided like one that a person sent, in the log of its unit. What the street has already
 * stays as it is. All of them in the caller's transaction, or none.
 */
export async function importCrimes(
  context: Context,
  trx: Transaction<Tables>,
  ground: FigureGround,
  request: ImportOf<FigurePlan<CrimeLine>>,
): Promise<ImportedFigures> {
  const { lines, rows } = request.plan
  const heads = await lockHeads(trx, ground)
  await lockCrimeNumbers(trx, request.unitId)
  const there = await numbersOfStreet(
    trx,
    request.unitId,
    lines.map(({ line }) => line.body.number),
  )
  const fresh = lines.filter(({ line }) => !there.has(line.body.number))
  const device = v.parse(deviceId, serverId(context))
  const entering = fresh.map(({ index, line: { unitId, body } }): Entering => {
    const operation: OperationOf<'crime.enter'> = {
      ...envelope(context, request, device, unitId),
      type: 'crime.enter',
      body,
    }
    return { indexes: [index], operation }
  })
  return perform(context, trx, ground, request, { rows, entering, heads, known: there.size, remarks: new Map() })
}

/** Months that a unit has not yet; those that it has with other figures come back, for a correction needs its reason. */
export async function importBaseline(
  context: Context,
  trx: Transaction<Tables>,
  ground: FigureGround,
  request: ImportOf<FigurePlan<BaselineLine>>,
): Promise<ImportedFigures> {
  const { lines, rows } = request.plan
  const heads = await lockHeads(trx, ground)
  const papers = await trx
    .selectFrom('paper')
    .select(['unit_id', 'content'])
    .where('kind', '=', 'baseline')
    .where('period', '=', String(ground.baseYear))
    .where('unit_id', 'in', [...ground.units.map(({ id }) => id), request.unitId])
    .execute()
  const remarks: Remarks = new Map()
  const device = v.parse(deviceId, serverId(context))
  let known = 0
  const entering = ground.units.flatMap(({ id }): Entering[] => {
    const paper = papers.find(({ unit_id }) => unit_id === id)
    const before = paper === undefined ? null : baselineOf(paper)
    const fresh = lines.filter(({ index, line }) => {
      const there = before?.months.find(({ month }) => month === line.figures.month)
      if (line.unitId !== id || there === undefined) return line.unitId === id
      const same = there.cases === line.figures.cases && there.loss === line.figures.loss
      if (same) known += 1
      else
        remarks.set(index, {
          verdict: 'bad',
          reason: `已有基期数 ${there.cases} 起、${there.loss} 元，更正请在“压降率”页写明原因`,
        })
      return false
    })
    if (fresh.length === 0) return []
    const operation: OperationOf<'baseline.set'> = {
      ...envelope(context, request, device, id),
      type: 'baseline.set',
      body: { year: ground.baseYear, base: before?.version ?? 0, months: fresh.map(({ line }) => line.figures) },
    }
    return [{ indexes: fresh.map(({ index }) => index), operation }]
  })
  return perform(context, trx, ground, request, { rows, entering, heads, known, remarks })
}

async function lockHeads(trx: Transaction<Tables>, { units }: FigureGround): Promise<Map<UnitId, Head>> {
  const heads = new Map<UnitId, Head>()
  for (const { id } of units) heads.set(id, await lockHead(trx, id))
  return heads
}

function envelope(context: Context, { author }: Pick<ImportOf<unknown>, 'author'>, device: DeviceId, unit: UnitId) {
  return { id: serverId(context), unit, author, device, at: context.clock.now(), elapsed: 0, offset: 0 }
}

interface Performing {
  readonly rows: readonly RowReport[]
  readonly entering: readonly Entering[]
  readonly heads: Map<UnitId, Head>
  readonly known: number
  readonly remarks: Remarks
}

async function perform(
  context: Context,
  trx: Transaction<Tables>,
  { units }: FigureGround,
  request: ImportOf<unknown>,
  { rows, entering, heads, known, remarks }: Performing,
): Promise<ImportedFigures> {
  const now = context.clock.now()
  let added = 0
  for (const { id, vault } of units) {
    const head = heads.get(id)
    const own = entering.filter(({ operation }) => operation.unit === id)
    // Without keys each is refused by itself, with the reason.
    const sealable = own.filter(({ operation }) => vault !== null || !needsVault(operation))
    for (const { indexes } of own.filter((one) => !sealable.includes(one)))
      for (const index of indexes)
        remarks.set(index, { verdict: 'bad', reason: '服务器没有设置加密密钥，暂不能存放地址' })
    if (sealable.length === 0 || head === undefined) continue
    const set = emptyWorkingSet(id, vault)
    set.matched = await matchesOf(trx, id, sealable)
    await load(
      trx,
      set,
      sealable.map(({ operation }) => operation),
      async () => vault,
    )
    const batch = new Batch(set, head, now)
    batch.run(
      sealable.map(({ operation }, index) => {
        const stored = sealContent(operation, vault)
        return { index, operation, stored, contentHash: contentHash(stored) }
      }),
    )
    for (const [index, outcome] of batch.outcomes()) {
      const of = sealable[index]?.indexes ?? []
      if (outcome.kind === 'applied') added += of.length
      else if (outcome.kind === 'rejected')
        for (const line of of)
          remarks.set(line, {
            verdict: 'bad',
            reason: [outcome.problem.title, outcome.problem.detail].filter((text) => text !== undefined).join('：'),
          })
    }
    if (request.dryRun) continue
    const log = batch.sealed()
    if (log.rows.length === 0) continue
    await store(trx, set, log.rows, { at: now })
    await storeDays(trx, set, log.head)
  }
  if (!request.dryRun && added > 0)
    await appendServerEntry(context, trx, await lockHead(trx, request.unitId), {
      unitId: request.unitId,
      author: request.author,
      type: 'figures.import',
      content: { type: 'figures.import', fileName: request.fileName, fileHash: request.fileHash, added, known },
    })
  return { added, known, rows: rows.map((row, index) => ({ ...row, ...remarks.get(index) })) }
}

/** The doors that addresses name, each in the unit that the list says. */
async function matchesOf(
  trx: Transaction<Tables>,
  unit: UnitId,
  entering: readonly Entering[],
): Promise<WorkingSet['matched']> {
  const addressed = entering.flatMap(({ operation }) =>
    operation.type === 'crime.enter' && operation.body.address !== undefined
      ? [{ id: operation.id, address: operation.body.address }]
      : [],
  )
  const matches = await matchDoors(
    trx,
    [unit],
    addressed.map(({ address }) => address),
  )
  return new Map(
    addressed.flatMap(({ id }, index) => {
      const exact = matches[index]?.exact ?? null
      return exact === null ? [] : [[id, exact] as const]
    }),
  )
}
