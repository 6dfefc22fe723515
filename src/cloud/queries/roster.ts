import type { Context } from '#cloud/context'
import { rosterOf } from '#cloud/operations/roster-set'
import { ok, type Result } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { RosterAnswer } from '#contract/roster'
import { permit } from './permit'
import { unitNamed } from './unit-named'

/** 领导小组 and 专班 of the street that the unit belongs to, for everybody who works there (S06, S07). */
export async function roster(context: Context, { staff, unitId, streetId }: Viewer): Promise<Result<RosterAnswer>> {
  const refused = permit(context, staff, 'roster.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const asOf = context.clock.now()
  if (streetId === null) return ok({ street: null, roster: null, asOf })
  const street = await unitNamed(db, streetId)
  const paper = await db
    .selectFrom('paper')
    .select('content')
    .where('unit_id', '=', streetId)
    .where('kind', '=', 'roster')
    .executeTakeFirst()
  return ok({ street, roster: paper === undefined ? null : rosterOf(paper), asOf })
}
