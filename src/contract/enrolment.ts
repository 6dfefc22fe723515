import * as v from 'valibot'
import {
  applicationStates,
  CODE_LENGTH,
  invitationDays,
  invitationStates,
  invitationUses,
  readCode,
} from '#domain/invitation'
import { roles } from '#domain/staff'
import { buildingId, count, deviceId, instant, line, localDate, operationId, staffId, unitId } from './scalars'

/** As somebody typed it; `K7MQ-2XWD`, `k7mq 2xwd` and `K7MQ2XWD` are one code. */
const code = v.pipe(
  v.string(),
  v.maxLength(CODE_LENGTH * 4),
  v.transform(readCode),
  v.string('邀请码由 8 位字母和数字组成，请核对'),
)

/** What is done by somebody who is nobody yet: he has a code, and later the token of his application. */
export const enrolmentRequests = [
  /** Whose code it is. A wrong one counts as a guess; too many and the caller has to wait (4290). */
  v.object({ action: v.literal('invitation'), code }),
  /** Asks to be taken as a volunteer. `consent`: that what is told here is kept. */
  v.object({
    action: v.literal('apply'),
    code,
    device: deviceId,
    name: line(20),
    /** 志愿者编号, where he has one. */
    number: v.nullable(line(30)),
    about: v.nullable(line(100)),
    consent: v.literal(true),
  }),
  /** What became of it. Null: on WeChat the person's newest one. */
  v.object({ action: v.literal('application'), application: v.nullable(v.string()) }),
  /** Opens a session once it is approved. */
  v.object({ action: v.literal('enter'), application: v.nullable(v.string()), device: deviceId }),
  /** Somebody who is of the unit already signs in by a code of his own; on WeChat the OPENID is bound to him. */
  v.object({ action: v.literal('bind'), code, device: deviceId }),
  /** On WeChat: by the same code, when the person is bound to another OPENID (4017). It waits for somebody else's yes, as an application. */
  v.object({ action: v.literal('rebind'), code, device: deviceId }),
] as const

/** `name`: of whom the code is for, where it is for one person. */
export const invitationAnswer = v.object({
  unitName: v.string(),
  demo: v.boolean(),
  kind: v.picklist(['volunteer', 'staff']),
  name: v.nullable(v.string()),
  /** The person is bound to another WeChat: signing in by this code waits for somebody's yes. */
  bound: v.boolean(),
  expiresAt: instant,
})
export type InvitationAnswer = v.InferOutput<typeof invitationAnswer>

export const applicationAnswer = v.object({
  /** Given once, to the device that applied; null afterwards. */
  token: v.nullable(v.string()),
  kind: v.picklist(['volunteer', 'rebinding']),
  state: v.picklist(applicationStates),
  unitName: v.string(),
  name: v.string(),
  appliedAt: instant,
  /** Why not. */
  reason: v.nullable(v.string()),
  /** Of the approved: from when until when, both days included, and what he is called. */
  from: v.nullable(localDate),
  to: v.nullable(localDate),
  number: v.nullable(v.string()),
  serverTime: instant,
})
export type ApplicationAnswer = v.InferOutput<typeof applicationAnswer>

/** The secretary says yes: a new volunteer for some buildings and days, both included. The application is never answered twice. */
export const volunteerApprove = v.strictObject({
  type: v.literal('volunteer.approve'),
  body: v.strictObject({
    applicationId: operationId,
    buildingIds: v.pipe(v.array(buildingId), v.minLength(1), v.maxLength(200)),
    from: localDate,
    to: localDate,
  }),
})

/** Or no, with a reason that the person reads. */
export const volunteerRefuse = v.strictObject({
  type: v.literal('volunteer.refuse'),
  body: v.strictObject({ applicationId: operationId, reason: line(100) }),
})

/** A code is worth nothing from now on; who has applied by it already still waits. */
export const volunteerRevoke = v.strictObject({
  type: v.literal('volunteer.revoke'),
  body: v.strictObject({ invitationId: operationId }),
})

