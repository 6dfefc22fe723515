import { type RawBuilder, sql } from 'kysely'
import * as v from 'valibot'
import { change, plain, writeTogether } from '#cloud/db/bulk'
import { contentHash } from '#cloud/operations/canonical'
import { type EmptiedRow, emptiedMarkText } from '#cloud/operations/emptied-rows'
import type { OperationId } from '#domain/ids'
import { ERASED, type RetentionKind } from '#domain/retention'
import { heldBack, limited } from './held-back'
import type { DueItem, Gone, PurgeGround, RetentionTask } from './task'

type Body = Readonly<Record<string, unknown>>

/** Free words of field work, which were never sealed. What has to be there to be read at all says that it was erased. */
export const words: RetentionTask = ofLog(
  'words',
  // As the index `operation_with_words` has it.
  sql`type = any(array['visit.log', 'visit.amend', 'activity.log', 'activity.amend', 'leaflet.hand-out', 'standing.check'])
    and (jsonb_typeof(content->'body'->'note') = 'string'
      or (jsonb_typeof(content->'body'->'reason') = 'string' and content->'body'->>'reason' <> '（已按规定删除）'))`,
  ({ note: _, ...body }) => ('reason' in body ? { ...body, reason: ERASED } : body),
  (ids) => [
    // By the operation whose content stands: what an older version said is in the log alone.
    sql`update visit set note = null where unit_id = ${ids.unit} and content_id = any(${ids.all}::text[]) and note is not null`,
    sql`update activity set note = null where unit_id = ${ids.unit} and content_id = any(${ids.all}::text[]) and note is not null`,
    sql`update hand_out set reason = null where unit_id = ${ids.unit} and hand_out_id = any(${ids.all}::text[]) and reason is not null`,
    sql`update paper set content = jsonb_set(content, '{note}', 'null') where unit_id = ${ids.unit} and kind = 'standing'
      and paper_id in (select subject from operation where unit_id = ${ids.unit} and operation_id = any(${ids.all}::text[]))
      -- A younger look's note stands until it is as old.
      and not exists (select from operation where operation.unit_id = paper.unit_id and operation.subject = paper.paper_id
        and type = 'standing.check' and jsonb_typeof(operation.content->'body'->'note') = 'string')`,
  ],
)

/** Where a phone was. */
export const locations: RetentionTask = ofLog(
  'location',
  // As the index `operation_with_place` has it.
  sql`jsonb_typeof(content->'body'->'location') = 'object'`,
  ({ location: _, ...body }) => body,
  (ids) => [
    sql`update visit set location = null where unit_id = ${ids.unit} and visit_id = any(${ids.all}::text[])`,
    sql`update hand_out set location = null where unit_id = ${ids.unit} and hand_out_id = any(${ids.all}::text[])`,
    sql`update attempt set location = null where unit_id = ${ids.unit} and attempt_id = any(${ids.all}::text[])`,
  ],
)

interface Ids {
  readonly unit: string
  readonly all: readonly string[]
}

function ofLog(
  kind: RetentionKind,
  has: RawBuilder<unknown>,
  without: (body: Body) => Body,
  projections: (ids: Ids) => readonly RawBuilder<unknown>[],
): RetentionTask {
  return {
    kind,
    async due(db, unitId, cutoff, limit) {
      const { rows } = await sql<DueItem>`
        select operation_id as id, received_at as since from operation
        where unit_id = ${unitId} and received_at <= ${cutoff} and ${has}
          and not ${heldBack('operation.unit_id', 'operation.subject')}
        order by received_at, operation_id ${limited(limit)}`.execute(db)
      return rows
    },
    async purge(ground, ids) {
      const gone = await emptyContents(ground, ids, without)
      await writeTogether(
        ground.trx,
        projections({ unit: ground.unitId, all: ids }).map((statement) => plain(statement)),
      )
      return gone
    },
  }
}

const logged = v.looseObject({ body: v.record(v.string(), v.unknown()) })

async function emptyContents(
  { trx, unitId, vault }: PurgeGround,
  ids: readonly string[],
  without: (body: Body) => Body,
): Promise<Gone> {
  const rows = await trx
    .selectFrom('operation')
    .select(['operation_id', 'content'])
    .where('unit_id', '=', unitId)
    .where(sql<boolean>`operation_id = any(${ids}::text[])`)
    .execute()
  const changed = rows.map(({ operation_id, content }) => {
    const found = v.parse(logged, content)
    return { unit_id: unitId, operation_id, content: { ...found, body: without(found.body) } }
  })
  await writeTogether(trx, change('operation', changed, ['unit_id', 'operation_id'], ['content']))
  const emptied = changed.map(({ operation_id: id, content }): EmptiedRow & { readonly id: OperationId } => {
    const hash = contentHash(content)
    return { id, hash, mark: vault.index('emptied', emptiedMarkText(id, hash)) }
  })
  return { values: changed.length, subjects: [], emptied }
}
