import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { applyPush } from '#cloud/operations/apply-push'
import { ok, type Result, refuse } from '#cloud/result'
import { type Actor, authenticate } from '#cloud/session/authenticate'
import { unitFor } from '#cloud/session/unit-for'
import { readBuilding } from '#cloud/sync/building'
import { pull } from '#cloud/sync/pull'
import { buildingRequest, pullRequest } from '#contract/pull'
import { type PushAnswer, type PushRequest, pushRequest } from '#contract/push'
import { type Answer, answer, type Call, parse, protocolServed } from './handler'

const syncRequest = v.variant('action', [pushRequest, pullRequest, buildingRequest])

export async function sync(call: Call): Promise<Answer> {
  const { context } = call
  const served = protocolServed(call.body)
  if (!served.ok) return answer(served)
  const request = parse(syncRequest, call.body)
  if (!request.ok) return answer(request)
  const actor = await authenticate(context, call)
  if (!actor.ok) return answer(actor)
  const { action, unit } = request.answer
  // Another system's key only pushes.
  if (actor.answer.only !== null && action !== 'push') return answer(refuse(4030))
  const asked = await unitFor(context, actor.answer, unit, { function: 'sync', action })
  if (!asked.ok) return answer(asked)
  switch (request.answer.action) {
    case 'push':
      return answer(await push(context, actor.answer, request.answer))
    case 'pull':
      return answer(await pull(context, actor.answer, asked.answer, request.answer))
    case 'building':
      return answer(await readBuilding(context, actor.answer.staff, request.answer))
    default:
      return request.answer satisfies never
  }
}

async function push(context: Context, { staff, only }: Actor, request: PushRequest): Promise<Result<PushAnswer>> {
  const outcomes = await applyPush(context, staff, request, only)
  return ok({ outcomes: [...outcomes], serverTime: context.clock.now() })
}
