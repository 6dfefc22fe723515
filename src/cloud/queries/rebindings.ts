import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { RebindingsAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import { dayOf, type Milliseconds } from '#domain/time'
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
      // An officer's devices speak in the communities, and the new one speaks as nobody before it is let in.
      sql<Milliseconds | null>`(select max(seen_at) from device where device.staff_id = staff.staff_id
        and seen_at <= coalesce(application.decided_at, ${context.clock.now()}))`.as('seenAt'),
    ])
    .where('application.unit_id', '=', unit)
    .orderBy('application.applied_at', 'desc')
    .orderBy('application.application_id', 'desc')
    .execute()
  return ok({
    rebindings: rows.map(({ seenAt, ...row }) => ({ ...row, lastSeenOn: seenAt === null ? null : dayOf(seenAt) })),
    asOf: context.clock.now(),
  })
}
