import type { Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import type { DeviceWord } from '#cloud/db/hear-device'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { Operation, OperationType } from '#contract/operation'
import type { PushOutcome } from '#contract/push'
import type { UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { Batch, type Candidate } from './batch'
import { lockCrimeNumbers } from './crime-numbers'
import { load, lockAndLoad } from './load'
import { loadCounted } from './load-counted'
import { loadEvaluated } from './load-evaluated'
import { loadFrame } from './load-frame'
import { loadSummarised } from './load-summarised'
import { type Head, type LogRow, lockHead } from './log'
import { store, storeDays } from './store'
import { Together } from './together'
import { emptyWorkingSet, type WorkingSet } from './working-set'

/** A push whose operations are well-formed and its sender's own, ready for the database. */
export interface Push {
  readonly context: Context
  readonly device: Omit<DeviceWord, 'at'>
  readonly candidates: readonly Candidate[]
  readonly receivedAt: Milliseconds
  readonly vault: UnitVault | null
  readonly matched: WorkingSet['matched']
}

/** By the operation's place in its push. */
type Outcomes = ReadonlyMap<number, PushOutcome>

/** By itself in a transaction, or together with others that wait for the same unit (`Together`). */
export async function writePush(unit: UnitId, push: Push): Promise<Outcomes> {
  const { context, candidates } = push
  if (candidates.every(isFieldRecord)) return togetherOn(context.db).join(unit, push, candidates.length)
  const [outcomes] = await applyInTransaction(unit, push, () => [push])
  return outcomes ?? new Map()
}

function isOfCrime({ type }: Operation): boolean {
  return type === 'crime.enter' || type === 'crime.correct'
}

/** What is told at doors and on the street, by far the most: needs nothing but its unit's rows, so pushes of it can go together. */
const fieldRecords: readonly OperationType[] = [
  'visit.log',
  'visit.amend',
  'visit.undo',
  'leaflet.hand-out',
  'activity.log',
  'activity.amend',
  'activity.undo',
]

function isFieldRecord({ operation }: Candidate): boolean {
  return fieldRecords.includes(operation.type)
}

/** A queue a unit, of each database: one in a process, in tests several. */
const queues = new WeakMap<Context['db'], Together<Push, Outcomes>>()

function togetherOn(db: Context['db']): Together<Push, Outcomes> {
  const known = queues.get(db)
  if (known !== undefined) return known
  const made = new Together<Push, Outcomes>(applyInTransaction)
  queues.set(db, made)
  return made
}

/** Several only where none needs a vault or an address matched. */
function applyInTransaction(unit: UnitId, first: Push, pushes: () => readonly Push[]): Promise<readonly Outcomes[]> {
  return retried(first.context, (trx) => applyAll(trx, unit, pushes(), first), 'planned-once')
}

async function applyAll(
  trx: Transaction<Tables>,
  unit: UnitId,
  pushes: readonly Push[],
  { context, vault, matched, receivedAt }: Push,
): Promise<readonly Outcomes[]> {
  const set = emptyWorkingSet(unit, vault)
  set.matched = matched
  const operations = pushes.flatMap(({ candidates }) => candidates.map(({ operation }) => operation))
  const start = await lockAndRead(trx, set, operations, context)
  await loadCounted(trx, set, operations, receivedAt)
  await loadSummarised(trx, set, operations, receivedAt)
  await loadEvaluated(trx, set, operations, receivedAt)
  await loadFrame(trx, set, operations)
  let head = start
  const rows: LogRow[] = []
  const outcomes: Outcomes[] = []
  for (const push of pushes) {
    const batch = new Batch(set, head, push.receivedAt)
    batch.run(push.candidates)
    const log = batch.sealed()
    rows.push(...log.rows)
    head = log.head
    outcomes.push(batch.outcomes())
  }
  await store(trx, set, rows, { at: receivedAt, devices: lastWords(pushes) })
  if (rows.length > 0) await storeDays(trx, set, head)
  return outcomes
}

async function lockAndRead(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  { vault }: Context,
): Promise<Head> {
  const openVault = () => vault.open(trx, set.unitId)
  if (operations.length === 0) return lockHead(trx, set.unitId)
  if (!operations.some(isOfCrime)) return lockAndLoad(trx, set, operations, openVault)
  const head = await lockHead(trx, set.unitId)
  await lockCrimeNumbers(trx, set.unitId)
  await load(trx, set, operations, openVault)
  return head
}

/** A phone that gave up waiting and asks again may be among them twice; a statement may touch its row once. */
function lastWords(pushes: readonly Push[]): readonly DeviceWord[] {
  return [...new Map(pushes.map(({ device, receivedAt }) => [device.deviceId, { ...device, at: receivedAt }])).values()]
}
