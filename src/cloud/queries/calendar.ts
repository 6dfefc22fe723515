import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import type { CalendarAnswer, QueryRequest } from '#contract/query'
import { dayStatus } from '#domain/day-status'
import { wholeMinutes } from '#domain/minutes'
import { currentPolicy, policyOf } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { addDays, dayOf, daysBetween } from '#domain/time'
import { devicesOf } from './devices'
import { permit } from './permit'

const MOST_DAYS = 400

/** A line for every day asked for up to today, from the rollup alone: a year of a large community is a year's rows. */
export async function calendar(
  context: Context,
  actor: Staff,
  request: Extract<QueryRequest, { action: 'calendar' }>,
): Promise<Result<CalendarAnswer>> {
  const refused = permit(context, actor, 'day.read', { unitId: request.unit })
  if (refused) return refused
  const asked = daysBetween(request.from, request.to) + 1
  if (asked < 1 || asked > MOST_DAYS) return refuse(4001, `日期范围须为 1 至 ${MOST_DAYS} 天`, 'to')
  const rows = await context.db
    .selectFrom('unit_day')
    .select(['day', 'policy_version', 'activity_ms', 'person_ms', 'broadcast_ms', 'late'])
    .where('unit_id', '=', request.unit)
    .where('day', '>=', request.from)
    .where('day', '<=', request.to)
    .execute()
  const devices = await devicesOf(context.db, request.unit)
  const now = context.clock.now()
  const known = new Map(rows.map((row) => [row.day, row]))
  const length = Math.min(asked, daysBetween(request.from, dayOf(now)) + 1)
  const days = Array.from({ length: Math.max(0, length) }, (_, index) => {
    const day = addDays(request.from, index)
    const row = known.get(day)
    const policy = (row && policyOf(row.policy_version)) ?? currentPolicy
    return {
      day,
      status: dayStatus(row?.activity_ms ?? 0, day, devices, now, policy),
      activityMinutes: wholeMinutes(row?.activity_ms ?? 0),
      personMinutes: wholeMinutes(row?.person_ms ?? 0),
      broadcastMinutes: wholeMinutes(row?.broadcast_ms ?? 0),
      late: row?.late ?? 0,
    }
  })
  return ok({ days, targetMinutes: currentPolicy.targetMinutes, asOf: now })
}
