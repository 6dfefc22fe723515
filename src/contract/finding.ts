import * as v from 'valibot'
import { findingActions, findingStates } from '#domain/finding'
import { signalKinds } from '#domain/outreach-signals'
import { count, instant, line, localDate, operationId, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 督查发现 · 整改 · 复查 (S34) and 疑点 (S37): papers of the unit that has to answer. */

const askedSignal = {
  kind: v.picklist(signalKinds),
  records: v.pipe(v.array(operationId), v.minLength(1), v.maxLength(100), v.readonly()),
  staff: staffId,
  seen: count,
  sample: count,
}

/** In the log of the unit it is about. `by`: the last day to answer. `signal`: it asks about these records. */
export const findingOpen = v.strictObject({
  type: v.literal('finding.open'),
  body: v.strictObject({
    what: line(200),
    by: localDate,
    inspectionId: v.nullable(operationId),
    signal: v.nullable(v.strictObject(askedSignal)),
  }),
})

/** What the unit did about it, or how it explains it. */
export const findingAnswer = v.strictObject({
  type: v.literal('finding.answer'),
  body: v.strictObject({ paperId: operationId, words: line(400) }),
})

/** `by`: of one that is not mended yet, the new last day; without one the old stands. `upheld`: of a question about records alone. */
export const findingRecheck = v.strictObject({
  type: v.literal('finding.recheck'),
  body: v.strictObject({
    paperId: operationId,
    verdict: v.picklist(['mended', 'not-yet', 'upheld']),
    words: v.optional(line(200)),
    by: v.optional(localDate),
  }),
})

/** As its paper holds it. */
export const findingContent = v.object({
  what: v.string(),
  by: localDate,
  inspectionId: v.nullable(operationId),
  signal: v.nullable(v.object(askedSignal)),
  openedAt: instant,
  openedBy: v.string(),
  steps: v.pipe(
    v.array(
      v.object({
        action: v.picklist(findingActions),
        words: v.nullable(v.string()),
        at: instant,
        by: v.string(),
      }),
    ),
    v.readonly(),
  ),
  overdueFor: v.nullable(localDate),
})

export const findingQueries = [
  /** A unit's findings, or those of all units of a street: what waits for somebody comes first. */
  v.object({ action: v.literal('findings'), unit: unitId }),
  /** What the records of some days let one ask, of all units of the street; at most 7 days. */
  v.object({ action: v.literal('signals'), unit: unitId, from: localDate, to: localDate }),
] as const

const finding = v.object({
  id: operationId,
  unit: unitOfStreet,
  state: v.picklist(findingStates),
  overdue: v.boolean(),
  content: findingContent,
  /** Of a question about records: whose they are. */
  worker: v.nullable(v.string()),
})

export const findingsAnswer = v.object({
  findings: v.array(finding),
  asOf: instant,
})
export type FindingsAnswer = v.InferOutput<typeof findingsAnswer>

export const signalsAnswer = v.object({
  signals: v.array(
    v.object({
      unit: unitOfStreet,
      worker: v.string(),
      ...askedSignal,
      records: v.array(operationId),
      metres: v.nullable(v.number()),
      time: v.nullable(v.number()),
      /** When the first of the records was made. */
      at: instant,
      /** The question that was asked about it already. */
      asked: v.nullable(v.object({ id: operationId, state: v.picklist(findingStates) })),
    }),
  ),
  /** In how many visits and activities it was looked for. */
  visits: count,
  activities: count,
  asOf: instant,
})
export type SignalsAnswer = v.InferOutput<typeof signalsAnswer>
