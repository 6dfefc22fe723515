import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { addressKey } from '#cloud/limits/address-key'
import { type Stranger, tooMany } from '#cloud/limits/limits'
import { sha256 } from '#cloud/operations/canonical'
import { ok, type Result } from '#cloud/result'
import { MINUTE, type Milliseconds } from '#domain/time'

const SPAN: Milliseconds = 10 * MINUTE
/** Wrong codes of one caller, and of everybody together, in ten minutes: more is a machine that tries them out. */
const MOST_OF_ONE = 10
const MOST_OF_ALL = 300
const EVERYBODY = 'everybody'

/** Who names the code. */
export type Caller = Stranger

/** Counts before it is known whether the code is right, so that many at once gain nothing. */
export async function countGuess({ db, clock }: Context, caller: Caller): Promise<Result<true>> {
  const now = clock.now()
  const span = Math.floor(now / SPAN)
  const { rows } = await sql<{ readonly caller: string; readonly tries: number }>`
    with old as (delete from guess where span < ${span})
    insert into guess (caller, span, tries) select unnest(${names(caller)}::text[]), ${span}::bigint, 1
    on conflict (caller, span) do update set tries = guess.tries + 1 returning caller, tries`.execute(db)
  const within = rows.every(({ caller: name, tries }) => tries <= (name === EVERYBODY ? MOST_OF_ALL : MOST_OF_ONE))
  return within ? ok(true) : tooMany((span + 1) * SPAN - now, '邀请码试错太多')
}

/** It was right: whoever knows a code doesn't guess. */
export async function takeBackGuess({ db, clock }: Context, caller: Caller): Promise<void> {
  const span = Math.floor(clock.now() / SPAN)
  await sql`update guess set tries = tries - 1 where caller = any(${names(caller)}::text[]) and span = ${span}`.execute(
    db,
  )
}

function names({ openid, from }: Caller): string[] {
  return [EVERYBODY, sha256(`${openid ?? ''} ${openid === null ? addressKey(from ?? null) : ''}`)]
}
