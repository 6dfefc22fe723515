import * as v from 'valibot'
import { roles } from '#domain/staff'
import { cardRequests } from './card'
import { enrolmentRequests } from './enrolment'
import { scopeGrant } from './pull'
import { browserKinds, deviceId, instant, localDate, recordKey, sessionId, staffId, systemKinds } from './scalars'
import { scanRequests } from './scan'

/** How a session came to be, which says where its tokens lie: a browser's cookies, or the mini program of one WeChat account. */
export const sessionKinds = ['web', 'wechat'] as const

export const sessionRequest = v.variant('action', [
  /** Demo mode only: who can be played. */
  v.object({ action: v.literal('people') }),
  /** Demo mode only: sign in as that person. */
  v.object({ action: v.literal('demo'), staff: staffId, device: deviceId }),
  /** On WeChat: sign in as whom the runtime's OPENID is bound to. A device whose session lasts gets a new token of it. */
  v.object({ action: v.literal('wechat'), device: deviceId }),
  /** Who am I. */
  v.object({ action: v.literal('me') }),
  /** On the web: new tokens of the session, by the browser's refresh cookie. */
  v.object({ action: v.literal('refresh') }),
  /** The session is over; its tokens are worth nothing any more. */
  v.object({ action: v.literal('sign-out') }),
  /** On which devices the person is signed in. */
  v.object({ action: v.literal('sessions') }),
  /** One of them ends at once; null: all of them, this one too. */
  v.object({ action: v.literal('end-session'), session: v.nullable(sessionId) }),
  ...scanRequests,
  ...enrolmentRequests,
  ...cardRequests,
])
export type SessionRequest = v.InferOutput<typeof sessionRequest>

export const peopleAnswer = v.object({
  people: v.array(
    v.object({
      id: staffId,
      name: v.string(),
      role: v.picklist(roles),
      unitName: v.string(),
      gridName: v.nullable(v.string()),
    }),
  ),
})
export type PeopleAnswer = v.InferOutput<typeof peopleAnswer>

export const signedInAnswer = v.object({
  /** On WeChat alone. Over HTTP null: there tokens are cookies, which no script reads. */
  token: v.nullable(v.string()),
  session: sessionId,
  /** When the session ends at the latest, whatever is renewed of it. */
  expiresAt: instant,
  demo: v.boolean(),
  staff: scopeGrant.entries.staff,
  /** Of this person on this device; null: the server has no keys to keep secrets under. */
  recordKey: v.nullable(recordKey),
  serverTime: instant,
})
export type SignedInAnswer = v.InferOutput<typeof signedInAnswer>

export const meAnswer = v.object({
  demo: v.boolean(),
  staff: scopeGrant.entries.staff,
  /** As at the sign-in, of the device that the session was opened on; null also to another system's key, which has no device. */
  recordKey: v.nullable(recordKey),
  serverTime: instant,
})
export type MeAnswer = v.InferOutput<typeof meAnswer>

export const sessionsAnswer = v.object({
  sessions: v.array(
    v.object({
      id: sessionId,
      kind: v.picklist(sessionKinds),
      browser: v.picklist(browserKinds),
      system: v.picklist(systemKinds),
      openedAt: instant,
      /** The last day on which it was renewed: no finer, for nobody's hours are anybody's business. */
      seenOn: localDate,
      /** The one that asks. */
      here: v.boolean(),
    }),
  ),
  serverTime: instant,
})
export type SessionsAnswer = v.InferOutput<typeof sessionsAnswer>

export const endedAnswer = v.object({ ended: v.number(), serverTime: instant })
export type EndedAnswer = v.InferOutput<typeof endedAnswer>
