import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { applyPush } from '#cloud/operations/apply-push'
import { ok, type Result, refuse } from '#cloud/result'
import { type Actor, authenticate } from '#cloud/session/authenticate'
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
  switch (request.answer.action) {
    case 'push':
      return answer(await push(context, actor.answer, request.answer))
    case 'pull':
      return answer(await pull(context, actor.answer, request.answer))
    case 'building':
      return answer(await readBuilding(context, actor.answer.staff, request.answer))
    default:
      return request.answer satisfies never
  }
}

async function push(context: Context, { staff }: Actor, request: PushRequest): Promise<Result<PushAnswer>> {
  if (request.unit !== staff.unitId) return refuse(4031)
  const outcomes = await applyPush(context, staff, request)
  return ok({ outcomes: [...outcomes], serverTime: context.clock.now() })
}
