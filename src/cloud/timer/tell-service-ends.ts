import { sql, type Transaction } from 'kysely'
import type { Context } from '#cloud/context'
import { put, writeTogether } from '#cloud/db/bulk'
import { isUnavailable } from '#cloud/db/errors'
import { retried } from '#cloud/db/retried'
import type { Tables } from '#cloud/db/tables'
import { type NoticeDraft, noticeRows } from '#cloud/notices/notice-rows'
import { serverEntry } from '#cloud/operations/append-server-entry'
import { chain, type LogRow, lockHead } from '#cloud/operations/log'
import { SERVER, serverId } from '#cloud/operations/server-id'
import { type StaffRow, staffOf } from '#cloud/operations/working-set'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { NoticeKind } from '#domain/notice'
import { morningOf, nearEnds, type ServiceEnd, SOON_DAYS, serviceEnd } from '#domain/service-end'
import { onDuty } from '#domain/staff'
import { addDays, dayOf, type LocalDate, MINUTE, type Milliseconds, startOfDay } from '#domain/time'

const ENTRY = 'service.ending'
const noticeOf: Readonly<Record<ServiceEnd, NoticeKind>> = { soon: 'service-soon', last: 'service-last' }

/**
 * A volunteer and the unit's secretaries hear three days before his last day that it comes, and on the day that it is here (F16): once,
 * for the log's own entry says for which day it was told, and anew for the day the service was lengthened to. That it ends needs
 * nothing of anybody. Returns how many volunteers were told of.
 */
export async function tellServiceEnds(context: Context): Promise<number> {
  const day = morningOf(context.clock.now())
  const units = await ending(context.db, day).select('staff.unit_id').distinct().orderBy('staff.unit_id').execute()
  let told = 0
  for (const { unit_id: unitId } of units) {
    try {
      told += await retried(context, (trx) => tellUnit(context, trx, unitId, day))
    } catch (error) {
      if (isUnavailable(error)) throw error
      // One unit's trouble is not the others'.
      context.log.error({ err: error, unit: unitId }, 'ends of service not told')
    }
  }
  return told
}

async function tellUnit(context: Context, trx: Transaction<Tables>, unitId: UnitId, day: LocalDate): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  // Read again under the lock: of two runs the second finds them told.
  const rows = await ending(trx, day)
    .selectAll('staff')
    .where('staff.unit_id', '=', unitId)
    .orderBy('staff.number')
    .execute()
  const ends = rows.flatMap((row) => {
    const end = onDuty(staffOf(row), dayOf(now)) ? serviceEnd(staffOf(row), day) : null
    return end === null || row.to_day === null ? [] : [{ row, end, to: row.to_day, id: serverId(context) }]
  })
  if (ends.length === 0) return 0
  const entries: Omit<LogRow, 'seq' | 'hash'>[] = ends.map(({ row: { staff_id: staffId }, end, to, id }) =>
    serverEntry(context, {
      unitId,
      author: SERVER,
      type: ENTRY,
      id,
      subject: staffId,
      content: { id, body: { staffId, to, end } },
    }),
  )
  const log = chain(head, entries)
  await writeTogether(trx, [
    ...put('operation', log.rows),
    ...put('notice', noticeRows(unitId, notices(ends, await secretariesOf(trx, unitId, now)), now)),
    ...put('unit_head', [{ unit_id: unitId, ...log.head }], ['unit_id']),
  ])
  return ends.length
}

/** Volunteers whose last day is near and who were not told of it: the step is in the log's entry, so is the day. */
function ending(db: Context['db'], day: LocalDate) {
  const { from, to } = nearEnds(day)
  return (
    db
      .selectFrom('staff')
      .where('staff.role', '=', 'volunteer')
      .where(({ ref }) => ref('staff.active'))
      .where('staff.to_day', '>=', from)
      .where('staff.to_day', '<=', to)
      // As `serviceEnd` says; here so that a unit is not locked each minute for somebody who came for two days.
      .where(
        sql<boolean>`(staff.to_day = ${day} or staff.from_day is null or staff.from_day::date <= staff.to_day::date - ${SOON_DAYS}::integer)`,
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('operation')
              .select('operation.seq')
              .whereRef('operation.unit_id', '=', 'staff.unit_id')
              .whereRef(sql`operation.subject`, '=', 'staff.staff_id')
              .where('operation.type', '=', ENTRY)
              .where(sql<boolean>`operation.content->'body'->>'to' = staff.to_day`)
              .where(
                sql<boolean>`operation.content->'body'->>'end' = case when staff.to_day = ${day} then ${'last' satisfies ServiceEnd} else ${'soon' satisfies ServiceEnd} end`,
              ),
          ),
        ),
      )
  )
}

async function secretariesOf(trx: Transaction<Tables>, unitId: UnitId, now: Milliseconds): Promise<readonly StaffId[]> {
  const rows = await trx
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('role', '=', 'secretary')
    .execute()
  return rows.filter((row) => onDuty(staffOf(row), dayOf(now))).map(({ staff_id }) => staff_id)
}

interface End {
  readonly row: StaffRow
  readonly end: ServiceEnd
  readonly to: LocalDate
  readonly id: OperationId
}

/** To each volunteer his own; to a secretary one for all who end on the same day. */
function notices(ends: readonly End[], secretaries: readonly StaffId[]): readonly NoticeDraft[] {
  const own = ends.map(({ row, end, to, id }): NoticeDraft => {
    const about = { what: '志愿服务', page: 'pages/service/index', at: lastMinuteOf(to) }
    return { cause: id, caseId: null, staffId: row.staff_id, kind: noticeOf[end], about }
  })
  const together = new Map<LocalDate, readonly End[]>()
  for (const one of ends) together.set(one.to, [...(together.get(one.to) ?? []), one])
  const toSecretaries = [...together.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const about = { what: namesOf(group), page: 'community/staff/index', at: lastMinuteOf(first.to) }
    return secretaries.map(
      (staffId): NoticeDraft => ({ cause: first.id, caseId: null, staffId, kind: noticeOf[first.end], about }),
    )
  })
  return [...own, ...toSecretaries]
}

/** `志愿者王芳`, `志愿者王芳等 3 人` */
function namesOf(group: readonly End[]): string {
  const more = group.length > 1 ? `等 ${group.length} 人` : ''
  return `志愿者${group[0]?.row.name ?? ''}${more}`
}

function lastMinuteOf(day: LocalDate): Milliseconds {
  return startOfDay(addDays(day, 1)) - MINUTE
}
