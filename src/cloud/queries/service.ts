import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { intervals } from '#cloud/operations/rollup-arithmetic'
import { ok, type Result, refuse } from '#cloud/result'
import type { QueryRequest } from '#contract/query'
import type { ServiceAnswer } from '#contract/service'
import type { DayRange } from '#domain/campaign'
import type { StaffId, UnitId } from '#domain/ids'
import { type Attendances, type CountedDay, serviceDays, serviceFigures, serviceSpan } from '#domain/service-record'
import type { Staff } from '#domain/staff'
import { addDays, dayOf, daysBetween } from '#domain/time'
import { permit } from './permit'

const MOST_DAYS = 400

/** A person's service from the rollup of his days, so that its minutes are those of the unit's day. */
export async function service(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'service' }>,
): Promise<Result<ServiceAnswer>> {
  const { unit, staff: staffId } = request
  const refused = permit(context, actor, 'service.read', { unitId: unit, owner: staffId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const person = await db
    .selectFrom('staff')
    .innerJoin('unit', 'unit.unit_id', 'staff.unit_id')
    .select(({ selectFrom }) => [
      'staff.staff_id as id',
      'staff.name',
      'staff.role',
      'staff.number',
      'staff.from_day as from',
      'staff.to_day as to',
      'unit.name as unitName',
      selectFrom('staff_day')
        .select(({ fn }) => fn.min('day').as('day'))
        .where('staff_day.unit_id', '=', unit)
        .where('staff_day.staff_id', '=', staffId)
        .as('firstDone'),
    ])
    .where('staff.unit_id', '=', unit)
    .where('staff.staff_id', '=', staffId)
    .where(({ not, ref }) => not(ref('staff.service')))
    .executeTakeFirst()
  if (person === undefined) return refuse(4044)
  const { unitName, from, to, firstDone, ...named } = person
  const whole = serviceSpan({ from, to }, firstDone, dayOf(now))
  const span = {
    from: request.from ?? latest(whole.from, addDays(request.to ?? whole.to, 1 - MOST_DAYS)),
    to: request.to ?? whole.to,
  }
  const asked = daysBetween(span.from, span.to) + 1
  if (asked < 1 || asked > MOST_DAYS) return refuse(4001, `日期范围须为 1 至 ${MOST_DAYS} 天`, 'to')
  const days = serviceDays(await countedDays(db, unit, staffId, span), await attendances(db, unit, staffId, span))
  const devices = await db
    .selectFrom('device')
    .select(({ fn }) => fn.sum<number | string | null>('pending').as('pending'))
    .where('unit_id', '=', unit)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
  return ok({
    person: named,
    unitName,
    ...span,
    serving: { from, to },
    days: days.map((day) => ({ ...day })),
    figures: serviceFigures(days),
    pending: Number(devices?.pending ?? 0),
    asOf: now,
  })
}

async function countedDays(
  db: Kysely<Tables>,
  unitId: UnitId,
  staffId: StaffId,
  { from, to }: DayRange,
): Promise<readonly CountedDay[]> {
  const rows = await db
    .selectFrom('staff_day')
    .select(['day', 'attended', 'doors', 'leaflet_walks', 'visits', 'met', 'leaflets'])
    .where('unit_id', '=', unitId)
    .where('staff_id', '=', staffId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
  return rows.map(({ attended, doors, leaflet_walks: walks, ...row }) => ({
    ...row,
    attended: intervals(attended),
    doorOutings: intervals(doors),
    leafletOutings: intervals(walks),
  }))
}

/** Whoever took part is one of them, whoever logged it. */
async function attendances(
  db: Kysely<Tables>,
  unitId: UnitId,
  staffId: StaffId,
  { from, to }: DayRange,
): Promise<Attendances> {
  const withHim = sql<boolean>`(staff_id = ${staffId} or with_staff @> ${JSON.stringify([staffId])}::jsonb)`
  const activities = await db
    .selectFrom('activity')
    .select('from_day as day')
    .where('unit_id', '=', unitId)
    .where(({ not, ref }) => not(ref('undone')))
    .where('from_day', '>=', from)
    .where('from_day', '<=', to)
    .where(withHim)
    .execute()
  const met = await db
    .selectFrom('attempt')
    .select('day')
    .where('unit_id', '=', unitId)
    .where('met', '<>', 'nobody')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where(withHim)
    .execute()
  return { activities: activities.map(({ day }) => day), dissuasions: met.map(({ day }) => day) }
}

function latest<Text extends string>(a: Text, b: Text): Text {
  return a > b ? a : b
}
