import * as v from 'valibot'
import { crimeFields } from '#domain/crime'
import { phone } from './dissuasion'
import { buildingId, doorId, instant, line, localDate, operationId, unitId } from './scalars'
import { fraudType, unitOfStreet } from './street'

/** New crimes: entered and corrected by the police or the street, in the log of the unit that they happened in. */

/** Whole yuan, up to a billion. */
export const yuan = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000))

/** 案件编号, as the police write it: `A3205072021030012`, `苏公（园）立字〔2021〕12号`. */
export const crimeNumber = line(40)

const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

const facts = {
  /** Unique within the street. */
  number: crimeNumber,
  on: localDate,
  /** `19:40`, where it is known. */
  time: v.nullable(clock),
  /** As near as it is known; with neither the address is needed. */
  doorId: v.nullable(doorId),
  buildingId: v.nullable(buildingId),
  fraudType,
  loss: yuan,
  /** 预警编号, where there had been an alert. */
  alert: v.nullable(line(40)),
}

/** A crime of the unit. The address is sealed; of the phone a keyed hash alone is read, by which the person's alerts are found. */
export const crimeEnter = v.strictObject({
  type: v.literal('crime.enter'),
  body: v.strictObject({
    ...facts,
    address: v.optional(line(120)),
    phone: v.optional(phone),
  }),
})

/**
 * The whole content anew, with the reason; old and new stay readable. An address or phone that is not given stays as it was.
 * `base`: the version that was corrected. `counts` false: it turned out to be none, or another unit's.
 */
export const crimeCorrect = v.strictObject({
  type: v.literal('crime.correct'),
  body: v.strictObject({
    paperId: operationId,
    base: v.pipe(v.number(), v.integer(), v.minValue(1)),
    reason: line(200),
    ...facts,
    counts: v.boolean(),
    address: v.optional(line(120)),
    phone: v.optional(phone),
  }),
})

export const crimeQueries = [
  /** Crimes whose day lies in these days, newest first: the street's of all its units, or one unit's. */
  v.object({
    action: v.literal('crimes'),
    unit: unitId,
    from: localDate,
    to: localDate,
  }),
] as const

export const crimePlace = v.variant('kind', [
  v.object({ kind: v.literal('door'), doorId, buildingId }),
  v.object({ kind: v.literal('building'), buildingId }),
  v.object({ kind: v.literal('address') }),
])

export const crimeFacts = {
  number: v.string(),
  on: localDate,
  time: v.nullable(clock),
  place: crimePlace,
  fraudType,
  loss: yuan,
  alert: v.nullable(v.string()),
  counts: v.boolean(),
}

export const crimeChange = v.object({
  field: v.picklist(crimeFields),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
})

export const crimesAnswer = v.object({
  crimes: v.array(
    v.object({
      id: operationId,
      unit: unitOfStreet,
      ...crimeFacts,
      /** As far as it may be read: rooms and the end of an address are masked. Null: it was erased. */
      placeWord: v.nullable(v.string()),
      /** 依法保留. */
      held: v.optional(v.boolean()),
      /** Whether the person's phone is known, by its keyed hash alone. */
      person: v.boolean(),
      enteredBy: v.string(),
      enteredAt: instant,
      version: v.number(),
      /** Newest last. `reason` null: it was erased. */
      corrections: v.array(
        v.object({
          at: instant,
          by: v.string(),
          reason: v.nullable(v.string()),
          changes: v.array(crimeChange),
        }),
      ),
    }),
  ),
  asOf: instant,
})
export type CrimesAnswer = v.InferOutput<typeof crimesAnswer>
