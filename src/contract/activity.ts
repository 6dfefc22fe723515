import * as v from 'valibot'
import { activityChannels } from '#domain/activity'
import { onlineContents, specificGroups } from '#domain/activity-detail'
import { instant, line, operationId, staffId } from './scalars'

const headcount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))

/** A tag of the street's settings; one that was removed there since stays with the records that bear it. */
const tagId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/))

/** Six separate counts (S22); a group nobody was of is left out. */
export const groupCounts = v.partial(v.strictObject(v.entriesFromList(specificGroups, headcount)))

/** What belongs to a channel only (`fieldsOf` in the domain says which); all of it optional, so that an older app's records stand. */
const detailEntries = {
  title: v.optional(line(40)),
  sessions: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
  content: v.optional(v.picklist(onlineContents)),
  reach: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  groups: v.optional(groupCounts),
  tags: v.optional(v.pipe(v.array(tagId), v.maxLength(20))),
}

const activityContent = {
  channel: v.picklist(activityChannels),
  from: instant,
  to: instant,
  place: line(60),
  audience: v.optional(headcount),
  with: v.optional(v.pipe(v.array(staffId), v.maxLength(50))),
  note: v.optional(line(200)),
  ...detailEntries,
}

/** Outreach with a start and an end. `with`: who took part besides the author. */
export const activityLog = v.strictObject({
  type: v.literal('activity.log'),
  body: v.strictObject(activityContent),
})

/** The whole new content of an activity, with the reason for the change; the older versions stay readable. */
export const activityAmend = v.strictObject({
  type: v.literal('activity.amend'),
  body: v.strictObject({ activityId: operationId, reason: line(200), ...activityContent }),
})

/** A slip of the thumb, within a minute. */
export const activityUndo = v.strictObject({
  type: v.literal('activity.undo'),
  body: v.strictObject({ activityId: operationId }),
})

/** As pages read it. */
export const activityDetail = v.object(detailEntries)

/** How an activity was told at a time. `with`: names. */
export const activityVersion = v.object({
  version: v.number(),
  at: instant,
  receivedAt: instant,
  /** Why it was told anew; null for the first. */
  reason: v.nullable(v.string()),
  channel: v.picklist(activityChannels),
  from: instant,
  to: instant,
  place: v.string(),
  audience: v.nullable(v.number()),
  with: v.array(v.string()),
  note: v.nullable(v.string()),
  detail: activityDetail,
})
