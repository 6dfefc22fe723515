import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result, refuse } from '#cloud/result'
import { caseRowFor, type Viewer } from '#cloud/sync/case-rows'
import { casesWithDoors, type StoredCase, storedCase } from '#cloud/sync/stored-case'
import type { CasesAnswer } from '#contract/case-query'
import { PAGE_OF_RECORDS } from '#contract/limits'
import type { QueryRequest } from '#contract/query'
import { peopleOf } from './people'
import { permit } from './permit'

/** One more than a page tells whether another follows. */
const LIMIT = PAGE_OF_RECORDS + 1

/** Open ones first, by their deadline, those without one last; then what was touched last. */
const order = sql`(state = 'closed')::int, case when state = 'closed' then 0 else coalesce(due_at, 9007199254740991) end,
  -dissuasion.seq, case_id`

/** A unit's cases, a page at a time: to its secretary and to officers who serve it. `open`: without those that are closed. */
export async function cases(
  context: Context,
  viewer: Viewer,
  request: Extract<QueryRequest, { action: 'cases' }>,
): Promise<Result<CasesAnswer>> {
  const { unitId, stationId } = viewer
  const refused = permit(context, viewer.staff, 'case.read', { unitId, station: stationId })
  if (refused) return refused
  const behind =
    request.before === null
      ? sql`true`
      : sql`(${order}) > (select ${order} from dissuasion where unit_id = ${unitId} and case_id = ${request.before})`
  const { rows } = await sql<{ readonly found: StoredCase }>`
    select ${storedCase(unitId)} as found from ${casesWithDoors}
    where dissuasion.unit_id = ${unitId} and ${request.open ? sql`state <> 'closed'` : sql`true`} and ${behind}
    order by ${order} limit ${sql.lit(LIMIT)}
  `.execute(context.db)
  const asOf = context.clock.now()
  if (rows.length === 0) return ok({ cases: [], more: false, asOf })
  const vault = await context.vault.open(context.db, unitId)
  if (vault === null) return refuse(5032)
  const people = await peopleOf(context.db, unitId)
  return ok({
    cases: rows.slice(0, PAGE_OF_RECORDS).flatMap(({ found }) => caseRowFor(viewer, found, people, vault) ?? []),
    more: rows.length > PAGE_OF_RECORDS,
    asOf,
  })
}
