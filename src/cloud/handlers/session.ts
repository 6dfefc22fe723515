import { cardCode, readCard } from '#cloud/card/card'
import { application, enter } from '#cloud/enrolment/application'
import { apply } from '#cloud/enrolment/apply'
import { askRebinding } from '#cloud/enrolment/ask-rebinding'
import { bind, lookAtInvitation } from '#cloud/enrolment/bind'
import { ok, type Result } from '#cloud/result'
import { authenticate, describe } from '#cloud/session/authenticate'
import { demoPeople, demoSignIn, wechatSignIn } from '#cloud/session/sign-in'
import { closeSession } from '#cloud/session/tokens'
import { type MeAnswer, type SessionRequest, type SignedInAnswer, sessionRequest } from '#contract/session'
import type { DeviceId } from '#domain/ids'
import { type Answer, actionsOf, answer, type Call, parse } from './handler'

export async function session(call: Call): Promise<Answer> {
  const request = parse(sessionRequest, call.body)
  return answer(request.ok ? await perform(call, request.answer) : request)
}
session.actions = actionsOf(sessionRequest)

async function perform(call: Call, request: SessionRequest): Promise<Result<object>> {
  const { context } = call
  const limited = limitStrangers(call, request)
  if (!limited.ok) return limited
  switch (request.action) {
    case 'people':
      return demoPeople(context)
    case 'demo':
      return demoSignIn(context, request.staff, request.device)
    case 'wechat':
      return onWechat(call, request.device)
    case 'me':
      return me(call)
    case 'sign-out':
      // A token that is unknown already is signed out, too.
      if (call.token !== null) await closeSession(context, call.token)
      return ok({ signedOut: true })
    case 'invitation':
      return lookAtInvitation(context, call, request.code)
    case 'apply':
      return apply(context, call, request)
    case 'application':
      return application(context, request.application, call.openid)
    case 'enter':
      return enter(context, request.application, call.openid, request.device)
    case 'bind':
      return bind(context, call, request.code, request.device)
    case 'rebind':
      return askRebinding(context, call, request)
    case 'card-code':
      return ownCard(call)
    case 'card':
      return readCard(context, request.code)
    default:
      return request satisfies never
  }
}

/** What needs no session is counted by who calls, and a code also by itself, whoever names it. */
function limitStrangers({ context: { limits }, ...caller }: Call, request: SessionRequest): Result<true> {
  if (limits === null || ownActions.has(request.action)) return ok(true)
  const stranger = limits.signIn(caller)
  return stranger.ok && 'code' in request ? limits.code(request.code) : stranger
}

/** Of a session, which is counted as any other call's is. */
const ownActions: ReadonlySet<SessionRequest['action']> = new Set(['me', 'sign-out', 'card-code'])

/** Whom WeChat knows as nobody in service may have been approved as a volunteer meanwhile. */
async function onWechat({ context, openid }: Call, device: DeviceId): Promise<Result<SignedInAnswer>> {
  const known = await wechatSignIn(context, openid, device)
  if (known.ok || openid === null) return known
  const entered = await enter(context, null, openid, device)
  return entered.ok ? entered : known
}

async function ownCard(call: Call): Promise<Result<object>> {
  const actor = await authenticate(call.context, call)
  return actor.ok ? cardCode(call.context, actor.answer.staff) : actor
}

async function me(call: Call): Promise<Result<MeAnswer>> {
  const actor = await authenticate(call.context, call)
  if (!actor.ok) return actor
  return ok({ demo: actor.answer.demo, staff: describe(actor.answer), serverTime: call.context.clock.now() })
}
