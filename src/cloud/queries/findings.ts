import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { findingOf, findingState } from '#cloud/operations/finding-paper'
import { ok, type Result } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { FindingsAnswer } from '#contract/finding'
import type { UnitOfStreet } from '#contract/street'
import { type Finding, type FindingState, findingOverdue, findingStates } from '#domain/finding'
import type { OperationId, UnitId } from '#domain/ids'
import { dayOf } from '#domain/time'
import { permit } from './permit'

/** A unit's findings, or those of all units of a street: overdue first, then what is open, answered, over; the nearest day first. */
export async function findings(context: Context, { staff, unitId, streetId }: Viewer): Promise<Result<FindingsAnswer>> {
  const refused = permit(context, staff, 'finding.read', {
    unitId,
    street: streetId,
  })
  if (refused) return refused
  const now = context.clock.now()
  const found = await findingsOf(context.db, unitId)
  const listed = found.map(({ unitName, unitKind, unitId: id, ...one }) => ({
    ...one,
    unit: { id, name: unitName, kind: unitKind },
    overdue: findingOverdue(one.state, one.content, dayOf(now)),
  }))
  return ok({
    findings: listed.sort(
      (a, b) =>
        Number(b.overdue) - Number(a.overdue) ||
        findingStates.indexOf(a.state) - findingStates.indexOf(b.state) ||
        (a.content.by < b.content.by ? -1 : a.content.by > b.content.by ? 1 : a.id < b.id ? -1 : 1),
    ) as FindingsAnswer['findings'],
    asOf: now,
  })
}

export interface FoundFinding {
  readonly id: OperationId
  readonly unitId: UnitId
  readonly unitName: string
  readonly unitKind: UnitOfStreet['kind']
  readonly state: FindingState
  readonly content: Finding
  readonly worker: string | null
}

/** Of a unit, or of all units of a street. */
export async function findingsOf(db: Kysely<Tables>, unitId: UnitId): Promise<readonly FoundFinding[]> {
  const { rows } = await sql<
    Omit<FoundFinding, 'state' | 'content'> & {
      state: string
      content: unknown
    }
  >`
    select paper_id as id, paper.unit_id as "unitId", unit.name as "unitName", unit.kind as "unitKind", state, content,
      staff.name as worker
    from paper join unit on unit.unit_id = paper.unit_id
    left join staff on staff.unit_id = paper.unit_id and staff.staff_id = content->'signal'->>'staff'
    where (unit.unit_id = ${unitId} or unit.street_id = ${unitId}) and paper.kind = 'finding'
  `.execute(db)
  return rows.map((row) => ({
    ...row,
    state: findingState(row),
    content: findingOf(row),
  }))
}
