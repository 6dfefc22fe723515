import * as v from 'valibot'
import { findings, inspectionStates } from '#domain/inspection'
import { outcomes } from '#domain/visit'
import { count, instant, line, localDate, operationId, positive, sha256, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 抽查 (S33): a sample of visits of all the street's units, in the street's own log; nothing of a door lies in it. */

/** Any text; two who draw with one seed from one frame get one sample. */
const seed = line(60)

/** Draws. `seed` null: the day it is drawn on, `2021-04-14`. */
export const inspectionDraw = v.strictObject({
  type: v.literal('inspection.draw'),
  body: v.strictObject({
    seed: v.nullable(seed),
    from: localDate,
    to: localDate,
    size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(300)),
  }),
})

/** What was found where the record says somebody was. */
export const inspectionCheck = v.strictObject({
  type: v.literal('inspection.check'),
  body: v.strictObject({
    paperId: operationId,
    record: operationId,
    found: v.picklist(findings),
    note: v.optional(line(200)),
  }),
})

const check = v.object({
  found: v.picklist(findings),
  note: v.nullable(v.string()),
  at: instant,
  by: v.string(),
})

/** As its paper holds it. */
export const inspectionContent = v.object({
  seed: v.string(),
  from: localDate,
  to: localDate,
  /** How many were asked for. */
  size: positive,
  drawnAt: instant,
  drawnBy: v.object({ id: staffId, name: v.string() }),
  frame: v.object({ size: count, hash: sha256 }),
  strata: v.pipe(v.array(v.object({ unit: unitId, worker: staffId, size: count, chosen: count })), v.readonly()),
  drawn: v.pipe(
    v.array(v.object({ record: operationId, unit: unitId, worker: staffId, check: v.nullable(check) })),
    v.readonly(),
  ),
})
export type InspectionContent = v.InferOutput<typeof inspectionContent>

export const inspectionQueries = [
  /** The street's inspections, newest first. */
  v.object({ action: v.literal('inspections'), unit: unitId }),
  v.object({ action: v.literal('inspection'), unit: unitId, id: operationId }),
  /** The place of one drawn record, for whoever goes there: that he asked is in the log of the record's unit. */
  v.object({ action: v.literal('inspected'), unit: unitId, id: operationId, record: operationId }),
] as const

const tenths = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))

/** 估计属实率, tenths of a percent; null while nothing was checked. */
const estimate = v.nullable(
  v.object({
    checked: count,
    confirmed: count,
    reaches: count,
    frame: count,
    tenths,
    from: tenths,
    to: tenths,
  }),
)

export const inspectionsAnswer = v.object({
  inspections: v.array(
    v.object({
      id: operationId,
      state: v.picklist(inspectionStates),
      seed: v.string(),
      from: localDate,
      to: localDate,
      drawnAt: instant,
      drawnBy: v.string(),
      drawn: count,
      checked: count,
      estimate,
    }),
  ),
  asOf: instant,
})
export type InspectionsAnswer = v.InferOutput<typeof inspectionsAnswer>

export const inspectionAnswer = v.object({
  id: operationId,
  state: v.picklist(inspectionStates),
  content: inspectionContent,
  estimate,
  /** Of the strata: how their units and workers are called. */
  units: v.array(unitOfStreet),
  workers: v.array(v.object({ unit: unitId, id: staffId, name: v.string(), number: v.string() })),
  asOf: instant,
})
export type InspectionAnswer = v.InferOutput<typeof inspectionAnswer>

export const inspectedAnswer = v.object({
  record: operationId,
  unit: unitOfStreet,
  worker: v.object({ id: staffId, name: v.string(), number: v.string() }),
  /** `青枫苑 3幢 1单元 802`. Of who lives there nothing is known here. */
  place: v.string(),
  at: instant,
  outcome: v.picklist(outcomes),
  adults: v.nullable(count),
  leaflets: v.nullable(count),
  /** As it stands now: amended since it was made, or taken back. */
  version: count,
  undone: v.boolean(),
  asOf: instant,
})
export type InspectedAnswer = v.InferOutput<typeof inspectedAnswer>
