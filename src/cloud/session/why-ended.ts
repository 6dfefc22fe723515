import type { Context } from '#cloud/context'
import { sha256 } from '#cloud/operations/canonical'
import { refuse } from '#cloud/result'
import type { SessionId, UnitId } from '#domain/ids'
import { unitOfToken } from './tokens'

/** 4011 for a token that opens nothing; whose person has another WeChat now hears that, and his device empties itself. */
export async function whyEnded({ db }: Pick<Context, 'db'>, token: string | null) {
  const unit = token === null ? null : unitOfToken(token)
  if (token === null || unit === null) return refuse(4011)
  const row = await db
    .selectFrom('session_token')
    .select('session_id')
    .where('unit_id', '=', unit)
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst()
  return row === undefined ? refuse(4011) : whySessionEnded({ db }, unit, row.session_id)
}

/** The same by the session, for whoever can name it. */
export async function whySessionEnded({ db }: Pick<Context, 'db'>, unit: UnitId, session: SessionId) {
  const row = await db
    .selectFrom('session')
    .select('ended_why')
    .where('unit_id', '=', unit)
    .where('session_id', '=', session)
    .executeTakeFirst()
  return refuse(
    4011,
    row?.ended_why === 'rebound' ? '这个账号已换绑到另一个微信；若不是您本人，请马上告诉社区书记' : undefined,
  )
}
