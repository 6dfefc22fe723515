import { type RawBuilder, sql } from 'kysely'
import type { RetentionKind } from '#domain/retention'
import { emptyBoxes, emptyLog } from './empty-boxes'
import { heldBack, lastDone, limited } from './held-back'
import type { DueItem, PurgeGround, RetentionTask } from './task'

/** Crimes whose review is closed, or which turned out to be none. Number, day, loss and place stay: the rates are made of them. */
export const crimes: RetentionTask = ofPapers(
  'crime',
  sql`kind = 'crime' and (state = 'closed' or content->>'counts' = 'false')`,
  lastDone('paper.unit_id', 'paper.paper_id'),
)

/** Of 投诉建议 that was answered. */
export const feedback: RetentionTask = ofPapers(
  'feedback',
  sql`kind = 'feedback' and state = 'answered'`,
  sql`(content->'answer'->>'at')::bigint`,
)

function ofPapers(kind: RetentionKind, over: RawBuilder<unknown>, since: RawBuilder<unknown>): RetentionTask {
  return {
    kind,
    async due(db, unitId, cutoff, limit) {
      const { rows } = await sql<DueItem>`
        select id, since from (
          select paper_id as id, coalesce(${since}, at) as since from paper
          where unit_id = ${unitId} and ${over} and (content::text like '%"box": "%' or content->>'person' is not null)
            and not ${heldBack('paper.unit_id', 'paper.paper_id')}
        ) done
        where since <= ${cutoff} order by since, id ${limited(limit)}`.execute(db)
      return rows
    },
    async purge(ground, ids) {
      return { values: await emptyPapers(ground, ids), subjects: ids }
    },
  }
}

/** Log and paper. By the keyed hash of a crime's phone its person's alerts are found: it goes, too. */
export async function emptyPapers(ground: PurgeGround, ids: readonly string[]): Promise<number> {
  const { trx, unitId, seq } = ground
  const inLog = await emptyLog(ground, ids)
  await emptyBoxes(ground, 'paper', ids)
  await sql`update paper set seq = ${seq},
      content = case when content->>'person' is null then content else jsonb_set(content, '{person}', 'null') end
    where unit_id = ${unitId} and paper_id = any(${ids}::text[])`.execute(trx)
  return inLog
}
