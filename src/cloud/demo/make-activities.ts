import type { OperationOf } from '#contract/operation'
import { isOnline } from '#domain/activity'
import { specificGroups } from '#domain/activity-detail'
import { addDays, HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { type ActivityKind, attended, broadcasts, rare } from './activity-kinds'
import { type Random, random } from './random'
import { type DemoRecord, envelope } from './records'
import type { Town, TownPerson } from './town'

/** Who holds the activities of a community. */
interface Hosts {
  readonly town: Town
  readonly secretary: TownPerson
  readonly helpers: readonly TownPerson[]
}

type Log = OperationOf<'activity.log'>

interface DemoActivity extends DemoRecord {
  readonly operation: Log
}

export function makeActivity(
  { town, secretary, helpers }: Hosts,
  start: Milliseconds,
  kind: ActivityKind,
  rng: Random,
): DemoActivity {
  const from = start + kind.startHour * HOUR + rng.between(0, 3) * 10 * MINUTE
  const to = from + rng.between(...kind.minutes) * MINUTE
  const helper = rng.pick(helpers.filter(({ role }) => role === 'grid'))
  const people = rng.between(...kind.people)
  const body: Log['body'] = {
    channel: kind.channel,
    from,
    to,
    place: `${rng.pick(town.buildings).compound}${kind.place}`,
    ...(people === 0 ? {} : isOnline(kind.channel) ? { reach: people } : { audience: people }),
    ...groupsOf(kind, people),
    ...(kind.title === undefined ? {} : { title: kind.title }),
    ...(kind.sessions === undefined ? {} : { sessions: kind.sessions }),
    ...(kind.content === undefined ? {} : { content: kind.content }),
    ...(kind.tags === undefined ? {} : { tags: [...kind.tags] }),
    ...(attended.includes(kind) ? { with: [helper.id] } : {}),
    note: kind.note,
  }
  const at = to + rng.between(2, 15) * MINUTE
  return {
    operation: { ...envelope(secretary, at, at - 40_000, rng), type: 'activity.log', body },
    receivedAt: at + 1000,
  }
}

function groupsOf({ groups }: ActivityKind, people: number): Pick<Log['body'], 'groups'> {
  if (groups === undefined) return {}
  return {
    groups: Object.fromEntries(
      specificGroups.flatMap((group) => {
        const part = groups[group]
        return part === undefined ? [] : [[group, Math.round(people * part)] as const]
      }),
    ),
  }
}

/** A month in which some channel was never used gets one of it, so that every page has something of each to show. */
export function everyChannel(hosts: Hosts, first: LocalDate, records: readonly DemoRecord[]): readonly DemoActivity[] {
  const used = new Set(
    records.flatMap(({ operation }) => (operation.type === 'activity.log' ? operation.body.channel : [])),
  )
  // A seed of its own: what is added here must not change what the month was without it.
  const rng = random(records.length)
  return [...attended, ...broadcasts, ...rare]
    .filter(({ channel }) => !used.has(channel))
    .map((kind, index) => makeActivity(hosts, startOfDay(addDays(first, 2 + 2 * index)), kind, rng))
}

/** One that was told anew the next morning, and one that was a slip of the thumb: what became of it stays readable. */
export function secondThoughts(hosts: Hosts, first: LocalDate): readonly DemoRecord[] {
  const { secretary } = hosts
  const rng = random(hosts.town.buildings.length)
  const [stall, lecture] = attended
  if (stall === undefined || lecture === undefined) return []
  const told = makeActivity(hosts, startOfDay(addDays(first, 11)), lecture, rng)
  const slip = makeActivity(hosts, startOfDay(addDays(first, 17)), stall, rng)
  const later = startOfDay(addDays(first, 12)) + 9 * HOUR
  const soon = slip.operation.at + 20_000
  const change = { activityId: told.operation.id, reason: '签到表上多 8 人', ...told.operation.body }
  return [
    told,
    {
      operation: {
        ...envelope(secretary, later, later - MINUTE, rng),
        type: 'activity.amend',
        body: { ...change, audience: (told.operation.body.audience ?? 0) + 8 },
      },
      receivedAt: later + 1000,
    },
    slip,
    {
      operation: {
        ...envelope(secretary, soon, soon - 5000, rng),
        type: 'activity.undo',
        body: { activityId: slip.operation.id },
      },
      receivedAt: soon + 1000,
    },
  ]
}
