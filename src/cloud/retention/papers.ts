import { type RawBuilder, sql } from 'kysely'
import * as v from 'valibot'
import { change, writeTogether } from '#cloud/db/bulk'
import { emptied } from '#cloud/vault/emptied'
import type { RetentionKind } from '#domain/retention'
import { emptyLog } from './empty-log'
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

const withPerson = v.looseObject({ person: v.nullable(v.string()) })

/** Log and paper. By the keyed hash of a crime's phone its person's alerts are found: it goes, too. */
export async function emptyPapers(ground: PurgeGround, ids: readonly string[]): Promise<number> {
  const { trx, unitId, seq } = ground
  const inLog = await emptyLog(ground, ids)
  const rows = await trx
    .selectFrom('paper')
    .select(['paper_id', 'content'])
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`paper_id = any(${ids}::text[])`)
    .execute()
  await writeTogether(
    trx,
    change(
      'paper',
      rows.map(({ paper_id, content }) => {
        const left = emptied(content).value
        return { unit_id: unitId, paper_id, content: v.is(withPerson, left) ? { ...left, person: null } : left, seq }
      }),
      ['unit_id', 'paper_id'],
      ['content', 'seq'],
    ),
  )
  return inLog
}
