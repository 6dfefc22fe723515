import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { feedbackOf, feedbackState } from '#cloud/operations/feedback-paper'
import { ok, type Result, refuse } from '#cloud/result'
import { unsealText, type Viewer } from '#cloud/sync/case-rows'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { FeedbackList } from '#contract/feedback'
import type { QueryRequest } from '#contract/query'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import type { UnitKind } from '#domain/unit'
import { permit } from './permit'

/** So many a page holds; answered ones before them are over. */
const MOST = 200

interface Row {
  readonly id: OperationId
  readonly unit_id: UnitId
  readonly name: string
  readonly kind: UnitKind
  readonly state: string
  readonly at: number | string
  readonly content: unknown
}

/** 投诉建议 with the street's answers: one's own, a unit's to its head, all of a street's to the street (F23). */
export async function feedback(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { mine }: Extract<QueryRequest, { action: 'feedback' }>,
): Promise<Result<FeedbackList>> {
  const whose = mine ? { owner: staff.id } : {}
  const refused = permit(context, staff, 'feedback.read', { unitId, street: streetId, ...whose })
  if (refused) return refused
  const { db, vault } = context
  const rows = await written(context, unitId, mine ? staff.id : null)
  const vaults = new Map<UnitId, UnitVault>()
  for (const unit of new Set(rows.map(({ unit_id }) => unit_id))) {
    const opened = await vault.open(db, unit)
    if (opened === null) return refuse(5032)
    vaults.set(unit, opened)
  }
  return ok({
    feedback: rows.slice(0, MOST).flatMap((row) => {
      const opened = vaults.get(row.unit_id)
      return opened === undefined ? [] : [rowOf(row, opened)]
    }),
    more: rows.length > MOST,
    asOf: context.clock.now(),
  })
}

/** Of the unit, and of those below it where it is a street. */
async function written({ db }: Context, unitId: UnitId, by: StaffId | null): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select paper_id as id, paper.unit_id, unit.name, unit.kind, state, paper.at, content
    from paper join unit on unit.unit_id = paper.unit_id
    where paper.unit_id in (select unit_id from unit where unit_id = ${unitId} or street_id = ${unitId})
      and paper.kind = 'feedback' and (${by}::text is null or (paper.unit_id = ${unitId} and author = ${by}))
    order by state = 'answered', case when state = 'open' then paper.at else -paper.at end, paper_id
    limit ${MOST + 1}
  `.execute(db)
  return rows
}

function rowOf(row: Row, vault: UnitVault): FeedbackList['feedback'][number] {
  const { kind, words, by, answer } = feedbackOf(row)
  return {
    id: row.id,
    unit: { id: row.unit_id, name: row.name, kind: row.kind },
    kind,
    state: feedbackState(row),
    words: unsealText(vault, `${row.id}.words`, words),
    by: { name: by.name, role: by.role },
    at: Number(row.at),
    answer:
      answer === null
        ? null
        : { words: unsealText(vault, `${answer.saidBy}.words`, answer.words), by: answer.by, at: answer.at },
  }
}
