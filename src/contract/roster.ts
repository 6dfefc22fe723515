import * as v from 'valibot'
import { count, instant, line, lineOrNothing, unitId } from './scalars'
import { unitOfStreet } from './street'

/** 领导小组 and 专班 (S06, S07): one paper of the street, read by everybody who works in it. */

export const MOST_GROUPS = 20
export const MOST_MEMBERS = 60

/** An office's phone, an extension included. */
export const officePhone = v.pipe(v.string(), v.regex(/^[0-9][0-9 +()-]{2,19}$/))

const member = v.strictObject({
  name: line(20),
  post: lineOrNothing(30),
  part: lineOrNothing(10),
  phone: v.union([v.literal(''), officePhone]),
})
const groups = v.pipe(
  v.array(
    v.strictObject({
      name: line(30),
      members: v.pipe(v.array(member), v.maxLength(MOST_MEMBERS), v.readonly()),
    }),
  ),
  v.maxLength(MOST_GROUPS),
  v.readonly(),
)

/** The whole roster anew, in the street's own log. `base`: the version that was changed; another came first: 4095. */
export const rosterSet = v.strictObject({
  type: v.literal('roster.set'),
  body: v.strictObject({ base: count, groups }),
})

/** As its paper holds it. */
export const rosterContent = v.object({ version: count, groups, at: instant, by: v.string() })

export const rosterQueries = [
  /** The street's roster, for anybody of the street or of one of its units. */
  v.object({ action: v.literal('roster'), unit: unitId }),
] as const

export const rosterAnswer = v.object({
  /** Null: the unit belongs to no street. */
  street: v.nullable(unitOfStreet),
  /** Null: nobody has set one yet. */
  roster: v.nullable(rosterContent),
  asOf: instant,
})
export type RosterAnswer = v.InferOutput<typeof rosterAnswer>
