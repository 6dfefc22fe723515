import type { Context } from '#cloud/context'
import { peopleOf } from '#cloud/queries/people'
import { ok, type Result, refuse } from '#cloud/result'
import type { Change } from '#contract/pull'
import { caseRowFor, type Viewer } from './case-rows'
import type { Read } from './changes'

/**
 * Rows as this person may know them. Only where there is a case are its people read and the unit's vault opened. A case that he may
 * know nothing of is left out.
 */
export async function seenBy(
  context: Context,
  viewer: Viewer,
  rows: readonly Read[],
): Promise<Result<readonly Change[]>> {
  if (!rows.some(({ kind }) => kind === 'case')) return ok(rows.filter((change) => change.kind !== 'case'))
  const vault = await context.vault.open(context.db, viewer.unitId)
  if (vault === null) return refuse(5032)
  const people = await peopleOf(context.db, viewer.unitId)
  return ok(
    rows.flatMap((change): readonly Change[] => {
      if (change.kind !== 'case') return [change]
      const row = caseRowFor(viewer, change.row, people, vault)
      return row === null ? [] : [{ kind: 'case', row }]
    }),
  )
}
