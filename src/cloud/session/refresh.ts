import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { retried } from '#cloud/db/retried'
import { appendServerEntry } from '#cloud/operations/append-server-entry'
import { sha256 } from '#cloud/operations/canonical'
import { lockHead } from '#cloud/operations/log'
import { SERVER } from '#cloud/operations/server-id'
import { type Result, refuse } from '#cloud/result'
import type { SessionId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { actorOf, people } from './authenticate'
import { keyed, type Opened, openedAs } from './sign-in'
import { ACCESS_LIVES, issueAccess, newRefreshToken, type RefreshNamed, readRefreshToken } from './tokens'
import { whySessionEnded } from './why-ended'

/** Of tokens that were given for one whose answers never came; more than anybody's bad network asks for. */
const MOST_UNUSED = 16
/** Two tabs at once; each attempt has seen what the one before it wrote. */
const ATTEMPTS = 8

type Outcome = 'renewed' | 'stolen' | 'over' | 'again'

/**
 * New tokens for an old one. Each is used once, but the last one used may come again for as long as none of those that were given for it
 * was used: a device that lost the answer, or its second tab, asks again and is not signed out. Whatever else comes was given before and
 * replaced: somebody has a copy, and nobody knows who of the two is the person. The session ends, and the unit's log says so.
 *
 * `claimed`: the session that the page believes to be in. In a browser where somebody else has signed in since it is not this one.
 */
export async function refreshSession(
  context: Context,
  token: string | null,
  claimed: SessionId | null,
): Promise<Result<Opened>> {
  if (token === null || claimed === null) return refuse(4010)
  const named = readRefreshToken(token)
  if (named === null) return refuse(4011)
  if (named.session !== claimed) return refuse(4011, '这个浏览器已由另一人登录，请重新登录')
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const next = newRefreshToken(context, named.unit, named.session)
    switch (await rotate(context, named, sha256(next))) {
      case 'renewed':
        return renewed(context, named, next)
      case 'stolen':
        await endStolen(context, named)
        return refuse(4011, '登录凭证被重复使用，为安全已退出这次登录；请重新登录')
      case 'over':
        return whySessionEnded(context, named.unit, named.session)
      case 'again':
        break
    }
  }
  return refuse(4290)
}

/** One step, and only from where it was read: of two at once the second reads anew. */
async function rotate({ db, clock }: Context, named: RefreshNamed, nextHash: string): Promise<Outcome> {
  const now = clock.now()
  const row = await alive(db, named, now)
  if (row === undefined) return 'over'
  const { refresh_hash: used, next_hashes: unused } = row
  const first = unused.includes(named.hash)
  if (!first && used !== named.hash) return 'stolen'
  const next = first ? [nextHash] : [...unused, nextHash].slice(-MOST_UNUSED)
  const changed = await db
    .updateTable('session')
    .set({ refresh_hash: named.hash, next_hashes: JSON.stringify(next), seen_on: dayOf(now) })
    .where('unit_id', '=', named.unit)
    .where('session_id', '=', named.session)
    .where('revoked_at', 'is', null)
    .where('refresh_hash', 'is not distinct from', used)
    .where(sql<boolean>`next_hashes = ${JSON.stringify(unused)}::jsonb`)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n ? 'renewed' : 'again'
}

function alive(db: Context['db'], { unit, session }: RefreshNamed, now: number) {
  return db
    .selectFrom('session')
    .select(['staff_id', 'expires_at', 'refresh_hash', 'next_hashes'])
    .where('unit_id', '=', unit)
    .where('session_id', '=', session)
    .where('kind', '=', 'web')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

async function renewed(context: Context, named: RefreshNamed, refresh: string): Promise<Result<Opened>> {
  const row = await people(context)
    .innerJoin('session', (join) =>
      join.onRef('session.unit_id', '=', 'staff.unit_id').onRef('session.staff_id', '=', 'staff.staff_id'),
    )
    .select(['session.expires_at', 'session.device_id'])
    .where('session.unit_id', '=', named.unit)
    .where('session.session_id', '=', named.session)
    .executeTakeFirst()
  if (row === undefined) return refuse(4011)
  const actor = actorOf(row)
  const on = await keyed(context, actor.staff, row.device_id)
  const access = await issueAccess(context, named, ACCESS_LIVES)
  const tokens = { ...access, refresh, sessionUntil: row.expires_at }
  return openedAs(context, actor, named.session, on, tokens)
}

async function endStolen(context: Context, { unit, session }: RefreshNamed): Promise<void> {
  await retried(context, async (trx) => {
    const head = await lockHead(trx, unit)
    const ended = await trx
      .updateTable('session')
      .set({ revoked_at: context.clock.now() })
      .where('unit_id', '=', unit)
      .where('session_id', '=', session)
      .where('revoked_at', 'is', null)
      .returning('staff_id')
      .executeTakeFirst()
    if (ended === undefined) return
    const content = { type: 'session.stolen', staffId: ended.staff_id, session }
    await appendServerEntry(context, trx, head, {
      unitId: unit,
      author: SERVER,
      type: content.type,
      subject: ended.staff_id,
      content,
    })
  })
}
