import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import { channelFigures } from '#contract/channel'
import type { DayAnswer, QueryRequest } from '#contract/query'
import { dayStatus } from '#domain/day-status'
import { type MinutesLine, outreachMinutes } from '#domain/minutes'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { adultsReached } from '#domain/visit'
import { devicesOf } from './devices'
import { doorLabel, placesLabel } from './labels'
import { peopleOf } from './people'
import { permit } from './permit'
import { activitiesOf, type DayRecords, readDay, stopsOf } from './read-day'

/**
 * A day's minutes and every reason behind them, recomputed from the records by the rules the day's figure names. It reads one
 * snapshot: a record that arrives between two statements would make the lines disagree with the total.
 */
export async function day(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'day' }>,
): Promise<Result<DayAnswer>> {
  const refused = permit(context, actor, 'day.read', { unitId: request.unit })
  if (refused) return refused
  const { rollup, channels, records, people, devices } = await context.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => ({
      rollup: await tx
        .selectFrom('unit_day')
        .select('policy_version')
        .where('unit_id', '=', request.unit)
        .where('day', '=', request.day)
        .executeTakeFirst(),
      channels: await tx
        .selectFrom('channel_day')
        .selectAll()
        .where('unit_id', '=', request.unit)
        .where('day', '=', request.day)
        .execute(),
      records: await readDay(tx, request.unit, request.day),
      people: await peopleOf(tx, request.unit),
      devices: await devicesOf(tx, request.unit),
    }))
  const now = context.clock.now()
  const policy = (rollup && policyOf(rollup.policy_version)) ?? currentPolicy
  const explained = outreachMinutes(stopsOf(records), activitiesOf(records), request.day, policy)
  const inTime = inTimeOnly(records)
  const withoutLate = outreachMinutes(stopsOf(inTime), activitiesOf(inTime), request.day, policy)
  const waiting = devices
    // Whoever would leave an empty day open holds this one back: the rule stays in one place.
    .filter((device) => dayStatus(0, request.day, [device], now, policy) === 'unknown')
    .map(({ staffId, pending, seenAt }) => ({ staffId, pending, seenAt }))
  const lines = explained.lines.map((line) => explainLine(line, records))
  const broadcasts = explained.broadcasts.map(({ activity, from, to }) => ({
    id: activity.id,
    channel: activity.channel,
    from,
    to,
    place: records.activities.find(({ id }) => id === activity.id)?.place ?? '',
  }))
  const excluded = undoneOf(records, request.day)
  const named = new Set([
    ...lines.flatMap(({ staffIds }) => staffIds),
    ...explained.byPerson.map(({ staffId }) => staffId),
    ...excluded.map(({ staffId }) => staffId),
    ...waiting.map(({ staffId }) => staffId),
  ])
  return ok({
    day: request.day,
    status: dayStatus(explained.activityTime, request.day, devices, now, policy),
    policyVersion: explained.policyVersion,
    targetMinutes: explained.targetMinutes,
    activityMinutes: explained.activityMinutes,
    personMinutes: explained.personMinutes,
    broadcastMinutes: explained.broadcastMinutes,
    activityTime: explained.activityTime,
    personTime: explained.personTime,
    broadcastTime: explained.broadcastTime,
    late: lateCount(records, request.day),
    activityTimeInTime: withoutLate.activityTime,
    counts: countsOf(records, request.day),
    lines,
    broadcasts,
    byPerson: [...explained.byPerson],
    byChannel: [...explained.byChannel],
    channels: channels.map((row) => v.parse(channelFigures, row)),
    excluded,
    people: [...named].flatMap((id) => people.get(id) ?? []),
    waiting,
    asOf: now,
  })
}

function inTimeOnly({ visits, handOuts, activities, meetings }: DayRecords): DayRecords {
  return {
    meetings: meetings.filter(({ late }) => !late),
    visits: visits.filter(({ late }) => !late),
    handOuts: handOuts.filter(({ late }) => !late),
    activities: activities.filter(({ late }) => !late),
  }
}

