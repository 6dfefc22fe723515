import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { measures } from '#domain/campaign'
import { findingStates } from '#domain/finding'
import { planReceipts } from '#domain/plan'
import { receipts } from '#domain/report'
import { yuan } from './crime'
import { buildingId, count, instant, localDate, localMonth, operationId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** What 无诈 criteria and the evaluation are measured by, and the rows that a figure was counted from (S01, S13). */

const whole = v.pipe(v.number(), v.integer())

export const measured = v.variant('kind', [
  v.object({
    kind: v.literal('counted'),
    as: v.picklist(['percent', 'days', 'times']),
    /** Below 0 where crimes rose. */
    part: whole,
    whole: v.pipe(whole, v.minValue(1)),
    pending: count,
  }),
  v.object({
    kind: v.literal('none'),
    why: v.picklist(['not-yet', 'no-doors', 'base-missing', 'base-zero', 'none-before-none-now', 'nothing-found']),
    pending: count,
  }),
])

const monthFigures = v.object({ cases: count, loss: yuan })

const row = v.variant('kind', [
  v.object({
    kind: v.literal('day'),
    day: localDate,
    minutes: count,
    status: v.picklist(['met', 'not-met', 'unknown', 'open']),
  }),
  v.object({
    kind: v.literal('building'),
    id: buildingId,
    name: v.string(),
    doors: count,
    visited: count,
  }),
  v.object({
    kind: v.literal('month'),
    month: localMonth,
    base: v.nullable(monthFigures),
    now: monthFigures,
  }),
  v.object({ kind: v.literal('crime'), on: localDate, number: v.string() }),
  v.object({
    kind: v.literal('report'),
    due: localDate,
    receipt: v.picklist(receipts),
  }),
  v.object({
    kind: v.literal('plan'),
    due: localDate,
    receipt: v.picklist(planReceipts),
  }),
  v.object({
    kind: v.literal('finding'),
    id: operationId,
    what: v.string(),
    by: localDate,
    state: v.picklist(findingStates),
    overdue: v.boolean(),
  }),
  v.object({
    kind: v.literal('case'),
    at: instant,
    dueAt: v.nullable(instant),
    metAt: v.nullable(instant),
    inTime: v.nullable(v.boolean()),
  }),
  v.object({
    kind: v.literal('activity'),
    id: operationId,
    day: localDate,
    channel: v.picklist(activityChannels),
    place: v.string(),
  }),
])

const window = v.picklist(['campaign', 'evaluation'])

export const measureQueries = [
  /** How far units are from 无诈机关 / 无诈社区 / 无诈企业: all of the street, or one that asks about itself. */
  v.object({
    action: v.literal('creation'),
    unit: unitId,
    campaign: operationId,
  }),
  /** What a unit's figure was counted from, over the campaign's days or the evaluation's. */
  v.object({
    action: v.literal('measure'),
    unit: unitId,
    campaign: operationId,
    measure: v.picklist(measures),
    window,
  }),
] as const

const campaignLine = v.object({
  id: operationId,
  name: v.string(),
  from: localDate,
  to: localDate,
})

export const creationAnswer = v.object({
  campaign: campaignLine,
  units: v.array(
    v.object({
      unit: unitOfStreet,
      target: v.nullable(v.string()),
      criteria: v.array(
        v.object({
          id: v.string(),
          word: v.string(),
          measure: v.picklist(measures),
          atLeast: v.number(),
          figure: measured,
          met: v.boolean(),
        }),
      ),
      met: count,
    }),
  ),
  asOf: instant,
})
export type CreationAnswer = v.InferOutput<typeof creationAnswer>

export const measureAnswer = v.object({
  campaign: campaignLine,
  unit: unitOfStreet,
  measure: v.picklist(measures),
  from: localDate,
  to: localDate,
  figure: measured,
  rows: v.array(row),
  asOf: instant,
})
export type MeasureAnswer = v.InferOutput<typeof measureAnswer>
