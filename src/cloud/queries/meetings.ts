import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { QueryRequest } from '#contract/query'
import type { MeetingsAnswer } from '#contract/record-query'
import type { Staff } from '#domain/staff'
import { buildingLabel } from './labels'
import { peopleOf } from './people'
import { permit } from './permit'

/** The meetings that a span's figure of dissuasions is the number of, newest first: who was there and when, never whom they met. */
export async function meetings(
  context: Context,
  actor: Staff,
  { unit, from, to }: Extract<QueryRequest, { action: 'meetings' }>,
): Promise<Result<MeetingsAnswer>> {
  const refused = permit(context, actor, 'day.read', { unitId: unit })
  if (refused) return refused
  const { db } = context
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('dissuasion', (join) =>
      join.onRef('dissuasion.unit_id', '=', 'attempt.unit_id').onRef('dissuasion.case_id', '=', 'attempt.case_id'),
    )
    .leftJoin('building', (join) =>
      join
        .onRef('building.unit_id', '=', 'dissuasion.unit_id')
        .onRef('building.building_id', '=', 'dissuasion.building_id'),
    )
    .select(['attempt.attempt_id', 'attempt.case_id', 'attempt.staff_id', 'attempt.with_staff', 'attempt.at'])
    .select(['attempt.late', 'building.compound', 'building.name'])
    .where('attempt.unit_id', '=', unit)
    .where('attempt.day', '>=', from)
    .where('attempt.day', '<=', to)
    .where('attempt.met', '<>', 'nobody')
    .orderBy('attempt.at', 'desc')
    .orderBy('attempt.attempt_id')
    .execute()
  const people = await peopleOf(db, unit)
  return ok({
    meetings: rows.map(
      ({ attempt_id: id, case_id: caseId, at, late, compound, name, staff_id: first, with_staff }) => ({
        ...{ id, caseId, at, late },
        people: [...new Set([first, ...with_staff])].flatMap((one) => people.get(one)?.name ?? []),
        building: compound === null || name === null ? null : buildingLabel({ compound, name }),
      }),
    ),
    asOf: context.clock.now(),
  })
}
