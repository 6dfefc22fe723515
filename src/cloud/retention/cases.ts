import { sql } from 'kysely'
import { change, writeTogether } from '#cloud/db/bulk'
import { emptied } from '#cloud/vault/emptied'
import { emptyLog } from './empty-log'
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
  const ofThese = sql<boolean>`case_id = any(${ids}::text[])`
  const rows = await trx.selectFrom('dissuasion').selectAll().where('unit_id', '=', unitId).where(ofThese).execute()
  const notes = await trx.selectFrom('police_note').selectAll().where('unit_id', '=', unitId).where(ofThese).execute()
  await writeTogether(trx, [
    ...change(
      'dissuasion',
      rows.map((row) => ({
        ...row,
        ...emptiedColumns(row),
        // Nobody's: not empty, or all erased cases would be one person's.
        person_index: `erased ${row.case_id}`,
        erased_seq: seq,
        seq,
      })),
      ['unit_id', 'case_id'],
      [
        ...(['name_sealed', 'phone_sealed', 'address_sealed', 'clue_sealed', 'returned_sealed'] as const),
        ...(['person_index', 'erased_seq', 'seq'] as const),
      ],
    ),
    ...change(
      'police_note',
      notes.map((row) => ({ ...row, ...emptiedColumns(row), seq })),
      ['unit_id', 'case_id'],
      ['labels_sealed', 'conclusion_sealed', 'seq'],
    ),
    sql`update attempt set note_index = null where unit_id = ${unitId} and ${ofThese} and note_index is not null`,
  ])
  return inLog
}

/** Of a row, its columns of sealed values, emptied. */
function emptiedColumns<Row extends object>(row: Row): Partial<Row> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) =>
      column.endsWith('_sealed') ? [[column, emptied(value).value]] : [],
    ),
  ) as Partial<Row>
}
