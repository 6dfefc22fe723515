import * as v from 'valibot'
import { roles } from '#domain/staff'
import { unitFlags } from '#domain/unit-duty'
import { count, instant, line, lineOrNothing, operationId, positive, staffId, unitId } from './scalars'
import { unitOfStreet } from './street'

/** A unit's area, duties, measures and 专人 in a campaign (S09, S31): a paper of the unit, one a campaign. */

export const MOST_DUTIES = 20
export const LONGEST_DUTY = 100

const lines = v.pipe(v.array(line(LONGEST_DUTY)), v.maxLength(MOST_DUTIES), v.readonly())

/**
 * By the unit's head or the street, as a whole. `base`: how many versions there were when it was written; another has come since,
 * and it is not taken (4095). `contact` is one of the unit's people in service, or somebody who has no account.
 */
export const dutySet = v.strictObject({
  type: v.literal('duty.set'),
  body: v.strictObject({
    campaignId: operationId,
    base: count,
    area: lineOrNothing(200),
    duties: lines,
    measures: lines,
    contact: v.nullable(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('staff'), staffId, post: lineOrNothing(30) }),
        v.strictObject({ kind: v.literal('named'), name: line(20), post: line(30) }),
      ]),
    ),
  }),
})

const contact = v.object({ staffId: v.nullable(staffId), name: v.string(), post: v.string() })
const words = v.pipe(v.array(v.string()), v.readonly())

/** As its paper holds it. */
export const dutyContent = v.object({
  campaignId: operationId,
  versions: v.pipe(
    v.array(
      v.object({
        version: positive,
        area: v.string(),
        duties: words,
        measures: words,
        contact: v.nullable(contact),
        at: instant,
        by: v.string(),
      }),
    ),
    v.readonly(),
  ),
})

export const unitDutyQueries = [
  /** What a unit answers for in a campaign, and what of it is missing. */
  v.object({ action: v.literal('unit-duty'), unit: unitId, campaign: operationId }),
  /** The street: the same of all its units in a line each, those with something missing first. */
  v.object({ action: v.literal('units'), unit: unitId, campaign: operationId }),
] as const

const standing = { flags: v.pipe(v.array(v.picklist(unitFlags)), v.readonly()), workers: count, unowned: count }

export const unitDutyAnswer = v.object({
  unit: unitOfStreet,
  campaign: v.object({ id: operationId, name: v.string() }),
  content: dutyContent,
  ...standing,
  /** Who may be named as 专人: in service today. */
  people: v.array(v.object({ id: staffId, name: v.string(), role: v.picklist(roles) })),
  asOf: instant,
})
export type UnitDutyAnswer = v.InferOutput<typeof unitDutyAnswer>

export const unitsAnswer = v.object({
  units: v.array(
    v.object({
      unit: unitOfStreet,
      ...standing,
      area: v.string(),
      contact: v.nullable(contact),
      setAt: v.nullable(instant),
    }),
  ),
  asOf: instant,
})
export type UnitsAnswer = v.InferOutput<typeof unitsAnswer>
