import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { isBroadcast } from '#domain/activity'
import type { Seq, StaffId, UnitId } from '#domain/ids'
import { clip, type Interval, totalLength, union } from '#domain/interval'
import { type Activity, channelOf, outreachMinutes, windowOf } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import { addDays, dayOf, type LocalDate } from '#domain/time'
import { adultsReached } from '#domain/visit'
import { stopOfHandOut } from './leaflet-hand-out'
import { intervals, pairs, sum } from './rollup-arithmetic'
import { type ChannelDayRow, channelDays } from './rollup-channels'
import type { PersonDay, RawActivity, RawHandOut, RawVisit, RollupFacts, StaffDayRow } from './rollup-facts'
import { stopOfVisit } from './settle-visit'

type UnitDayRow = Selectable<Tables['unit_day']>

export interface RolledUp {
  readonly staffDays: readonly StaffDayRow[]
  readonly unitDays: readonly UnitDayRow[]
  readonly channelDays: readonly ChannelDayRow[]
}

/** The days that spans of time touch: an outing over midnight touches both. */
export function personDays(
  stirred: readonly { readonly staffId: StaffId; readonly span: Interval }[],
): readonly PersonDay[] {
  const found = new Map<string, PersonDay>()
  for (const { staffId, span } of stirred) {
    const last = dayOf(span.to)
    for (let day = dayOf(span.from); day <= last; day = addDays(day, 1))
      found.set(`${day} ${staffId}`, { staffId, day })
  }
  return [...found.values()]
}

/**
 * The days' figures from the records themselves, by the same functions as on the phone. Only the people and days given are
 * counted anew; a unit's day is then the union over all of its people's.
 */
export function rollUp(unitId: UnitId, affected: readonly PersonDay[], facts: RollupFacts, seq: Seq): RolledUp {
  const known = new Map(facts.staffDays.map((row) => [`${row.day} ${row.staff_id}`, row]))
  const staffDays: StaffDayRow[] = []
  for (const { staffId, day } of affected) {
    const row = staffDay(unitId, staffId, day, facts)
    // A day that a span only brushed has no figures, and gets no row unless it has one that must go to zero.
    if (!isEmpty(row) || known.has(`${day} ${staffId}`)) {
      staffDays.push(row)
      known.set(`${day} ${staffId}`, row)
    }
  }
  const days = [...new Set(affected.map(({ day }) => day))]
  const everyone = [...known.values()]
  const unitDays: UnitDayRow[] = []
  const channels: ChannelDayRow[] = []
  for (const day of days) {
    const people = everyone.filter((row) => row.day === day)
    const activities = facts.activities.filter((activity) => touches(activity, day))
    if (people.length + activities.length > 0 || facts.unitDays.includes(day))
      unitDays.push(unitDay(unitId, day, people, activities, seq))
    channels.push(...channelDays(unitId, day, people, facts, seq))
  }
  return { staffDays, unitDays, channelDays: channels }
}

function staffDay(unitId: UnitId, staffId: StaffId, day: LocalDate, facts: RollupFacts): StaffDayRow {
  const visits = facts.visits.filter((visit) => visit.staff_id === staffId)
  const handOuts = facts.handOuts.filter((handOut) => handOut.staff_id === staffId)
  const activities = facts.activities.filter((activity) => touches(activity, day))
  const attended = activities.filter((activity) => !isBroadcast(activity.channel) && activity.staff.includes(staffId))
  const today = visits.filter((visit) => visit.day === day)
  const standing = today.filter(({ undone }) => !undone)
  const handedOut = handOuts.filter((handOut) => handOut.day === day)
  const logged = activities.filter((activity) => activity.staff[0] === staffId)
  const explained = (inTimeOnly: boolean) => {
    const counts = ({ late }: { readonly late: boolean }) => !(inTimeOnly && late)
    const stops = stopsOf(visits.filter(counts), handOuts.filter(counts))
    return outreachMinutes(stops, attended.filter(counts).map(activityOf), day, currentPolicy)
  }
  const whole = explained(false)
  const outingsOf = (channel: 'door' | 'leaflet') =>
    pairs(union(whole.lines.filter(({ source }) => source.kind === 'outing' && channelOf(source) === channel)))
  const doorLeaflets = sum(standing.map(({ leaflets }) => leaflets))
  return {
    unit_id: unitId,
    day,
    staff_id: staffId,
    attended: pairs(whole.union),
    attended_in_time: pairs(explained(true).union),
    doors: outingsOf('door'),
    leaflet_walks: outingsOf('leaflet'),
    visits: standing.length,
    met: standing.filter(({ outcome }) => outcome === 'met').length,
    adults: sum(
      standing.map(({ outcome, adults }) => adultsReached(adults === null ? { outcome } : { outcome, adults })),
    ),
    leaflets: doorLeaflets + sum(handedOut.map(({ quantity }) => quantity)),
    door_leaflets: doorLeaflets,
    hand_outs: handedOut.length,
    late: [...standing, ...handedOut, ...logged].filter(({ late }) => late).length,
    undone: today.length - standing.length,
  }
}

function unitDay(
  unitId: UnitId,
  day: LocalDate,
  people: readonly StaffDayRow[],
  activities: readonly RawActivity[],
  seq: Seq,
): UnitDayRow {
  const broadcasts = activities.filter(({ channel }) => isBroadcast(channel))
  const attended = union(people.flatMap((person) => intervals(person.attended)))
  const total = (column: 'visits' | 'met' | 'adults' | 'leaflets' | 'hand_outs' | 'late') =>
    sum(people.map((person) => person[column]))
  return {
    unit_id: unitId,
    day,
    policy_version: currentPolicy.version,
    attended: pairs(attended),
    activity_ms: totalLength(attended),
    activity_in_time_ms: totalLength(union(people.flatMap((person) => intervals(person.attended_in_time)))),
    person_ms: sum(people.map((person) => totalLength(intervals(person.attended)))),
    broadcast_ms: outreachMinutes([], broadcasts.map(activityOf), day, currentPolicy).broadcastTime,
    visits: total('visits'),
    met: total('met'),
    adults: total('adults'),
    leaflets: total('leaflets'),
    hand_outs: total('hand_outs'),
    activities: activities.filter(({ channel }) => channel !== 'dissuasion').length,
    late: total('late'),
    seq,
  }
}

function stopsOf(visits: readonly RawVisit[], handOuts: readonly RawHandOut[]): Stop[] {
  return [...visits.filter(({ undone }) => !undone).map(stopOfVisit), ...handOuts.map(stopOfHandOut)]
}

function activityOf({ id, channel, staff, from, to }: RawActivity): Activity {
  return { id, channel, staffIds: staff, from, to }
}

function touches(activity: Interval, day: LocalDate): boolean {
  return clip(activity, windowOf(day)) !== undefined
}

function isEmpty(row: StaffDayRow): boolean {
  return row.attended.length === 0 && row.visits + row.hand_outs + row.late + row.undone === 0
}
