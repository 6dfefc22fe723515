import * as v from 'valibot'
import { officialFraudTypes } from '#domain/fraud-type'
import { audiences, leafletKinds } from '#domain/leaflet'
import { outcomes } from '#domain/visit'
import * as activity from './activity'
import * as crime from './crime'
import * as dissuasion from './dissuasion'
import * as enrolment from './enrolment'
import * as evaluation from './evaluation'
import { feedbackAnswer, feedbackSend } from './feedback'
import * as finding from './finding'
import * as inspection from './inspection'
import { holdLift, holdPlace } from './legal-hold'
import { location } from './location'
import * as plan from './plan'
import * as rates from './rates'
import * as report from './report'
import * as review from './review'
import { rosterSet } from './roster'
import {
  buildingId,
  deviceId,
  doorId,
  gridId,
  instant,
  line,
  localDate,
  operationId,
  positive,
  staffId,
  unitId,
} from './scalars'
import * as standing from './standing'
import { campaignSet, fraudType, settingsSet } from './street'
import * as summary from './summary'
import { leafletReceive, leafletThreshold } from './supply'
import { dutySet } from './unit-duty'

const visitContent = {
  outcome: v.picklist(outcomes),
  adults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
  topics: v.optional(v.pipe(v.array(fraudType), v.maxLength(officialFraudTypes.length))),
  leaflets: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(200))),
  note: v.optional(line(200)),
  comeBackAt: v.optional(instant),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))),
}

/** A door and its outcome. `startedAt`: when the sheet was opened, by the device's clock. */
export const visitLog = v.strictObject({
  type: v.literal('visit.log'),
  body: v.strictObject({ doorId, startedAt: instant, location: v.optional(location), ...visitContent }),
})

/** The whole new content of a visit, with the reason for the change; the older versions stay readable (F04). */
export const visitAmend = v.strictObject({
  type: v.literal('visit.amend'),
  body: v.strictObject({ visitId: operationId, reason: line(200), ...visitContent }),
})

/** A slip of the thumb, within a minute. */
export const visitUndo = v.strictObject({
  type: v.literal('visit.undo'),
  body: v.strictObject({ visitId: operationId }),
})

/** Leaflets from the unit's store to a worker. */
export const leafletIssue = v.strictObject({
  type: v.literal('leaflet.issue'),
  body: v.strictObject({ to: staffId, kind: v.picklist(leafletKinds), quantity: positive }),
})

/** Leaflets handed out at a place, no door needed (F05). `reason`: why more than the stock. */
export const leafletHandOut = v.strictObject({
  type: v.literal('leaflet.hand-out'),
  body: v.strictObject({
    kind: v.picklist(leafletKinds),
    quantity: positive,
    place: line(60),
    buildingId: v.optional(buildingId),
    audience: v.picklist(audiences),
    startedAt: instant,
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240))),
    reason: v.optional(line(200)),
    location: v.optional(location),
  }),
})

/** Leaflets back to the unit's store. */
export const leafletReturn = v.strictObject({
  type: v.literal('leaflet.return'),
  body: v.strictObject({ kind: v.picklist(leafletKinds), quantity: positive }),
})

/** Who works where, and until when (both days included). */
export const staffAssign = v.strictObject({
  type: v.literal('staff.assign'),
  body: v.strictObject({
    staffId,
    scope: v.variant('kind', [
      v.strictObject({ kind: v.literal('unit') }),
      v.strictObject({ kind: v.literal('grid'), gridId }),
      v.strictObject({ kind: v.literal('buildings'), buildingIds: v.pipe(v.array(buildingId), v.maxLength(200)) }),
      v.strictObject({ kind: v.literal('none') }),
    ]),
    from: v.nullable(localDate),
    to: v.nullable(localDate),
    active: v.boolean(),
  }),
})

/** What every operation says of itself, whatever it does. */
const envelope = {
  /** UUIDv7 made on the device. Also the id of the record that the operation creates. */
  id: operationId,
  unit: unitId,
  /** Who did it. Must be the session's person: a phone that changed hands never sends one person's records as another's. */
  author: staffId,
  device: deviceId,
  /** The device's clock when it was done, ms. */
  at: instant,
  /** Monotonic time since the app's start, ms: it shows when the clock was moved between two records. */
  elapsed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Server's clock minus device's as last learnt, ms; null if it never was. */
  offset: v.nullable(v.pipe(v.number(), v.integer())),
  /** The operation this one builds on; it is held until that one has come. */
  after: v.optional(operationId),
}

