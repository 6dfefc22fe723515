import type { DayRow } from '#contract/pull'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import { type Interval, totalLength, union } from '#domain/interval'
import { meetingInterval } from '#domain/meeting'
import { type Activity, type MinutesExplained, outreachMinutes, wholeMinutes } from '#domain/minutes'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import type { Stop } from '#domain/outing'
import type { LocalDate, Milliseconds } from '#domain/time'
import type { MinutesSoFar } from './engine-api'
import { ownActivities } from './own-activities'
import { contentOf, happenedAt, inOrder, isUndone, offsetOf, ownVisits, standing, subjectOf } from './own-visits'
import type { StoredRecord } from './stored'

/**
 * The unit's day: the cloud's union joined with the own records', so that what is in both counts once. Of what the
 * cloud has counted its figure is the figure, none at all included: it knows the receipt, after which no clock may claim to
 * have been, and what another phone undid.
 */
export function minutesWith(
  day: LocalDate,
  row: DayRow | undefined,
  records: readonly StoredRecord[],
  asOf: Milliseconds | null,
): MinutesSoFar {
  const policy = (row && policyOf(row.policyVersion)) ?? currentPolicy
  const ordered = inOrder(standing(records))
  const own = outreachMinutes(stopsOf(ordered), activitiesOf(ordered), day, policy)
  const joined = union([...cloudUnion(row), ...uncounted(own, ordered, asOf)])
  return {
    day,
    activityMinutes: wholeMinutes(totalLength(joined)),
    targetMinutes: policy.targetMinutes,
    own,
    asOf: row === undefined ? null : asOf,
  }
}

function cloudUnion(row: DayRow | undefined): readonly Interval[] {
  return row?.union.map(([from, to]) => ({ from, to })) ?? []
}

/** The stretches that hold something the cloud has not counted: a pull that reached the end after a delivery brought the rest. */
function uncounted(
  { lines }: MinutesExplained,
  records: readonly StoredRecord[],
  asOf: Milliseconds | null,
): readonly Interval[] {
  const fresh = new Set(
    records
      .filter(({ status }) => !(status.kind === 'delivered' && asOf !== null && status.at <= asOf))
      .map(({ operation }) => subjectOf(operation)),
  )
  return lines.filter(({ source }) =>
    source.kind === 'activity'
      ? fresh.has(source.activity.id)
      : source.outing.stops.some(({ stop: { id } }) => fresh.has(id)),
  )
}

function stopsOf(ordered: readonly StoredRecord[]): readonly Stop[] {
  const stops: Stop[] = []
  for (const visit of ownVisits(ordered).values()) {
    const { log } = visit
    if (log === null || isUndone(visit)) continue
    const minutes = contentOf(visit)?.minutes
    stops.push(stop(log.id, 'door', log, minutes))
  }
  for (const { operation } of ordered) {
    if (operation.type === 'leaflet.hand-out')
      stops.push(stop(operation.id, 'leaflet', operation, operation.body.minutes))
  }
  return stops
}

type AtAPlace = Extract<StoredRecord['operation'], { type: 'visit.log' | 'leaflet.hand-out' }>

function stop(id: Stop['id'], channel: Stop['channel'], operation: AtAPlace, minutes: number | undefined): Stop {
  return {
    id,
    staffId: operation.author,
    channel,
    startedAt: operation.body.startedAt + offsetOf(operation),
    at: happenedAt(operation),
    ...(minutes === undefined ? {} : { minutes }),
  }
}

function activitiesOf(ordered: readonly StoredRecord[]): readonly Activity[] {
  return [...ownActivities(ordered), ...meetingsOf(ordered)]
}

function meetingsOf(ordered: readonly StoredRecord[]): readonly Activity[] {
  return ordered.flatMap(({ operation }): readonly Activity[] => {
    if (operation.type !== 'dissuasion.attempt') return []
    const { id, author } = operation
    const { met, startedAt, minutes, with: others } = operation.body
    if (met === 'nobody') return []
    const time = { startedAt: startedAt + offsetOf(operation), at: happenedAt(operation), minutes }
    const staffIds = [author, ...(others ?? [])]
    return [{ id, channel: 'dissuasion', staffIds, ...meetingInterval(time, defaultDissuasionPolicy) }]
  })
}
