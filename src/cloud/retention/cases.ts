import { sql } from 'kysely'
import { emptyBoxes, emptyLog } from './empty-boxes'
import { heldBack, lastDone, lastSeq, limited } from './held-back'
import type { DueItem, PurgeGround, RetentionTask } from './task'

/** Residents in cases: closed ones, by the last thing done. What came in after a purge makes it due again. */
export const cases: RetentionTask = {
  kind: 'case',
  async due(db, unitId, cutoff, limit) {
    const { rows } = await sql<DueItem>`
      select id, since from (
        select case_id as id, coalesce(${lastDone('dissuasion.unit_id', 'dissuasion.case_id')}, entered_at) as since,
          erased_seq, ${lastSeq('dissuasion.unit_id', 'dissuasion.case_id')} as last_seq
        from dissuasion where unit_id = ${unitId} and state = 'closed'
          and not ${heldBack('dissuasion.unit_id', 'dissuasion.case_id')}
      ) closed
      where since <= ${cutoff} and (erased_seq is null or last_seq > erased_seq)
      order by since, id ${limited(limit)}`.execute(db)
    return rows
  },
  async purge(ground, ids) {
    return { values: await emptyCases(ground, ids), subjects: ids }
  },
}

/** Log, case, police note and attempts: the same values lie in each. The person is not found by the phone's hash any more. */
export async function emptyCases(ground: PurgeGround, ids: readonly string[]): Promise<number> {
  const { trx, unitId, seq } = ground
  const inLog = await emptyLog(ground, ids)
  await emptyBoxes(ground, 'dissuasion', ids)
  await emptyBoxes(ground, 'police_note', ids)
  const these = sql`unit_id = ${unitId} and case_id = any(${ids}::text[])`
  // Nobody's hash: not an empty one, or all erased cases would be one person's.
  await sql`update dissuasion set person_index = 'erased ' || case_id, erased_seq = ${seq}, seq = ${seq} where ${these}`.execute(
    trx,
  )
  await sql`update attempt set note_index = null where ${these} and note_index is not null`.execute(trx)
  return inLog
}
