import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { ok, type Result, refuse } from '#cloud/result'
import type { EndedAnswer, SessionsAnswer } from '#contract/session'
import type { SessionId, UnitId } from '#domain/ids'
import type { Actor } from './authenticate'
import { readRefreshToken, unitOfToken } from './tokens'

/** Where the person is signed in, newest first. */
export async function ownSessions({ db, clock }: Context, { staff, session }: Actor): Promise<Result<SessionsAnswer>> {
  const now = clock.now()
  const rows = await db
    .selectFrom('session')
    .select(['session_id', 'kind', 'browser', 'system', 'opened_at', 'seen_on'])
    .where('unit_id', '=', staff.unitId)
    .where('staff_id', '=', staff.id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('opened_at', 'desc')
    .orderBy('session_id')
    .execute()
  return ok({
    sessions: rows.flatMap(({ session_id: id, kind, browser, system, opened_at: openedAt, seen_on: seenOn }) =>
      kind === 'key' ? [] : [{ id, kind, browser, system, openedAt, seenOn, here: id === session }],
    ),
    serverTime: now,
  })
}

/** Ends one of the person's own sessions, or all of them, at once. The unit's log says that it was done. */
export async function endOwnSessions(
  context: Context,
  { staff }: Actor,
  session: SessionId | null,
): Promise<Result<EndedAnswer>> {
  const now = context.clock.now()
  const ended = await retried(context, async (trx) => {
    const head = await lockHead(trx, staff.unitId)
    const rows = await trx
      .updateTable('session')
      .set({ revoked_at: now })
      .where('unit_id', '=', staff.unitId)
      .where('staff_id', '=', staff.id)
      .where('kind', '!=', 'key')
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .$if(session !== null, (found) => found.where('session_id', '=', session as SessionId))
      .returning('session_id')
      .execute()
    if (rows.length === 0) return 0
    const content = { type: 'session.end', staffId: staff.id, sessions: rows.map(({ session_id: id }) => id).sort() }
    await appendServerEntry(context, trx, head, {
      unitId: staff.unitId,
      author: staff.id,
      type: content.type,
      subject: staff.id,
      content,
    })
    return rows.length
  })
  if (ended === 0) return refuse(4041, '这台设备已不在登录列表中')
  return ok({ ended, serverTime: now })
}

interface Shown {
  readonly token: string | null
  readonly refresh?: string | null
  readonly session?: SessionId | null
}

/**
 * The session that the tokens belong to is over. The access token may be over by now, the refresh token may be known no more: each of
 * the two suffices. False: these are another session's cookies than the page believes (`session`), and nothing was done to it.
 */
export async function closeSession(context: Context, { token, refresh, session = null }: Shown): Promise<boolean> {
  const named = readRefreshToken(refresh ?? '')
  if (named !== null && named.session !== session) return false
  if (named !== null) {
    await context.db
      .updateTable('session')
      .set({ revoked_at: context.clock.now() })
      .where('unit_id', '=', named.unit)
      .where('session_id', '=', named.session)
      .where('revoked_at', 'is', null)
      .where(sql<boolean>`(refresh_hash = ${named.hash} or next_hashes @> ${JSON.stringify([named.hash])}::jsonb)`)
      .execute()
  }
  const unit = unitOfToken(token ?? '')
  if (unit !== null && token !== null) await closeByAccess(context, unit, token, session)
  return true
}

async function closeByAccess(
  { db, clock }: Context,
  unit: UnitId,
  token: string,
  session: SessionId | null,
): Promise<void> {
  const found = await db
    .selectFrom('session_token')
    .select('session_id')
    .where('unit_id', '=', unit)
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst()
  if (found === undefined || (session !== null && found.session_id !== session)) return
  await db
    .updateTable('session')
    .set({ revoked_at: clock.now() })
    .where('unit_id', '=', unit)
    .where('session_id', '=', found.session_id)
    .where('revoked_at', 'is', null)
    .execute()
}