/** Yes: from now on the other WeChat is this person, and whatever device the old one is signed in on is told so and emptied. */
export const bindingApprove = v.strictObject({
  type: v.literal('binding.approve'),
  body: v.strictObject({ applicationId: operationId }),
})

/** Or no, with a reason that whoever asked reads; nothing of the old one changes. */
export const bindingRefuse = v.strictObject({
  type: v.literal('binding.refuse'),
  body: v.strictObject({ applicationId: operationId, reason: line(100) }),
})

/** What a secretary asks of the cloud about it. */
export const enrolmentQueries = [
  /** Who wants to be bound to another WeChat, of the last 30 days, newest first. */
  v.object({ action: v.literal('rebindings'), unit: unitId }),
  /** The people of a unit that the asker answers for, and whether each has signed in: to whom a code may be given. */
  v.object({ action: v.literal('accounts'), unit: unitId }),
  /** A code for one person who is of the unit already: of any unit that the asker answers for. */
  v.object({ action: v.literal('invite-staff'), unit: unitId, days: v.picklist(invitationDays), staff: staffId }),
  /** A new code; it is told once. `staff`: for somebody who is of the unit already, one use. */
  v.object({
    action: v.literal('invite'),
    unit: unitId,
    days: v.picklist(invitationDays),
    uses: v.picklist(invitationUses),
    staff: v.nullable(staffId),
  }),
  /** Codes and applications, newest first: all that are open, others of the last 30 days. */
  v.object({ action: v.literal('enrolment'), unit: unitId }),
] as const

export const inviteAnswer = v.object({
  id: operationId,
  code: v.string(),
  expiresAt: instant,
  uses: count,
  asOf: instant,
})
export type InviteAnswer = v.InferOutput<typeof inviteAnswer>

export const accountsAnswer = v.object({
  unit: v.object({ id: unitId, name: v.string() }),
  /** Of the street's: all units whose people it may be asked about, its own first. Of anybody else his own unit. */
  units: v.array(v.object({ id: unitId, name: v.string() })),
  people: v.array(
    v.object({
      id: staffId,
      name: v.string(),
      role: v.picklist(roles),
      number: v.string(),
      onDuty: v.boolean(),
      /** The last day on which he was signed in anywhere; null: never. */
      seenOn: v.nullable(localDate),
      /** He has a code that can still be used. */
      invited: v.boolean(),
    }),
  ),
  asOf: instant,
})
export type AccountsAnswer = v.InferOutput<typeof accountsAnswer>

export const enrolmentAnswer = v.object({
  invitations: v.array(
    v.object({
      id: operationId,
      state: v.picklist(invitationStates),
      madeAt: instant,
      madeBy: v.string(),
      expiresAt: instant,
      uses: count,
      used: count,
      /** Whose, where it is for one person. */
      staffName: v.nullable(v.string()),
    }),
  ),
  applications: v.array(
    v.object({
      id: operationId,
      state: v.picklist(applicationStates),
      name: v.string(),
      number: v.nullable(v.string()),
      about: v.nullable(v.string()),
      appliedAt: instant,
      decidedAt: v.nullable(instant),
      reason: v.nullable(v.string()),
      /** The volunteer that it became. */
      staffId: v.nullable(staffId),
      /** His device has come in. */
      entered: v.boolean(),
    }),
  ),
  asOf: instant,
})
export type EnrolmentAnswer = v.InferOutput<typeof enrolmentAnswer>

export const rebindingsAnswer = v.object({
  rebindings: v.array(
    v.object({
      id: operationId,
      state: v.picklist(applicationStates),
      staffId,
      name: v.string(),
      role: v.picklist(roles),
      number: v.string(),
      askedAt: instant,
      /** The day on which the cloud last heard of a device of the old binding; null: never. */
      lastSeenOn: v.nullable(localDate),
      decidedAt: v.nullable(instant),
      reason: v.nullable(v.string()),
    }),
  ),
  asOf: instant,
})
export type RebindingsAnswer = v.InferOutput<typeof rebindingsAnswer>