export const operationSchema = v.variant('type', [
  v.strictObject({ ...envelope, ...visitLog.entries }),
  v.strictObject({ ...envelope, ...visitAmend.entries }),
  v.strictObject({ ...envelope, ...visitUndo.entries }),
  v.strictObject({ ...envelope, ...leafletReceive.entries }),
  v.strictObject({ ...envelope, ...leafletThreshold.entries }),
  v.strictObject({ ...envelope, ...leafletIssue.entries }),
  v.strictObject({ ...envelope, ...leafletHandOut.entries }),
  v.strictObject({ ...envelope, ...leafletReturn.entries }),
  v.strictObject({ ...envelope, ...activity.activityLog.entries }),
  v.strictObject({ ...envelope, ...activity.activityAmend.entries }),
  v.strictObject({ ...envelope, ...activity.activityUndo.entries }),
  v.strictObject({ ...envelope, ...standing.standingPost.entries }),
  v.strictObject({ ...envelope, ...standing.standingCheck.entries }),
  v.strictObject({ ...envelope, ...standing.standingRenew.entries }),
  v.strictObject({ ...envelope, ...standing.standingRemove.entries }),
  v.strictObject({ ...envelope, ...staffAssign.entries }),
  v.strictObject({ ...envelope, ...enrolment.volunteerApprove.entries }),
  v.strictObject({ ...envelope, ...enrolment.volunteerRefuse.entries }),
  v.strictObject({ ...envelope, ...enrolment.volunteerRevoke.entries }),
  v.strictObject({ ...envelope, ...enrolment.bindingApprove.entries }),
  v.strictObject({ ...envelope, ...enrolment.bindingRefuse.entries }),
  v.strictObject({ ...envelope, ...dissuasion.alertEnter.entries }),
  v.strictObject({ ...envelope, ...dissuasion.alertCorrect.entries }),
  v.strictObject({ ...envelope, ...dissuasion.alertMatch.entries }),
  v.strictObject({ ...envelope, ...dissuasion.alertLabel.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionCall.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionDispatch.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionAccept.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionTransfer.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionAttempt.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionConfirm.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionReturn.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionFollowUp.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionClose.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionReopen.entries }),
  v.strictObject({ ...envelope, ...dissuasion.dissuasionConclude.entries }),
  v.strictObject({ ...envelope, ...dissuasion.residentReveal.entries }),
  v.strictObject({ ...envelope, ...holdPlace.entries }),
  v.strictObject({ ...envelope, ...holdLift.entries }),
  v.strictObject({ ...envelope, ...settingsSet.entries }),
  v.strictObject({ ...envelope, ...campaignSet.entries }),
  v.strictObject({ ...envelope, ...feedbackSend.entries }),
  v.strictObject({ ...envelope, ...feedbackAnswer.entries }),
  v.strictObject({ ...envelope, ...rosterSet.entries }),
  v.strictObject({ ...envelope, ...dutySet.entries }),
  v.strictObject({ ...envelope, ...evaluation.evaluationAdjust.entries }),
  v.strictObject({ ...envelope, ...evaluation.evaluationIssue.entries }),
  v.strictObject({ ...envelope, ...plan.planSubmit.entries }),
  v.strictObject({ ...envelope, ...plan.planReturn.entries }),
  v.strictObject({ ...envelope, ...plan.planAccept.entries }),
  v.strictObject({ ...envelope, ...plan.planRemind.entries }),
  v.strictObject({ ...envelope, ...report.reportEdit.entries }),
  v.strictObject({ ...envelope, ...report.reportSign.entries }),
  v.strictObject({ ...envelope, ...report.reportAmend.entries }),
  v.strictObject({ ...envelope, ...report.reportReturn.entries }),
  v.strictObject({ ...envelope, ...report.reportAccept.entries }),
  v.strictObject({ ...envelope, ...report.reportRemind.entries }),
  v.strictObject({ ...envelope, ...crime.crimeEnter.entries }),
  v.strictObject({ ...envelope, ...crime.crimeCorrect.entries }),
  v.strictObject({ ...envelope, ...review.reviewAnswerOperation.entries }),
  v.strictObject({ ...envelope, ...review.reviewReturn.entries }),
  v.strictObject({ ...envelope, ...review.reviewClose.entries }),
  v.strictObject({ ...envelope, ...rates.baselineSet.entries }),
  v.strictObject({ ...envelope, ...summary.summaryCompose.entries }),
  v.strictObject({ ...envelope, ...summary.summaryEdit.entries }),
  v.strictObject({ ...envelope, ...summary.summaryIssue.entries }),
  v.strictObject({ ...envelope, ...inspection.inspectionDraw.entries }),
  v.strictObject({ ...envelope, ...inspection.inspectionCheck.entries }),
  v.strictObject({ ...envelope, ...finding.findingOpen.entries }),
  v.strictObject({ ...envelope, ...finding.findingAnswer.entries }),
  v.strictObject({ ...envelope, ...finding.findingRecheck.entries }),
])

export type Operation = v.InferOutput<typeof operationSchema>
export type OperationType = Operation['type']
export type OperationOf<Type extends OperationType> = Extract<Operation, { type: Type }>
