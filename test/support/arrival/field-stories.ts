import * as v from 'valibot'
import { enrolmentAnswer, inviteAnswer, rebindingsAnswer } from '#contract/enrolment'
import { dayOf, HOUR, type LocalDate, MINUTE } from '#domain/time'
import { call, tokenOf } from '../calls'
import { newDeviceId } from '../field-fixture'
import { type ArrivalGround, BEGIN, type Step } from './ground'
import type { Stories } from './stories'

const today = dayOf(BEGIN)
const later = '2021-04-20' as LocalDate

const visit = ({ field, door }: ArrivalGround): Step => ({
  type: 'visit.log',
  by: field.worker,
  body: { doorId: door(0), startedAt: BEGIN - MINUTE, outcome: 'met', adults: 2, leaflets: 3 },
})
const lecture = {
  channel: 'lecture',
  from: BEGIN - 2 * HOUR,
  to: BEGIN - HOUR,
  place: '议事厅',
  audience: 20,
} as const
const activity = ({ field }: ArrivalGround): Step => ({ type: 'activity.log', by: field.worker, body: lecture })
const issue = ({ field }: ArrivalGround): Step => ({
  type: 'leaflet.issue',
  by: field.secretary,
  body: { to: field.worker.id, kind: 'flyer', quantity: 30 },
})
const banner = ({ field }: ArrivalGround): Step => ({
  type: 'standing.post',
  by: field.worker,
  body: { kind: 'banner', place: '东门', words: '不轻信不转账', from: today, to: later },
})

/** Somebody asked by a code to be taken as a volunteer. */
async function applied({ context, field }: ArrivalGround) {
  const token = await tokenOf(context, field.secretary)
  const asked = { action: 'invite', unit: field.unit, days: 7, uses: 5, staff: null }
  const invitation = v.parse(inviteAnswer, (await call(context, 'query', asked, token)).body)
  const application = {
    ...{ action: 'apply', code: invitation.code, device: newDeviceId() },
    ...{ name: '王芳', number: null, about: null, consent: true },
  }
  await call(context, 'session', application, null, null, `10.1.${Math.floor(Math.random() * 200)}.9`)
  const listed = v.parse(
    enrolmentAnswer,
    (await call(context, 'query', { action: 'enrolment', unit: field.unit }, token)).body,
  )
  const [found] = listed.applications
  if (found === undefined) throw new Error('nobody applied')
  return { applicationId: found.id, invitationId: invitation.id }
}

/** The worker comes with another WeChat, and asks by a code for his own place. */
async function rebinding({ context, field }: ArrivalGround) {
  const token = await tokenOf(context, field.secretary)
  const asked = { action: 'invite-staff', unit: field.unit, days: 1, staff: field.worker.id }
  const { code } = v.parse(inviteAnswer, (await call(context, 'query', asked, token)).body)
  const from = `10.2.${Math.floor(Math.random() * 200)}.9`
  await call(context, 'session', { action: 'rebind', code, device: newDeviceId() }, null, `${field.unit}-another`, from)
  const listed = await call(context, 'query', { action: 'rebindings', unit: field.unit }, token)
  const [found] = v.parse(rebindingsAnswer, listed.body).rebindings
  if (found === undefined) throw new Error('nobody asked')
  return found.id
}

/** Doors, leaflets, activities, what stands, and who works where. */
export const fieldStories = {
  'visit.log': (g) => [visit(g)],
  'visit.amend': (g) => [
    visit(g),
    { type: 'visit.amend', by: g.field.worker, body: { visitId: g.id(0), reason: '点错了', outcome: 'refused' } },
  ],
  'visit.undo': (g) => [visit(g), { type: 'visit.undo', by: g.field.worker, body: { visitId: g.id(0) } }],
  'leaflet.receive': (g) => [
    { type: 'leaflet.receive', by: g.field.secretary, body: { kind: 'flyer', quantity: 500 } },
  ],
  'leaflet.threshold': (g) => [{ type: 'leaflet.threshold', by: g.field.secretary, body: { below: 20 } }],
  'leaflet.issue': (g) => [issue(g)],
  'leaflet.hand-out': (g) => [
    issue(g),
    {
      type: 'leaflet.hand-out',
      by: g.field.worker,
      body: { kind: 'flyer', quantity: 5, place: '菜场', audience: 'residents', startedAt: BEGIN - MINUTE },
    },
  ],
  'leaflet.return': (g) => [
    issue(g),
    { type: 'leaflet.return', by: g.field.worker, body: { kind: 'flyer', quantity: 7 } },
  ],
  'activity.log': (g) => [activity(g)],
  'activity.amend': (g) => [
    activity(g),
    {
      type: 'activity.amend',
      by: g.field.worker,
      body: { ...lecture, activityId: g.id(0), reason: '人数写错', audience: 25 },
    },
  ],
  'activity.undo': (g) => [activity(g), { type: 'activity.undo', by: g.field.worker, body: { activityId: g.id(0) } }],
  'standing.post': (g) => [banner(g)],
  'standing.check': (g) => [
    banner(g),
    { type: 'standing.check', by: g.field.worker, body: { paperId: g.id(0), condition: 'damaged', note: '掉了一角' } },
  ],
  'standing.renew': (g) => [
    banner(g),
    { type: 'standing.renew', by: g.field.secretary, body: { paperId: g.id(0), to: '2021-05-01' as LocalDate } },
  ],
  'standing.remove': (g) => [banner(g), { type: 'standing.remove', by: g.field.secretary, body: { paperId: g.id(0) } }],
  'staff.assign': (g) => [
    {
      type: 'staff.assign',
      by: g.field.secretary,
      body: {
        staffId: g.field.volunteer.id,
        scope: { kind: 'buildings', buildingIds: [g.field.buildings[1]] },
        from: today,
        to: later,
        active: true,
      },
    },
  ],
  'volunteer.approve': async (g) => {
    const { applicationId } = await applied(g)
    const body = { applicationId, buildingIds: [g.field.buildings[0]], from: today, to: later }
    return [{ type: 'volunteer.approve', by: g.field.secretary, body }]
  },
  'volunteer.refuse': async (g) => {
    const { applicationId } = await applied(g)
    return [{ type: 'volunteer.refuse', by: g.field.secretary, body: { applicationId, reason: '人手已足' } }]
  },
  'volunteer.revoke': async (g) => {
    const { invitationId } = await applied(g)
    return [{ type: 'volunteer.revoke', by: g.field.secretary, body: { invitationId } }]
  },
  'binding.approve': async (g) => [
    { type: 'binding.approve', by: g.field.secretary, body: { applicationId: await rebinding(g) } },
  ],
  'binding.refuse': async (g) => [
    {
      type: 'binding.refuse',
      by: g.field.secretary,
      body: { applicationId: await rebinding(g), reason: '本人在别处' },
    },
  ],
} satisfies Partial<Stories>
