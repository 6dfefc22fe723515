import * as v from 'valibot'
import { roles } from '#domain/staff'
import { cardRequests } from './card'
import { enrolmentRequests } from './enrolment'
import { scopeGrant } from './pull'
import { deviceId, instant, staffId } from './scalars'

export const sessionRequest = v.variant('action', [
  /** Demo mode only: who can be played. */
  v.object({ action: v.literal('people') }),
  /** Demo mode only: sign in as that person. */
  v.object({ action: v.literal('demo'), staff: staffId, device: deviceId }),
  /** On WeChat: sign in as whom the runtime's OPENID is bound to. */
  v.object({ action: v.literal('wechat'), device: deviceId }),
  /** Who am I. */
  v.object({ action: v.literal('me') }),
  /** The token is worth nothing any more. */
  v.object({ action: v.literal('sign-out') }),
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
  token: v.string(),
  expiresAt: instant,
  demo: v.boolean(),
  staff: scopeGrant.entries.staff,
  serverTime: instant,
})
export type SignedInAnswer = v.InferOutput<typeof signedInAnswer>

export const meAnswer = v.object({ demo: v.boolean(), staff: scopeGrant.entries.staff, serverTime: instant })
export type MeAnswer = v.InferOutput<typeof meAnswer>
