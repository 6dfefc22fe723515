import { leafletKinds } from '#domain/leaflet'
import { addDays, DAY, HOUR, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'
import { type ActivityKind, attended, broadcasts } from './activity-kinds'
import { everyChannel, makeActivity, secondThoughts } from './make-activities'
import { makeStanding } from './make-standing'
import { makeOuting } from './outing'
import type { Random } from './random'
import { type DemoRecord, envelope } from './records'
import type { Town, TownPerson } from './town'
import { type Knowledge, Walk } from './walk'
import { issued } from './words'

export const DEMO_DAYS = 30

interface Ground {
  readonly town: Town
  readonly now: Milliseconds
  readonly rng: Random
  readonly knowledge: Knowledge
  readonly walkers: readonly { readonly person: TownPerson; readonly walk: Walk }[]
  readonly secretary: TownPerson
}

/**
 * A month of a community as its phones would have sent it, in the order of arrival. Most days reach 60 minutes, one in five
 * does not; `shortToday` keeps today well below, so that what would close the gap can be shown.
 */
export function makeRecords(
  town: Town,
  today: LocalDate,
  now: Milliseconds,
  shortToday: boolean,
  rng: Random,
): readonly DemoRecord[] {
  const secretary = town.staff.find(({ role }) => role === 'secretary')
  if (!secretary || town.buildings.length === 0) return []
  const knowledge: Knowledge = new Map()
  const walkers = town.staff
    .filter(({ role }) => role === 'grid' || role === 'volunteer')
    .map((person) => ({ person, walk: new Walk(town, person, knowledge, rng) }))
  const ground: Ground = { town, now, rng, knowledge, walkers, secretary }
  const first = addDays(today, 1 - DEMO_DAYS)
  const records: DemoRecord[] = [...issue(ground, first)]
  for (let index = 0; index < DEMO_DAYS; index++) {
    const day = addDays(first, index)
    records.push(...(day === today ? todayOf(ground, day, shortToday) : pastDay(ground, day)))
  }
  const hosts = hostsOf(ground)
  records.push(...everyChannel(hosts, first, records), ...secondThoughts(hosts, first))
  records.push(...makeStanding(town, hosts.helpers, today, now))
  // A sort that keeps equals in place: an amendment never comes before its visit.
  return records.filter(({ receivedAt }) => receivedAt <= now).sort((a, b) => a.receivedAt - b.receivedAt)
}

/** On the first morning the secretary hands the month's leaflets to everyone who goes out. */
function issue({ secretary, walkers, rng }: Ground, first: LocalDate): readonly DemoRecord[] {
  const opened = startOfDay(first) + 8 * HOUR
  let at = opened
  return walkers.flatMap(({ person }) =>
    leafletKinds.map((kind) => {
      at += rng.between(15, 40) * 1000
      const operation = {
        ...envelope(secretary, at, opened, rng),
        type: 'leaflet.issue' as const,
        body: { to: person.id, kind, quantity: issued[kind] },
      }
      return { operation, receivedAt: at + 1000 }
    }),
  )
}

function pastDay(ground: Ground, day: LocalDate): readonly DemoRecord[] {
  const { rng } = ground
  const start = startOfDay(day)
  const weak = rng.chance(0.2)
  let minutes = weak ? rng.between(24, 52) : rng.between(64, 98)
  const records: DemoRecord[] = []
  if (rng.chance(0.6)) records.push(activity(ground, start, rng.pick(broadcasts)))
  if (rng.chance(0.3)) {
    const kind = rng.pick(attended)
    const record = activity(ground, start, kind)
    records.push(record)
    minutes -= (record.operation.body.to - record.operation.body.from) / MINUTE
  }
  if (minutes < 12) return records
  const begin = start + 18.5 * HOUR + rng.between(0, 60) * MINUTE
  const [one, two] = shuffled(ground)
  if (!one) return records
  if (!two || minutes < 40) return [...records, ...outing(ground, one, day, begin, minutes)]
  // Two people whose hours overlap a little: together they cover the day's minutes once.
  const firstPart = Math.round(minutes * 0.62)
  const overlap = rng.between(4, 10)
  return [
    ...records,
    ...outing(ground, one, day, begin, firstPart),
    ...outing(ground, two, day, begin + (firstPart - overlap) * MINUTE, minutes - firstPart + overlap),
    ...overStock(ground, start),
  ]
}

/** What happened so far. The evening's round may still lie ahead, so it is put before `now` whatever the hour is. */
function todayOf(ground: Ground, day: LocalDate, short: boolean): readonly DemoRecord[] {
  const { now, rng, walkers } = ground
  const earliest = startOfDay(day) + 5 * MINUTE
  const end = Math.min(now - 20 * MINUTE, startOfDay(day) + 20.5 * HOUR)
  const minutes = Math.min(short ? rng.between(26, 36) : rng.between(30, 95), Math.floor((end - earliest) / MINUTE))
  const [first, second] = walkers
  if (minutes < 4 || !first || !second) return []
  const half = Math.round(minutes * 0.6)
  const from = end - minutes * MINUTE
  return [
    ...outing(ground, first, day, from, half),
    ...outing(ground, second, day, from + half * MINUTE, minutes - half),
  ]
}

function outing(
  ground: Ground,
  { person, walk }: Ground['walkers'][number],
  day: LocalDate,
  from: Milliseconds,
  minutes: number,
): readonly DemoRecord[] {
  const { now, rng, knowledge } = ground
  if (walk.isEmpty) return []
  const isToday = now < startOfDay(day) + DAY
  const to = from + minutes * MINUTE
  const cellar = !isToday && rng.chance(0.1)
  // Half an hour later still counts as in time; the next morning is late.
  const arrives = cellar
    ? rng.chance(0.5)
      ? to + rng.between(25, 50) * MINUTE
      : startOfDay(addDays(day, 1)) + 8 * HOUR + rng.between(1, 40) * MINUTE
    : null
  const plan = {
    person,
    walk,
    from,
    to,
    arrives,
    comeBackFrom: startOfDay(addDays(day, 1)),
    keepsAppointments: !isToday,
    handsOut: rng.chance(0.3),
  }
  return makeOuting(plan, knowledge, rng)
}

function activity(ground: Ground, start: Milliseconds, kind: ActivityKind) {
  return makeActivity(hostsOf(ground), start, kind, ground.rng)
}

function hostsOf({ town, secretary, walkers }: Ground) {
  return { town, secretary, helpers: walkers.map(({ person }) => person) }
}

/** Stickers beyond the worker's own, with the reason, on one day in twelve: a flag for the secretary. */
function overStock({ walkers, rng }: Ground, start: Milliseconds): readonly DemoRecord[] {
  if (!rng.chance(1 / 12)) return []
  const { person } = rng.pick(walkers)
  const at = start + 11 * HOUR + rng.between(0, 50) * MINUTE
  const body = {
    kind: 'sticker',
    quantity: 30,
    place: '小区楼道',
    audience: 'residents',
    startedAt: at - 3 * MINUTE,
    reason: '社区服务台临时补领，未登记',
  } as const
  return [
    {
      operation: { ...envelope(person, at, at - 4 * MINUTE, rng), type: 'leaflet.hand-out', body },
      receivedAt: at + 2000,
    },
  ]
}

/** Every worker is as likely as the next to go out, volunteers less often. */
function shuffled({ walkers, rng }: Ground): readonly Ground['walkers'][number][] {
  return walkers
    .map((walker) => ({ walker, order: rng.next() + (walker.person.role === 'volunteer' ? 0.35 : 0) }))
    .sort((a, b) => a.order - b.order)
    .map(({ walker }) => walker)
}
