import { cardCode, readCard } from '#cloud/card/card'
import { application, enter } from '#cloud/enrolment/application'
import { apply } from '#cloud/enrolment/apply'
import { askRebinding } from '#cloud/enrolment/ask-rebinding'
import { bind, lookAtInvitation } from '#cloud/enrolment/bind'
import { ok, type Result } from '#cloud/result'
import { recordKeyOf } from '#cloud/session/account-key'
import { type Actor, authenticate, describe } from '#cloud/session/authenticate'
import { closeSession, endOwnSessions, ownSessions } from '#cloud/session/own-sessions'
import { refreshSession } from '#cloud/session/refresh'
import { answerScan, lookAtScan } from '#cloud/session/scan-answer'
import { openScan, pollScan } from '#cloud/session/scan-ticket'
import { demoPeople, demoSignIn, type Opened, wechatSignIn } from '#cloud/session/sign-in'
import { type MeAnswer, type SessionRequest, sessionRequest } from '#contract/session'
import type { DeviceId } from '#domain/ids'
import { type Answer, actionsOf, answer, type Call, parse } from './handler'

export async function session(call: Call): Promise<Answer> {
  const request = parse(sessionRequest, call.body)
  return request.ok ? perform(call, request.answer) : answer(request)
}
session.actions = actionsOf(sessionRequest)

async function perform(call: Call, request: SessionRequest): Promise<Answer> {
  const { context } = call
  const limited = limitStrangers(call, request)
  if (!limited.ok) return answer(limited)
  switch (request.action) {
    case 'people':
      return answer(await demoPeople(context))
    case 'demo':
      return opened(await demoSignIn(context, request.staff, request.device, call))
    case 'wechat':
      return opened(await onWechat(call, request.device))
    case 'me':
      return own(call, async (actor) => ok(await me(call, actor)))
    case 'refresh':
      return opened(await refreshSession(context, call.refresh ?? null, call.session ?? null))
    case 'sign-out':
      return signOut(call)
    case 'sessions':
      return own(call, (actor) => ownSessions(context, actor))
    case 'end-session':
      return own(call, (actor) => endOwnSessions(context, actor, request.session))
    case 'scan-open':
      return answer(await openScan(context, call, request.device))
    case 'scan-poll':
      return scanned(call, request.secret)
    case 'scan-look':
      return own(call, (actor) => lookAtScan(context, actor, request.scan))
    case 'scan-answer':
      return own(call, (actor) => answerScan(context, actor, call, request))
    case 'invitation':
      return answer(await lookAtInvitation(context, call, request.code))
    case 'apply':
      return answer(await apply(context, call, request))
    case 'application':
      return answer(await application(context, request.application, call.openid))
    case 'enter':
      return opened(await enter(context, request.application, call, request.device))
    case 'bind':
      return opened(await bind(context, call, request.code, request.device))
    case 'rebind':
      return answer(await askRebinding(context, call, request))
    case 'card-code':
      return own(call, (actor) => cardCode(context, actor.staff))
    case 'card':
      return answer(await readCard(context, request.code))
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

/** Of a session, which is counted as any other call’s is. */
const ownActions: ReadonlySet<SessionRequest['action']> = new Set([
  'me',
  'refresh',
  'sign-out',
  'sessions',
  'end-session',
  'scan-look',
  'scan-answer',
  'card-code',
])

/** A token that is unknown already is signed out, too. In another tab somebody else may be signed in by now: his cookies stay. */
async function signOut(call: Call): Promise<Answer> {
  const own = await closeSession(call.context, call)
  return { ...answer(ok({ signedOut: true })), ...(own ? { tokens: 'none' } : {}) }
}

function opened(result: Result<Opened>): Answer {
  return result.ok ? { ...answer(ok(result.answer.body)), tokens: result.answer.tokens } : answer(result)
}

async function scanned({ context }: Call, secret: string): Promise<Answer> {
  const result = await pollScan(context, secret)
  if (!result.ok) return answer(result)
  return 'tokens' in result.answer ? opened(ok(result.answer)) : answer(ok(result.answer))
}

/** Whom WeChat knows as nobody in service may have been approved as a volunteer meanwhile. */
async function onWechat(call: Call, device: DeviceId): Promise<Result<Opened>> {
  const known = await wechatSignIn(call.context, call.openid, device)
  if (known.ok || call.openid === null) return known
  const entered = await enter(call.context, null, call, device)
  return entered.ok ? entered : known
}

async function own(call: Call, work: (actor: Actor) => Promise<Result<object>>): Promise<Answer> {
  const actor = await authenticate(call.context, call)
  return answer(actor.ok ? await work(actor.answer) : actor)
}

async function me({ context }: Call, actor: Actor): Promise<MeAnswer> {
  // Another system, by a station's key, is on no device and has nothing lying anywhere.
  const device = actor.only === null ? actor.device : null
  const recordKey = device === null ? null : await recordKeyOf(context, actor.staff, device)
  return { demo: actor.demo, staff: describe(actor), recordKey, serverTime: context.clock.now() }
}
