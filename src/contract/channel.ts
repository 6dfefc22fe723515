import * as v from 'valibot'
import { channels } from '#domain/activity'
import { groupCounts } from './activity'
import { count } from './scalars'

/** A unit's day of one channel, as the rollup `channel_day` has it. */
export const channelFigures = v.object({
  channel: v.picklist(channels),
  /** Visits, hand-outs, meetings, activities; what crosses midnight is of the day it began. */
  count,
  /** The channel's own union inside of the day. */
  ms: v.pipe(v.number(), v.minValue(0)),
  met: count,
  adults: count,
  leaflets: count,
  audience: v.number(),
  reach: v.number(),
  sessions: count,
  groups: groupCounts,
  /** Activities by tag. */
  tags: v.record(v.string(), count),
  /** Things put up on this day. */
  posted: count,
})
export type ChannelFigures = v.InferOutput<typeof channelFigures>
