import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { AccountsAnswer } from '#contract/enrolment'
import type { QueryRequest } from '#contract/query'
import type { UnitId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf, type LocalDate } from '#domain/time'
import { unitKinds } from '#domain/unit'
import type { Viewer } from '../sync/case-rows'
import { permit } from './permit'

/** Who of a unit has signed in yet, for whoever gives out the codes: a new street begins with one person and a list (F21). */
export async function accounts(
  context: Context,
  { staff: actor, streetId }: Viewer,
  { unit }: Extract<QueryRequest, { action: 'accounts' }>,
): Promise<Result<AccountsAnswer>> {
  const refused = permit(context, actor, 'staff.invite', { unitId: unit, street: streetId })
  if (refused) return refused
  const units = await unitsOf(context, actor.role === 'street' ? streetId : null, unit)
  const own = units.find(({ id }) => id === unit)
  if (own === undefined) return refuse(4031)
  const now = context.clock.now()
  const rows = await context.db
    .selectFrom('staff')
    .select(['staff_id as id', 'name', 'role', 'number', 'active', 'from_day as from', 'to_day as to'])
    .select([
      sql<LocalDate | null>`(select max(seen_on) from session
        where session.unit_id = ${unit} and session.staff_id = staff.staff_id)`.as('seenOn'),
      sql<boolean>`exists (select from invitation
        where invitation.unit_id = staff.unit_id and invitation.staff_id = staff.staff_id
          and invitation.revoked_at is null and invitation.expires_at > ${now} and invitation.used < invitation.uses)`.as(
        'invited',
      ),
    ])
    .where('unit_id', '=', unit)
    .where('service', '=', false)
    .orderBy('number')
    .orderBy('staff_id')
    .execute()
  return ok({
    unit: own,
    units,
    people: rows.map(({ active, from, to, ...person }) => ({
      ...person,
      onDuty: onDuty({ active, from, to }, dayOf(now)),
    })),
    asOf: now,
  })
}

/** The street's own comes first, then the communities, the offices …: as one looks for a unit in the street's papers. */
function unitsOf({ db }: Context, street: UnitId | null, unit: UnitId) {
  return db
    .selectFrom('unit')
    .select(['unit_id as id', 'name'])
    .where(({ eb, or }) =>
      street === null ? eb('unit_id', '=', unit) : or([eb('unit_id', '=', street), eb('street_id', '=', street)]),
    )
    .orderBy(sql`unit_id <> ${street}`)
    .orderBy(sql`array_position(array[${sql.join(unitKinds)}], kind)`)
    .orderBy('unit_id')
    .execute()
}
