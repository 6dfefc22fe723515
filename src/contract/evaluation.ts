import * as v from 'valibot'
import { measures } from '#domain/campaign'
import { measured } from './measure'
import { count, instant, line, localDate, operationId, positive, seq, sha256, staffId, unitId } from './scalars'
import { slug, unitOfStreet } from './street'

/** 评估考核 (S13): one sheet a campaign, a paper of the street; each issued version stays as it is. */

/** Points are whole tenths of a point. */
const tenths = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))

/**
 * Points of one unit's item as the street sees them, with the reason; null: what is counted holds again. `base`: how many adjustments
 * there were when it was written (4095).
 */
export const evaluationAdjust = v.strictObject({
  type: v.literal('evaluation.adjust'),
  body: v.strictObject({
    campaignId: operationId,
    base: count,
    unitId,
    item: slug,
    tenths: v.nullable(tenths),
    reason: line(200),
  }),
})

/** `seen`: the hash of the sheet that whoever issues had before his eyes; another now, and it is not issued (4095). */
export const evaluationIssue = v.strictObject({
  type: v.literal('evaluation.issue'),
  body: v.strictObject({ campaignId: operationId, seen: sha256 }),
})

const said = { reason: v.string(), at: instant, by: v.string() }

const scoreLine = v.object({
  id: v.string(),
  word: v.string(),
  measure: v.picklist(measures),
  points: v.number(),
  full: v.number(),
  none: v.number(),
  figure: measured,
  counted: v.nullable(tenths),
  adjusted: v.nullable(v.object(said)),
  tenths: v.nullable(tenths),
})

const unitScore = v.object({
  unit: unitOfStreet,
  lines: v.pipe(v.array(scoreLine), v.readonly()),
  tenths: count,
  most: count,
  open: count,
})

/** As its paper holds it. */
export const evaluationContent = v.object({
  campaignId: operationId,
  adjustments: v.pipe(
    v.array(
      v.object({
        unitId,
        item: v.string(),
        tenths: v.nullable(tenths),
        ...said,
      }),
    ),
    v.readonly(),
  ),
  issued: v.pipe(
    v.array(
      v.object({
        version: positive,
        units: v.pipe(v.array(unitScore), v.readonly()),
        issuedAt: instant,
        issuedBy: v.object({ id: staffId, name: v.string() }),
        seq,
        hash: sha256,
      }),
    ),
    v.readonly(),
  ),
})

export const evaluationQueries = [
  /** The street's sheet of a campaign as it is now, and every version that was issued. */
  v.object({
    action: v.literal('evaluation'),
    unit: unitId,
    campaign: operationId,
  }),
] as const

export const evaluationAnswer = v.object({
  street: unitOfStreet,
  campaign: v.object({
    id: operationId,
    name: v.string(),
    from: localDate,
    to: localDate,
  }),
  units: v.array(unitScore),
  content: evaluationContent,
  /** What an issue would freeze. */
  seen: sha256,
  mayIssue: v.boolean(),
  asOf: instant,
})
export type EvaluationAnswer = v.InferOutput<typeof evaluationAnswer>
