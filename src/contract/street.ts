import * as v from 'valibot'
import { alertLevels } from '#domain/alert'
import { measures } from '#domain/campaign'
import { isOwnFraudType, type OwnFraudType, officialFraudTypes } from '#domain/fraud-type'
import { type RetentionKind, retentionKinds, retentionPolicy } from '#domain/retention'
import { LONGEST_STEP_MINUTES, tagGroups } from '#domain/street-settings'
import { unitKinds } from '#domain/unit'
import { count, instant, line, localDate, operationId, positive, unitId } from './scalars'

/** What a street decides for all its units: its settings and its campaigns, as operations of the street's own log. */

/** An official one, or one that the street added. */
export const fraudType = v.union([
  v.picklist(officialFraudTypes),
  v.custom<OwnFraudType>((text) => typeof text === 'string' && isOwnFraudType(text)),
])

/** Of what a campaign or the settings name: short and stable. */
export const slug = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,30}$/))

const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_STEP_MINUTES))
const stepMinutes = v.strictObject({
  call: minutes,
  dispatch: minutes,
  accept: minutes,
  meet: minutes,
  confirm: minutes,
})
const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90))

/** Within the bounds of the law; a kind that is not named is kept as the policy has it. */
const retention = v.partial(
  v.strictObject(
    Object.fromEntries(retentionKinds.map((kind) => [kind, daysKept(kind)])) as Record<
      RetentionKind,
      ReturnType<typeof daysKept>
    >,
  ),
)

function daysKept(kind: RetentionKind) {
  const { least, most } = retentionPolicy[kind]
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
}

const settingsContent = {
  fraudTypes: v.pipe(
    v.array(v.strictObject({ id: fraudType, word: v.nullable(line(20)), offered: v.boolean() })),
    v.minLength(1),
    v.maxLength(60),
    v.readonly(),
  ),
  tags: v.pipe(
    v.array(v.strictObject({ id: slug, word: line(20), group: v.picklist(tagGroups), offered: v.boolean() })),
    v.maxLength(100),
    v.readonly(),
  ),
  dissuasion: v.strictObject({
    within: v.strictObject(v.entriesFromList(alertLevels, stepMinutes)),
    followUpDays: v.strictObject(v.entriesFromList(alertLevels, days)),
  }),
  /** Absent: as it was; an older app does not know of it. */
  retention: v.optional(retention),
}
export const streetSettings = v.object({ version: count, ...settingsContent })

/** The whole settings anew. `base`: the version that was changed, so that of two at once the second hears of the first. */
export const settingsSet = v.strictObject({
  type: v.literal('settings.set'),
  body: v.strictObject({ base: count, ...settingsContent }),
})

const range = { from: localDate, to: localDate }
const few = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(30), v.readonly())
const kinds = v.pipe(v.array(v.picklist(unitKinds)), v.minLength(1), v.maxLength(unitKinds.length), v.readonly())
const figure = v.pipe(v.number(), v.minValue(-1_000_000), v.maxValue(1_000_000))
/** Whole tenths of a point, so that a sheet adds up. */
const points = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(1000),
  v.check((value) => Number(value.toFixed(1)) === value),
)

const campaignContent = {
  name: line(60),
  ...range,
  phases: few(v.strictObject({ id: slug, name: line(30), ...range })),
  targets: few(v.strictObject({ id: slug, word: line(20), kinds })),
  planDue: localDate,
  reports: v.strictObject({
    ...range,
    days: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31))), v.maxLength(8), v.readonly()),
  }),
  criteria: few(v.strictObject({ id: slug, word: line(40), kinds, measure: v.picklist(measures), atLeast: figure })),
  evaluation: v.strictObject({
    ...range,
    items: few(
      v.strictObject({
        ...{ id: slug, word: line(40), kinds, measure: v.picklist(measures) },
        ...{ points, full: figure, none: figure },
      }),
    ),
  }),
  milestones: few(
    v.strictObject({ id: slug, word: line(60), by: localDate, needs: v.picklist(['rise-stopped', 'both-down']) }),
  ),
  baseYear: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)),
}
export const campaign = v.object({ id: operationId, version: positive, ...campaignContent })

/** A campaign written or changed as a whole. `campaignId` null: a new one, called by this operation's id. */
export const campaignSet = v.strictObject({
  type: v.literal('campaign.set'),
  body: v.strictObject({ campaignId: v.nullable(operationId), base: count, campaign: v.strictObject(campaignContent) }),
})

/** A unit of the street, as lists name it. */
export const unitOfStreet = v.object({ id: unitId, name: v.string(), kind: v.picklist(unitKinds) })
export type UnitOfStreet = v.InferOutput<typeof unitOfStreet>

export const streetQueries = [
  /** The street's settings, campaigns (newest first) and units, for anybody of the street or of one of its units. */
  v.object({ action: v.literal('street'), unit: unitId }),
] as const

export const streetAnswer = v.object({
  /** Null: the unit belongs to no street, and the settings are the ones that hold by themselves. */
  street: v.nullable(unitOfStreet),
  settings: streetSettings,
  campaigns: v.array(campaign),
  /** Of the street's own people: all its units. Of others: the own one. */
  units: v.array(unitOfStreet),
  asOf: instant,
})
export type StreetAnswer = v.InferOutput<typeof streetAnswer>