function lateCount({ visits, handOuts, activities, meetings }: DayRecords, day: string): number {
  const late = [
    ...visits.filter((visit) => visit.day === day && !visit.undone),
    ...handOuts.filter((handOut) => handOut.day === day),
    ...activities.filter(({ undone }) => !undone),
    ...meetings,
  ].filter((record) => record.late)
  return late.length
}

function countsOf({ visits, handOuts, activities }: DayRecords, day: string): DayAnswer['counts'] {
  const ofDay = visits.filter((visit) => visit.day === day)
  const standing = ofDay.filter(({ undone }) => !undone)
  const distributed = handOuts.filter((handOut) => handOut.day === day)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    visits: standing.length,
    met: standing.filter(({ outcome }) => outcome === 'met').length,
    handOuts: distributed.length,
    leaflets: sum(standing.map(({ leaflets }) => leaflets)) + sum(distributed.map(({ quantity }) => quantity)),
    activities: activities.filter(({ undone }) => !undone).length,
    adults: sum(
      standing.map(({ outcome, adults }) => adultsReached({ outcome, ...(adults === null ? {} : { adults }) })),
    ),
    undone: ofDay.length - standing.length + activities.filter(({ undone }) => undone).length,
  }
}

/** What was taken back: shown, so that nothing is missing without a word. */
function undoneOf({ visits, activities }: DayRecords, day: string): DayAnswer['excluded'] {
  return [
    ...visits
      .filter((visit) => visit.undone && visit.day === day)
      .map((visit) => ({ id: visit.id, at: visit.at, staffId: visit.staff_id, label: doorLabel(visit) })),
    ...activities
      .filter(({ undone }) => undone)
      .map((row) => ({ id: row.id, at: row.from_at, staffId: row.staff_id, label: row.place })),
  ]
    .sort((a, b) => a.at - b.at)
    .map((line) => ({ ...line, reason: 'undone' as const }))
}

function explainLine(
  line: MinutesLine,
  { visits, handOuts, activities, meetings }: DayRecords,
): DayAnswer['lines'][number] {
  const shared = {
    from: line.from,
    to: line.to,
    staffIds: [...line.staffIds],
    adds: line.adds,
    overlap: line.overlap,
    outsideDay: line.outsideDay,
  }
  const { source } = line
  switch (source.kind) {
    case 'activity': {
      const meeting = meetings.find(({ id }) => id === source.activity.id)
      const plain = { ...shared, channel: source.activity.channel, bridged: 0, stops: [] }
      if (meeting !== undefined)
        return { ...plain, place: buildingOf(meeting), activityId: null, caseId: meeting.case_id }
      const place = activities.find(({ id }) => id === source.activity.id)?.place ?? null
      return { ...plain, place, activityId: source.activity.id, caseId: null }
    }
    case 'outing': {
      const doors = new Map(visits.map((visit) => [visit.id, visit]))
      const places = new Map(handOuts.map((handOut) => [handOut.id, handOut.place]))
      const found = source.outing.stops.flatMap(({ stop }) => doors.get(stop.id) ?? [])
      return {
        ...shared,
        channel: found.length > 0 ? 'door' : 'leaflet',
        bridged: source.outing.bridged,
        place:
          found.length > 0
            ? placesLabel(found)
            : [...new Set(source.outing.stops.map(({ stop }) => places.get(stop.id) ?? ''))].join('、') || null,
        stops: source.outing.stops.map(({ stop, from, to, rule }) => {
          const door = doors.get(stop.id)
          return {
            id: stop.id,
            at: stop.at,
            time: to - from,
            rule,
            label: door ? doorLabel(door) : (places.get(stop.id) ?? ''),
            outcome: door?.outcome ?? null,
          }
        }),
        activityId: null,
        caseId: null,
      }
    }
    default:
      return source satisfies never
  }
}

/** A case is shown by its building: the room is nobody's business in a list of minutes. */
function buildingOf({
  compound,
  name,
}: {
  readonly compound: string | null
  readonly name: string | null
}): string | null {
  return compound === null || name === null ? null : `${compound} ${name}`
}
