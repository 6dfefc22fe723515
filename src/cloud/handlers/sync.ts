import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { applyPush } from '#cloud/operations/apply-push'
import { ok, type Result, refuse } from '#cloud/result'
import { type Actor, authenticate } from '#cloud/session/authenticate'
import { unitOfToken } from '#cloud/session/tokens'
import { unitFor } from '#cloud/session/unit-for'
import { readBuilding } from '#cloud/sync/building'
import { pull } from '#cloud/sync/pull'
import { arrive, scopeElsewhere } from '#cloud/sync/scope'
import { buildingRequest, type PullAnswer, type PullRequest, pullRequest } from '#contract/pull'
import { type PushAnswer, type PushRequest, pushRequest } from '#contract/push'
import { type Answer, actionsOf, answer, type Call, parse, protocolServed } from './handler'

const syncRequest = v.variant('action', [pushRequest, pullRequest, buildingRequest])

export async function sync(call: Call): Promise<Answer> {
  const { context } = call
  const served = protocolServed(call.body)
  if (!served.ok) return answer(served)
  const request = parse(syncRequest, call.body)
  if (!request.ok) return answer(request)
  const { action, unit } = request.answer
  // A token names its unit, so that whoever pulls from his own is found together with what he may hold of it.
  if (request.answer.action === 'pull' && unitOfToken(call.token ?? '') === unit)
    return answer(await pullOwn(call, request.answer))
  const actor = await authenticate(context, call)
  if (!actor.ok) return answer(actor)
  // Another system's key only pushes.
  if (actor.answer.only !== null && action !== 'push') return answer(refuse(4030))
  const asked = await unitFor(context, actor.answer, unit, { function: 'sync', action })
  if (!asked.ok) return answer(asked)
  switch (request.answer.action) {
    case 'push':
      return answer(await push(context, actor.answer, request.answer))
    case 'pull':
      return answer(
        await pull(
          context,
          { actor: actor.answer, scope: await scopeElsewhere(context, actor.answer, request.answer) },
          asked.answer,
          request.answer,
        ),
      )
    case 'building':
      return answer(await readBuilding(context, actor.answer.staff, request.answer))
    default:
      return request.answer satisfies never
  }
}
sync.actions = actionsOf(syncRequest)

async function pullOwn({ context, ...credentials }: Call, request: PullRequest): Promise<Result<PullAnswer>> {
  const arrived = await arrive(context, credentials, request)
  if (!arrived.ok) return arrived
  const { staff, stationId, streetId, only } = arrived.answer.actor
  if (only !== null) return refuse(4030)
  return pull(context, arrived.answer, { unitId: staff.unitId, stationId, streetId }, request)
}

async function push(context: Context, { staff, only }: Actor, request: PushRequest): Promise<Result<PushAnswer>> {
  const outcomes = await applyPush(context, staff, request, only)
  return ok({ outcomes: [...outcomes], serverTime: context.clock.now() })
}
