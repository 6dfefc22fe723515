import * as v from 'valibot'
import { channels } from '#domain/activity'
import { planReceipts, planStates } from '#domain/plan'
import { count, instant, line, lineOrNothing, localDate, operationId, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** The publicity plan (S10) and how it stands against what was done (S32): a paper of the unit, one a campaign. */

/** A unit plans some dozens of things; a list that long is pasted by mistake. */
export const MOST_PLAN_ITEMS = 200

export const planItem = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/)),
  day: localDate,
  channel: v.picklist(channels),
  title: line(60),
  place: lineOrNothing(60),
  responsible: line(30),
  audience: lineOrNothing(60),
})

/** `base`: how many versions there were when it was written; another has come since, and it is not taken (4095). */
export const planSubmit = v.strictObject({
  type: v.literal('plan.submit'),
  body: v.strictObject({
    campaignId: operationId,
    base: count,
    items: v.pipe(v.array(planItem), v.minLength(1), v.maxLength(MOST_PLAN_ITEMS)),
  }),
})

export const planReturn = v.strictObject({
  type: v.literal('plan.return'),
  body: v.strictObject({ campaignId: operationId, version: count, reason: line(200) }),
})

/** `version`: the one that was read; another has come since, and it is not received (4095). */
export const planAccept = v.strictObject({
  type: v.literal('plan.accept'),
  body: v.strictObject({ campaignId: operationId, version: count }),
})

export const planRemind = v.strictObject({
  type: v.literal('plan.remind'),
  body: v.strictObject({ campaignId: operationId }),
})

/** As its paper holds it. */
export const planContent = v.object({
  campaignId: operationId,
  due: localDate,
  versions: v.pipe(
    v.array(
      v.object({
        version: count,
        items: v.pipe(v.array(planItem), v.readonly()),
        at: instant,
        by: v.object({ id: staffId, name: v.string() }),
      }),
    ),
    v.readonly(),
  ),
  returns: v.pipe(v.array(v.object({ version: count, at: instant, by: v.string(), reason: v.string() })), v.readonly()),
  acceptedAt: v.nullable(instant),
  remindedAt: v.nullable(instant),
  overdueAt: v.nullable(instant),
})

export const planQueries = [
  /** A unit's plan of a campaign, with what was done of it. */
  v.object({ action: v.literal('plan'), unit: unitId, campaign: operationId }),
  /** The street: how every unit stands with its plan. */
  v.object({ action: v.literal('plans'), unit: unitId, campaign: operationId }),
] as const

const actual = v.object({ id: v.nullable(operationId), day: localDate, channel: v.picklist(channels) })
const receipt = v.picklist(planReceipts)
const state = v.picklist(planStates)

export const planAnswer = v.object({
  unit: unitOfStreet,
  campaign: v.object({ id: operationId, name: v.string(), from: localDate, to: localDate }),
  state,
  receipt,
  content: planContent,
  items: v.array(
    v.object({
      item: planItem,
      state: v.variant('kind', [
        v.object({ kind: v.literal('done'), by: actual }),
        v.object({ kind: v.literal('missed') }),
        v.object({ kind: v.literal('open') }),
        v.object({ kind: v.literal('upcoming') }),
      ]),
    }),
  ),
  extra: v.array(actual),
  asOf: instant,
})
export type PlanAnswer = v.InferOutput<typeof planAnswer>

export const plansAnswer = v.object({
  due: localDate,
  units: v.array(
    v.object({
      unit: unitOfStreet,
      state,
      receipt,
      submittedAt: v.nullable(instant),
      remindedAt: v.nullable(instant),
      done: count,
      missed: count,
      /** Still to come, or open. */
      ahead: count,
    }),
  ),
  asOf: instant,
})
export type PlansAnswer = v.InferOutput<typeof plansAnswer>
