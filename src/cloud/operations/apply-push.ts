import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { matchDoors } from '#cloud/ledger/match-door'
import { needsVault, sealContent } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import { type Operation, operationSchema } from '#contract/operation'
import { problem } from '#contract/problem'
import type { PushOutcome, PushRequest } from '#contract/push'
import type { Staff } from '#domain/staff'
import type { Candidate } from './batch'
import { contentHash } from './canonical'
import { malformed } from './malformed'
import { timeOf } from './occurrence'
import type { WorkingSet } from './working-set'
import { type Push, writePush } from './write-push'

/**
 * One outcome an operation, in the order sent. Everything happens in one transaction that holds the unit's head: all that is
 * applied is committed together, or nothing is and the device sends it again.
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
  const decided = await writePush(unit, push)
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
