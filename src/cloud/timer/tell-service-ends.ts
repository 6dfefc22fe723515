import type { Transaction } from 'kysely'
import * as v from 'valibot'
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
import { morningOf, nearEnds, type ServiceEnd, serviceEnd } from '#domain/service-end'
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
  const units = new Set((await ending(context.db, context.clock.now())).map(({ row }) => row.unit_id))
  let told = 0
  for (const unitId of units) {
    try {
      told += await retried(context, (trx) => tellUnit(context, trx, unitId))
    } catch (error) {
      if (isUnavailable(error)) throw error
      // One unit's trouble is not the others'.
      context.log.error({ err: error, unit: unitId }, 'ends of service not told')
    }
  }
  return told
}

async function tellUnit(context: Context, trx: Transaction<Tables>, unitId: UnitId): Promise<number> {
  const head = await lockHead(trx, unitId)
  const now = context.clock.now()
  // Read again under the lock: of two runs the second finds them told.
  const found = await ending(trx, now, unitId)
  const ends = found.map((end): End => ({ ...end, id: serverId(context) }))
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

/**
 * Volunteers of one unit, or of all, of whom something is to be said now and was not yet. Two plain reads: people are few and lie
 * everywhere, the log lies by unit, and a join of the two would need every shard at once.
 */
async function ending(
  db: Context['db'],
  now: Milliseconds,
  unitId: UnitId | null = null,
): Promise<readonly Omit<End, 'id'>[]> {
  const day = morningOf(now)
  const { from, to } = nearEnds(day)
  let people = db
    .selectFrom('staff')
    .selectAll()
    .where('role', '=', 'volunteer')
    .where('to_day', '>=', from)
    .where('to_day', '<=', to)
    .orderBy('unit_id')
    .orderBy('number')
  if (unitId !== null) people = people.where('unit_id', '=', unitId)
  const ends = (await people.execute()).flatMap((row) => {
    const staff = staffOf(row)
    const end = onDuty(staff, dayOf(now)) ? serviceEnd(staff, day) : null
    return end === null || row.to_day === null ? [] : [{ row, end, to: row.to_day }]
  })
  if (ends.length === 0) return []
  const told = await db
    .selectFrom('operation')
    .select(['unit_id', 'content'])
    .where('unit_id', 'in', [...new Set(ends.map(({ row }) => row.unit_id))])
    .where(
      'subject',
      'in',
      ends.map(({ row }) => row.staff_id),
    )
    .where('type', '=', ENTRY)
    .execute()
  const keys = new Set(told.map(({ unit_id, content }) => keyOf(unit_id, v.parse(entry, content).body)))
  return ends.filter(({ row, to, end }) => !keys.has(keyOf(row.unit_id, { staffId: row.staff_id, to, end })))
}

/** What the log says that was told: of whom, for which last day, and which of the two. */
const entry = v.object({ body: v.object({ staffId: v.string(), to: v.string(), end: v.string() }) })

function keyOf(unitId: string, { staffId, to, end }: v.InferOutput<typeof entry>['body']): string {
  return [unitId, staffId, to, end].join(' ')
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
