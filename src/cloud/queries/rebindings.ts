import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { RebindingsAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import { dayOf } from '#domain/time'
import type { Viewer } from '../sync/case-rows'
import { permit } from './permit'

/** Who wants to be bound to another WeChat, and when the old one was last seen: the day is enough to ask him about. */
export async function rebindings(
  context: Context,
  viewer: Viewer,
  { unit }: Extract<QueryRequest, { action: 'rebindings' }>,
): Promise<Result<RebindingsAnswer>> {
  const refused = permit(context, viewer.staff, 'binding.read', { unitId: unit, street: viewer.streetId })
  if (refused) return refused
  const rows = await context.db
    .selectFrom('application')
    .innerJoin('staff', (join) =>
      join.onRef('staff.unit_id', '=', 'application.unit_id').onRef('staff.staff_id', '=', 'application.rebinds'),
    )
    .select([
      'application.application_id as id',
      'application.state',
      'staff.staff_id as staffId',
      'staff.name',
      'staff.role',
      'staff.number',
      'application.applied_at as askedAt',
      'application.decided_at as decidedAt',
      'application.reason',
    ])
    .where('application.unit_id', '=', unit)
    .orderBy('application.applied_at', 'desc')
    .orderBy('application.application_id', 'desc')
    .execute()
  // An officer's devices speak in the communities, and the new one speaks as nobody before it is let in. Of all units, so a statement of its own.
  const seen = await context.db
    .selectFrom('device')
    .select(['staff_id', 'seen_at'])
    .where(sql<boolean>`staff_id = any(${rows.map(({ staffId }) => staffId)}::text[])`)
    .execute()
  const now = context.clock.now()
  return ok({
    rebindings: rows.map((row) => {
      const until = row.decidedAt ?? now
      const times = seen.filter((one) => one.staff_id === row.staffId && one.seen_at <= until).map((one) => one.seen_at)
      return { ...row, lastSeenOn: times.length === 0 ? null : dayOf(Math.max(...times)) }
    }),
    asOf: now,
  })
}
