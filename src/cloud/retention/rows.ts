import { type RawBuilder, sql } from 'kysely'
import { dayOf } from '#domain/time'
import { lastDone, limited } from './held-back'
import type { DueItem, RetentionTask } from './task'

/** When a sign-in was over, or will be. */
const signInEnd = sql<number>`least(coalesce(revoked_at, expires_at), expires_at)`

/** Rows that go as a whole. */
export const sessions = ofRows('session', [
  { table: 'session', key: sql.ref('session_id'), since: signInEnd },
  { table: 'session_token', key: sql.ref('token_hash'), since: sql`expires_at` },
])
export const applications = ofRows('application', [
  { table: 'application', key: sql.ref('application_id'), since: sql`coalesce(decided_at, applied_at)` },
  { table: 'invitation', key: sql.ref('invitation_id'), since: sql`expires_at` },
])
export const held = ofRows('held', [{ table: 'held', key: sql.ref('operation_id'), since: sql`received_at` }])
export const notices = ofRows('notice', [{ table: 'notice', key: sql.ref('notice_id'), since: sql`made_at` }])

interface Source {
  readonly table: 'session' | 'session_token' | 'application' | 'invitation' | 'held' | 'notice'
  readonly key: RawBuilder<unknown>
  readonly since: RawBuilder<unknown>
}

function ofRows(kind: RetentionTask['kind'], sources: readonly Source[]): RetentionTask {
  return {
    kind,
    async due(db, unitId, cutoff, limit) {
      const branches = sources.map(
        ({ table, key, since }) =>
          sql`select ${key} as id, ${since} as since from ${sql.table(table)} where unit_id = ${unitId} and ${since} <= ${cutoff}`,
      )
      const { rows } = await sql<DueItem>`
        select id, since from (${sql.join(branches, sql` union all `)}) old order by since, id ${limited(limit)}`.execute(
        db,
      )
      return rows
    },
    async purge({ trx, unitId }, ids) {
      for (const { table, key } of sources)
        await sql`delete from ${sql.table(table)} where unit_id = ${unitId} and ${key} = any(${ids}::text[])`.execute(
          trx,
        )
      return { values: ids.length, subjects: [] }
    },
  }
}

/** Who is shown in the place of a volunteer who left long ago; the number tells one from another. */
export const FORMER_VOLUNTEER = '已离任志愿者'

/** By the last day of service; of whoever was stopped before it, by when that was said. */
export const volunteers: RetentionTask = {
  kind: 'volunteer',
  async due(db, unitId, cutoff, limit) {
    const { rows } = await sql<DueItem>`
      select staff_id as id, since from (
        select staff_id, case when active then ${dayAfter} else least(${dayAfter}, ${lastDone(sql`${unitId}`, 'staff.staff_id')}) end as since
        from staff where unit_id = ${unitId} and role = 'volunteer' and name <> ${FORMER_VOLUNTEER}
          and (not active or to_day < ${dayOf(cutoff)})
      ) former where since <= ${cutoff} order by since, staff_id ${limited(limit)}`.execute(db)
    return rows
  },
  async purge({ trx, unitId }, ids) {
    const these = sql<boolean>`staff_id = any(${ids}::text[])`
    await trx
      .updateTable('staff')
      .set({ name: FORMER_VOLUNTEER, roster_key: null, openid: null })
      .where('unit_id', '=', unitId)
      .where(these)
      .execute()
    // What they wrote themselves names them.
    await sql`update paper set content = jsonb_set(content, '{by,name}', to_jsonb(${FORMER_VOLUNTEER}::text))
      where unit_id = ${unitId} and kind = 'feedback' and author = any(${ids}::text[])`.execute(trx)
    return { values: ids.length, subjects: ids }
  },
}

/**
 * Secrets of accounts whose people serve no more and are signed in nowhere. Whatever ended last counts: the day, the word that stopped him,
 * a sign-in by which his device might still have handed something in. Until it goes he may be taken back, and finds what he had.
 */
export const keys: RetentionTask = {
  kind: 'key',
  async due(db, unitId, cutoff, limit) {
    const { rows } = await sql<DueItem>`
      select id, since from (
        select account_key.staff_id as id, greatest(
          made_at, case when active then ${dayAfter} end, ${lastDone(sql`${unitId}`, 'account_key.staff_id')},
          (select max(${signInEnd}) from session where session.unit_id = ${unitId} and session.staff_id = account_key.staff_id)
        ) as since
        from account_key join staff on staff.unit_id = account_key.unit_id and staff.staff_id = account_key.staff_id
        where account_key.unit_id = ${unitId} and (not active or to_day < ${dayOf(cutoff)})
      ) former where since <= ${cutoff} order by since, id ${limited(limit)}`.execute(db)
    return rows
  },
  async purge({ trx, unitId }, ids) {
    await sql`delete from account_key where unit_id = ${unitId} and staff_id = any(${ids}::text[])`.execute(trx)
    return { values: ids.length, subjects: ids }
  },
}

/** Midnight in Shanghai at which the last day is over, in ms; null where there is none. */
const dayAfter = sql`(extract(epoch from to_day::date + 1) * 1000)::bigint - 28800000`
