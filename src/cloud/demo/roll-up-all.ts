import { personDays, type RolledUp, rollUp } from '#cloud/operations/rollup'
import { activityOfMeeting, type PersonDay, type RawActivity } from '#cloud/operations/rollup-facts'
import { standingItem } from '#cloud/operations/standing-paper'
import type { WorkingSet } from '#cloud/operations/working-set'
import type { Seq } from '#domain/ids'
import { addDays, type LocalDate } from '#domain/time'

/** Every day's figures by the function that keeps them after a push, a day at a time so that each looks at its neighbours only. */
export function rollUpAll(set: WorkingSet, seq: Seq): RolledUp {
  const visits = byDay([...set.visits.values()], ({ day }) => day)
  const handOuts = byDay([...set.handOuts.values()], ({ day }) => day)
  const activities: readonly RawActivity[] = [
    ...[...set.activities.values()]
      .filter(({ undone }) => !undone)
      .map((row) => ({
        id: row.activity_id,
        channel: row.channel,
        day: row.from_day,
        audience: row.audience,
        detail: row.detail,
        from: row.from_at,
        to: row.to_at,
        staff: [row.staff_id, ...row.with_staff],
        late: row.late,
      })),
    ...[...set.attempts.values()]
      .filter(({ met }) => met !== 'nobody')
      .map((row) =>
        activityOfMeeting({
          id: row.attempt_id,
          day: row.day,
          startedAt: row.started_at,
          at: row.at,
          minutes: row.minutes,
          staff: [row.staff_id, ...row.with_staff],
          late: row.late,
        }),
      ),
  ]
  const posted = [...set.papers.values()].flatMap((paper) => {
    if (paper.kind !== 'standing') return []
    const { from, kind } = standingItem(paper)
    return [{ day: from, channel: kind }]
  })
  const days: RolledUp[] = []
  for (const [day, affected] of byDay<PersonDay>(personDays(set.stirred), (person) => person.day)) {
    const around = [addDays(day, -1), day, addDays(day, 1)]
    days.push(
      rollUp(
        set.unitId,
        affected,
        {
          visits: around.flatMap((near) => visits.get(near) ?? []),
          handOuts: around.flatMap((near) => handOuts.get(near) ?? []),
          activities,
          staffDays: [],
          unitDays: [],
          channelDays: [],
          posted: posted.filter((item) => item.day === day),
          remembered: [],
        },
        seq,
      ),
    )
  }
  return {
    staffDays: days.flatMap(({ staffDays }) => staffDays),
    unitDays: days.flatMap(({ unitDays }) => unitDays),
    channelDays: days.flatMap(({ channelDays }) => channelDays),
  }
}

function byDay<Row>(rows: readonly Row[], dayOfRow: (row: Row) => LocalDate): ReadonlyMap<LocalDate, readonly Row[]> {
  const days = new Map<LocalDate, Row[]>()
  for (const row of rows) {
    const day = dayOfRow(row)
    const known = days.get(day)
    if (known) known.push(row)
    else days.set(day, [row])
  }
  return days
}
