import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { type Channel, channels } from '#domain/activity'
import { addGroups, type GroupCounts } from '#domain/activity-detail'
import type { Seq, UnitId } from '#domain/ids'
import { clip, totalLength, union } from '#domain/interval'
import { windowOf } from '#domain/minutes'
import type { LocalDate } from '#domain/time'
import { intervals, sum } from './rollup-arithmetic'
import type { RawActivity, RollupFacts, StaffDayRow } from './rollup-facts'

export type ChannelDayRow = Selectable<Tables['channel_day']>
type Figures = Omit<ChannelDayRow, 'unit_id' | 'day' | 'channel' | 'seq'>

const nothing: Figures = {
  count: 0,
  ms: 0,
  met: 0,
  adults: 0,
  leaflets: 0,
  audience: 0,
  reach: 0,
  sessions: 0,
  groups: {},
  tags: {},
  posted: 0,
}

/**
 * A unit's day by channel. Doors and leaflets are summed over the people's days, as the unit's day is; the rest over the records.
 * Sums over days are exact: what crosses midnight is counted on its own day only, and each day gets its part of the time.
 */
export function channelDays(
  unitId: UnitId,
  day: LocalDate,
  people: readonly StaffDayRow[],
  facts: Pick<RollupFacts, 'activities' | 'channelDays' | 'posted'>,
  seq: Seq,
): readonly ChannelDayRow[] {
  const known = new Set(facts.channelDays.filter((row) => row.day === day).map(({ channel }) => channel))
  return channels.flatMap((channel) => {
    const figures = figuresOf(channel, day, people, facts)
    return isNothing(figures) && !known.has(channel) ? [] : [{ unit_id: unitId, day, channel, ...figures, seq }]
  })
}

function figuresOf(
  channel: Channel,
  day: LocalDate,
  people: readonly StaffDayRow[],
  { activities, posted }: Pick<RollupFacts, 'activities' | 'posted'>,
): Figures {
  switch (channel) {
    case 'door':
      return {
        ...nothing,
        count: sum(people.map(({ visits }) => visits)),
        ms: totalLength(union(people.flatMap(({ doors }) => intervals(doors)))),
        met: sum(people.map(({ met }) => met)),
        adults: sum(people.map(({ adults }) => adults)),
        leaflets: sum(people.map(({ door_leaflets }) => door_leaflets)),
      }
    case 'leaflet':
      return {
        ...nothing,
        count: sum(people.map(({ hand_outs }) => hand_outs)),
        ms: totalLength(union(people.flatMap(({ leaflet_walks }) => intervals(leaflet_walks)))),
        leaflets: sum(people.map(({ leaflets, door_leaflets }) => leaflets - door_leaflets)),
      }
    default:
      return {
        ...activityFigures(
          activities.filter((activity) => activity.channel === channel),
          day,
        ),
        posted: posted.filter((item) => item.day === day && item.channel === channel).length,
      }
  }
}

function activityFigures(activities: readonly RawActivity[], day: LocalDate): Figures {
  const ofDay = activities.filter((activity) => activity.day === day)
  const parts = activities.flatMap((activity) => clip(activity, windowOf(day)) ?? [])
  return {
    ...nothing,
    count: ofDay.length,
    ms: totalLength(union(parts)),
    audience: sum(ofDay.map(({ audience }) => audience ?? 0)),
    reach: sum(ofDay.map(({ detail }) => detail.reach ?? 0)),
    sessions: sum(ofDay.map(({ detail }) => detail.sessions ?? 1)),
    groups: ofDay.reduce<GroupCounts>((groups, { detail }) => addGroups(groups, detail.groups ?? {}), {}),
    tags: tagCounts(ofDay),
  }
}

function tagCounts(activities: readonly RawActivity[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { detail } of activities) for (const tag of detail.tags ?? []) counts[tag] = (counts[tag] ?? 0) + 1
  return counts
}

function isNothing({ count, ms, posted }: Figures): boolean {
  return count + ms + posted === 0
}
