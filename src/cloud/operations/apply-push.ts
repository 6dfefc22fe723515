import type { Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import type { DeviceWord } from '#cloud/db/hear-device'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { matchDoors } from '#cloud/ledger/match-door'
import { needsVault, sealContent } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import { type Operation, type OperationType, operationSchema } from '#contract/operation'
import { problem } from '#contract/problem'
import type { PushOutcome, PushRequest } from '#contract/push'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import type { Milliseconds } from '#domain/time'
import { Batch, type Candidate } from './batch'
import { contentHash } from './canonical'
import { lockCrimeNumbers } from './crime-numbers'
import { load } from './load'
import { loadCounted } from './load-counted'
import { loadEvaluated } from './load-evaluated'
import { loadFrame } from './load-frame'
import { loadSummarised } from './load-summarised'
import { type LogRow, lockHead } from './log'
import { malformed } from './malformed'
import { timeOf } from './occurrence'
import { store, storeDays } from './store'
import { Together } from './together'
import { emptyWorkingSet, type WorkingSet } from './working-set'

/** A push whose operations are well-formed and its sender's own, ready for the database. */
interface Push {
  readonly context: Context
  readonly device: Omit<DeviceWord, 'at'>
  readonly candidates: readonly Candidate[]
  readonly receivedAt: Milliseconds
  readonly vault: UnitVault | null
  readonly matched: WorkingSet['matched']
}

/** By the operation's place in its push. */
type Outcomes = ReadonlyMap<number, PushOutcome>

/**
 * One outcome an operation, in the order sent. Everything happens in one transaction that holds the unit's head: all that is
 * applied is committed together, or nothing is and the device sends it again. Pushes that wait for the same unit may share one (`Together`).
 */
export async function applyPush(
  context: Context,
  actor: Staff,
  request: PushRequest,
  only: readonly string[] | null = null,
): Promise<readonly PushOutcome[]> {
  const outcomes: PushOutcome[] = []
  const ours: { readonly index: number; readonly operation: Operation }[] = []
  for (const [index, raw] of request.operations.entries()) {
    const parsed = v.safeParse(operationSchema, raw)
    const refused = parsed.success ? notOurs(parsed.output, actor, request, only) : malformed(parsed.issues)
    if (refused !== undefined) outcomes[index] = { kind: 'rejected', problem: refused }
    else if (parsed.success) ours.push({ index, operation: parsed.output })
  }
  // Before the transaction, for it may make the unit's key: a key that is rolled back must not have sealed anything.
  const vault = ours.some(({ operation }) => needsVault(operation))
    ? await context.vault.open(context.db, request.unit)
    : null
  const candidates: Candidate[] = []
  for (const { index, operation } of ours) {
    if (needsVault(operation) && vault === null) outcomes[index] = { kind: 'rejected', problem: problem(5032) }
    else candidates.push(candidateOf(index, operation, vault))
  }
  const { unit, device, pending } = request
  const push: Push = {
    context,
    device: { unitId: unit, deviceId: device, staffId: actor.id, pending },
    candidates,
    receivedAt: context.clock.now(),
    vault,
    matched: await matchAddresses(context, candidates),
  }
  const decided = await (candidates.every(isFieldRecord)
    ? togetherOn(context.db).join(unit, push, candidates.length)
    : applyAlone(unit, push))
  for (const [index, outcome] of decided) outcomes[index] = outcome
  const applied = candidates.filter(({ index }) => outcomes[index]?.kind === 'applied')
  context.meter?.pushed(
    outcomes,
    applied.map(({ operation }) => push.receivedAt - timeOf(operation, push.receivedAt)),
  )
  return outcomes
}

function candidateOf(index: number, operation: Operation, vault: UnitVault | null): Candidate {
  const stored = sealContent(operation, vault)
  return { index, operation, stored, contentHash: contentHash(stored) }
}

/** `only`: what the session is good for, where that is less than what its person may do. */
function notOurs(operation: Operation, actor: Staff, request: PushRequest, only: readonly string[] | null) {
  if (only !== null && !only.includes(operation.type)) return problem(4030, undefined, 'type')
  if (operation.unit !== request.unit) return problem(4031, undefined, 'unit')
  if (operation.author !== actor.id) return problem(4032, undefined, 'author')
  if (operation.after === operation.id) return problem(4001, '一条记录不能以自己为前提', 'after')
  return undefined
}

/**
 * Alerts and crimes that name no door, as another system sends them, get the one that their address names. Before the transaction, so that
 * nobody waits for it: doors only ever come, they never go.
 */
async function matchAddresses({ db }: Context, candidates: readonly Candidate[]): Promise<WorkingSet['matched']> {
  const homeless = candidates.flatMap(({ operation }) => {
    const address = homelessAddress(operation)
    return address === undefined ? [] : [{ id: operation.id, unit: operation.unit, address }]
  })
  const [first] = homeless
  if (first === undefined) return new Map()
  const addresses = homeless.map(({ address }) => address)
  const matches = await matchDoors(db, [first.unit], addresses)
  return new Map(
    homeless.flatMap(({ id }, index) => {
      const exact = matches[index]?.exact ?? null
      return exact === null ? [] : [[id, exact] as const]
    }),
  )
}

function homelessAddress({ type, body }: Operation): string | undefined {
  if (type === 'alert.enter') return body.doorId === null ? body.address : undefined
  if (type !== 'crime.enter' && type !== 'crime.correct') return undefined
  return body.doorId === null && body.buildingId === null ? body.address : undefined
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

async function applyAlone(unit: UnitId, push: Push): Promise<Outcomes> {
  const [outcomes] = await applyInTransaction(unit, [push])
  return outcomes ?? new Map()
}

/** Several only where none needs a vault or an address matched. */
function applyInTransaction(unit: UnitId, pushes: readonly Push[]): Promise<readonly Outcomes[]> {
  const [first] = pushes
  if (first === undefined) return Promise.resolve([])
  return retried(first.context, (trx) => applyAll(trx, unit, pushes, first), 'planned-once')
}

async function applyAll(
  trx: Transaction<Tables>,
  unit: UnitId,
  pushes: readonly Push[],
  { context, vault, matched, receivedAt }: Push,
): Promise<readonly Outcomes[]> {
  const set = emptyWorkingSet(unit, vault)
  set.matched = matched
  const start = await lockHead(trx, unit)
  const operations = pushes.flatMap(({ candidates }) => candidates.map(({ operation }) => operation))
  if (operations.some(isOfCrime)) await lockCrimeNumbers(trx, unit)
  if (operations.length > 0) await load(trx, set, operations, () => context.vault.open(trx, unit))
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

/** A phone that gave up waiting and asks again may be among them twice; a statement may touch its row once. */
function lastWords(pushes: readonly Push[]): readonly DeviceWord[] {
  return [...new Map(pushes.map(({ device, receivedAt }) => [device.deviceId, { ...device, at: receivedAt }])).values()]
}
