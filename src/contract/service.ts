import * as v from 'valibot'
import { person } from './record-query'
import { count, instant, localDate, staffId, unitId } from './scalars'

const figures = {
  minutes: count,
  outings: count,
  visits: count,
  met: count,
  leaflets: count,
  activities: count,
  dissuasions: count,
}

/** What a person did (服务记录): the own one, or as the secretary anybody's of the unit. */
export const serviceQueries = [
  /** At most 400 days, both included. Null: the whole service. */
  v.object({
    action: v.literal('service'),
    unit: unitId,
    staff: staffId,
    from: v.nullable(localDate),
    to: v.nullable(localDate),
  }),
] as const

export const serviceAnswer = v.object({
  person,
  unitName: v.string(),
  /** The days the figures are of. */
  from: localDate,
  to: localDate,
  /** The days of service as they were set, null is open. */
  serving: v.object({ from: v.nullable(localDate), to: v.nullable(localDate) }),
  /** Days on which anything was done, in their order; they add up to `figures`. */
  days: v.array(v.object({ day: localDate, ...figures })),
  figures: v.object(figures),
  /** Records that the person's phones still hold. */
  pending: count,
  asOf: instant,
})
export type ServiceAnswer = v.InferOutput<typeof serviceAnswer>
