import { ok, type Result } from '#cloud/result'
import { authenticate, describe } from '#cloud/session/authenticate'
import { demoPeople, demoSignIn, wechatSignIn } from '#cloud/session/sign-in'
import { closeSession } from '#cloud/session/tokens'
import { type MeAnswer, type SessionRequest, sessionRequest } from '#contract/session'
import { type Answer, answer, type Call, parse } from './handler'

export async function session(call: Call): Promise<Answer> {
  const request = parse(sessionRequest, call.body)
  return answer(request.ok ? await perform(call, request.answer) : request)
}

async function perform(call: Call, request: SessionRequest): Promise<Result<object>> {
  const { context } = call
  switch (request.action) {
    case 'people':
      return demoPeople(context)
    case 'demo':
      return demoSignIn(context, request.staff, request.device)
    case 'wechat':
      return wechatSignIn(context, call.openid, request.device)
    case 'me':
      return me(call)
    case 'sign-out':
      // A token that is unknown already is signed out, too.
      if (call.token !== null) await closeSession(context, call.token)
      return ok({ signedOut: true })
    default:
      return request satisfies never
  }
}

async function me(call: Call): Promise<Result<MeAnswer>> {
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return actor
  return ok({ demo: actor.answer.demo, staff: describe(actor.answer), serverTime: call.context.clock.now() })
}
