import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { sha256 } from '#cloud/operations/canonical'
import { sessionId, unitId } from '#contract/scalars'
import type { SessionId, UnitId } from '#domain/ids'
import { DAY, MINUTE, type Milliseconds } from '#domain/time'

/** A session ends then, whatever was renewed: the person signs in again. */
export const SESSION_LIVES: Milliseconds = 30 * DAY
/** What a browser shows with each call. */
export const ACCESS_LIVES: Milliseconds = 15 * MINUTE
/** Of WeChat's sessions, whose tokens are worth nothing in other hands: renewed each day that the mini program is used. */
export const WECHAT_TOKEN_LIVES: Milliseconds = DAY

/** What was given out; the database has the SHA-256 of each. */
export interface Tokens {
  readonly access: string
  readonly accessUntil: Milliseconds
  /** Of a web session: for the next tokens, once. */
  readonly refresh: string | null
  readonly sessionUntil: Milliseconds
}

/** `<unit>.<secret>`: by its unit a token is looked up in one shard. The unit alone proves nothing, and a wrong one finds nothing. */
export function unitOfToken(token: string): UnitId | null {
  const parsed = v.safeParse(unitId, token.slice(0, token.indexOf('.')))
  return parsed.success ? parsed.output : null
}

export function newToken({ random }: Pick<Context, 'random'>, unit: UnitId): string {
  return `${unit}.${secret(random)}`
}

/** `<unit>.<session>.<secret>`: an old one, whose hash is long forgotten, still tells of which session it was stolen. */
export function newRefreshToken({ random }: Pick<Context, 'random'>, unit: UnitId, session: SessionId): string {
  return `${unit}.${session}.${secret(random)}`
}

export interface RefreshNamed {
  readonly unit: UnitId
  readonly session: SessionId
  readonly hash: string
}

export function readRefreshToken(token: string): RefreshNamed | null {
  const parts = token.split('.')
  const unit = v.safeParse(unitId, parts[0])
  const session = v.safeParse(sessionId, parts[1])
  if (parts.length !== 3 || !unit.success || !session.success) return null
  return { unit: unit.output, session: session.output, hash: sha256(token) }
}

export function newSessionId({ random }: Pick<Context, 'random'>): SessionId {
  return v.parse(sessionId, Buffer.from(random.bytes(16)).toString('hex'))
}

function secret(random: Context['random']): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** A new token of the session; those of it that are over go. */
export async function issueAccess(
  context: Pick<Context, 'db' | 'clock' | 'random'>,
  { unit, session }: { readonly unit: UnitId; readonly session: SessionId },
  lives: Milliseconds,
): Promise<Pick<Tokens, 'access' | 'accessUntil'>> {
  const access = newToken(context, unit)
  const now = context.clock.now()
  await context.db
    .deleteFrom('session_token')
    .where('unit_id', '=', unit)
    .where('session_id', '=', session)
    .where('expires_at', '<=', now)
    .execute()
  await context.db
    .insertInto('session_token')
    .values({ unit_id: unit, token_hash: sha256(access), session_id: session, expires_at: now + lives })
    .execute()
  return { access, accessUntil: now + lives }
}
