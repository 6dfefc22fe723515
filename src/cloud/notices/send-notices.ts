import { type Selectable, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { change, writeTogether } from '#cloud/db/bulk'
import type { Tables } from '#cloud/db/tables'
import type { AlertLevel, CaseKind } from '#domain/alert'
import type { UnitId } from '#domain/ids'
import { onDuty, type Role } from '#domain/staff'
import { DAY, dayOf, type LocalDate, MINUTE, type Milliseconds } from '#domain/time'
import { messageOf, type Told } from './message'
import type { Messenger } from './messenger'

/** Taken and sent together. A process that dies between loses these few and no more. */
const AT_ONCE = 10
/** What could not be said for a day (there was no messenger, no timer) is old news. */
const NEWS_FOR: Milliseconds = DAY
/** The timer's function is stopped after a minute; what is left waits for the next one. */
const LONGEST_RUN: Milliseconds = MINUTE / 2

export type NoticeOutcome =
  | 'sent'
  | 'too-late'
  | 'off-duty'
  | 'no-openid'
  | 'no-template'
  | `refused:${number}`
  | 'failed'

/**
 * Sends what is to be told, each notice at most once (F22): it is taken first and sent then, so a crash between the two loses a
 * message rather than doubling it; the app shows the case anyway. Where no messenger is, notices are left for a process that has
 * one. Returns how many were sent.
 */
export async function sendNotices(context: Context): Promise<number> {
  const { messenger, db, clock } = context
  if (messenger === null) return 0
  const until = clock.now() + LONGEST_RUN
  const units = await db
    .selectFrom('notice')
    .select('unit_id')
    .distinct()
    .where('sent_at', 'is', null)
    .orderBy('unit_id')
    .execute()
  let sent = 0
  for (const { unit_id: unitId } of units) {
    for (let taken = AT_ONCE; taken === AT_ONCE && clock.now() < until; ) {
      const outcomes = await sendSome(context, messenger, unitId)
      taken = outcomes.length
      sent += outcomes.filter((outcome) => outcome === 'sent').length
    }
  }
  return sent
}

async function sendSome(context: Context, messenger: Messenger, unitId: UnitId): Promise<readonly NoticeOutcome[]> {
  const now = context.clock.now()
  const taken = await take(context, unitId, now)
  const sent = await Promise.all(
    taken.map(async (notice) => ({ notice, outcome: await sendOne(context, messenger, notice, now) })),
  )
  const rows = sent.map(({ notice, outcome }) => ({ unit_id: unitId, notice_id: notice.notice_id, outcome }))
  await writeTogether(context.db, change('notice', rows, ['unit_id', 'notice_id'], ['outcome']))
  for (const { notice, outcome } of sent)
    if (outcome === 'failed' || outcome.startsWith('refused'))
      context.log.warn({ unit: unitId, notice: notice.notice_id, outcome }, 'notice not sent')
  return rows.map(({ outcome }) => outcome)
}

/** A notice with what its message is made of. Of the case: nothing that says who it is about. */
type Taken = Selectable<Tables['notice']> & {
  /** Null: it is about no case. */
  readonly case_kind: CaseKind | null
  readonly level: AlertLevel | null
  readonly due_at: Milliseconds | null
  readonly community: string
  readonly openid: string | null
  readonly role: Role | null
  readonly active: boolean
  readonly from_day: LocalDate | null
  readonly to_day: LocalDate | null
}

/** `sent_at` says that it was taken: whoever comes a moment later passes it by, also while this statement runs. */
async function take({ db }: Context, unitId: UnitId, now: Milliseconds): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with free as (
      select notice_id from notice where unit_id = ${unitId} and sent_at is null
      order by made_at, notice_id limit ${AT_ONCE} for update skip locked
    ), taken as (
      update notice set sent_at = ${now}, tries = tries + 1 from free
      where notice.unit_id = ${unitId} and notice.notice_id = free.notice_id returning notice.*
    )
    select taken.*, dissuasion.kind as case_kind, dissuasion.level, dissuasion.due_at, unit.name as community,
      staff.openid, staff.role, coalesce(staff.active and not staff.service, false) as active, staff.from_day, staff.to_day
    from taken
    join unit on unit.unit_id = taken.unit_id
    left join dissuasion on dissuasion.unit_id = taken.unit_id and dissuasion.case_id = taken.case_id
    left join lateral (
      select * from staff where staff_id = taken.staff_id and staff.unit_id in (unit.unit_id, unit.station_id)
      order by staff.unit_id = unit.unit_id desc limit 1
    ) staff on true`.execute(db)
  return rows
}

async function sendOne(
  { config, log }: Context,
  messenger: Messenger,
  notice: Taken,
  now: Milliseconds,
): Promise<NoticeOutcome> {
  if (notice.made_at < now - NEWS_FOR) return 'too-late'
  if (notice.role === null || !onDuty(dutyOf(notice), dayOf(now))) return 'off-duty'
  if (notice.openid === null) return 'no-openid'
  const template = config.templates[notice.kind]
  if (template === undefined) return 'no-template'
  const told = toldBy(notice, notice.role)
  // A case that was erased meanwhile: there is nothing left to tell.
  if (told === null) return 'too-late'
  try {
    const sending = await messenger.send(messageOf(told, notice.openid, template))
    return typeof sending === 'string' ? sending : `refused:${sending.refused}`
  } catch (error) {
    log.error({ err: error }, 'messenger threw')
    return 'failed'
  }
}

function toldBy(notice: Taken, role: Role): Told | null {
  const { kind, community, about, case_id: caseId, case_kind: caseKind, level } = notice
  if (about !== null) return { notice: kind, community, about }
  if (caseId === null || caseKind === null || level === null) return null
  // Whoever has it no longer has no deadline either.
  const at = kind === 'transferred' ? notice.made_at : (notice.due_at ?? notice.made_at)
  return { notice: kind, unitId: notice.unit_id, community, caseId, caseKind, level, at, role }
}

function dutyOf({ active, from_day, to_day }: Taken) {
  return { active, from: from_day, to: to_day }
}
