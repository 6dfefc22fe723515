import type { Selectable } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { personDays, rollUp } from '#cloud/operations/rollup'
import { activityOfMeeting, type PersonDay, type RawActivity, type StaffDayRow } from '#cloud/operations/rollup-facts'
import type { WorkingSet } from '#cloud/operations/working-set'
import type { Seq } from '#domain/ids'
import { addDays, type LocalDate } from '#domain/time'

/** Every day's figures by the function that keeps them after a push, a day at a time so that each looks at its neighbours only. */
export function rollUpAll(
  set: WorkingSet,
  seq: Seq,
): { readonly staffDays: readonly StaffDayRow[]; readonly unitDays: readonly Selectable<Tables['unit_day']>[] } {
  const visits = byDay([...set.visits.values()], ({ day }) => day)
  const handOuts = byDay([...set.handOuts.values()], ({ day }) => day)
  const activities: readonly RawActivity[] = [
    ...[...set.activities.values()].map((row) => ({
      id: row.activity_id,
      channel: row.channel,
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
          startedAt: row.started_at,
          at: row.at,
          minutes: row.minutes,
          staff: [row.staff_id, ...row.with_staff],
          late: row.late,
        }),
      ),
  ]
  const staffDays: StaffDayRow[] = []
  const unitDays: Selectable<Tables['unit_day']>[] = []
  for (const [day, affected] of byDay<PersonDay>(personDays(set.stirred), (person) => person.day)) {
    const around = [addDays(day, -1), day, addDays(day, 1)]
    const rolled = rollUp(
      set.unitId,
      affected,
      {
        visits: around.flatMap((near) => visits.get(near) ?? []),
        handOuts: around.flatMap((near) => handOuts.get(near) ?? []),
        activities,
        staffDays: [],
        remembered: [],
      },
      seq,
    )
    staffDays.push(...rolled.staffDays)
    unitDays.push(...rolled.unitDays)
  }
  return { staffDays, unitDays }
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
