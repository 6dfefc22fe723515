import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { settleVisit } from './settle-visit'
import { visitContent } from './visit-content'
import type { WorkingSet } from './working-set'

/**
 * The author's own visit gets a new content. Whichever amendment was made last stands, and one made before the visit was undone
 * counts as made then, so that the order of arrival changes nothing.
 */
export function amendVisit(
  { id, body }: OperationOf<'visit.amend'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const visit = set.visits.get(body.visitId)
  if (visit === undefined) return problem(4041, undefined, 'body.visitId')
  const refused = judge(when.author, 'visit.amend', { unitId: set.unitId, owner: visit.staff_id }, when.day)
  if (refused) return refused
  if (visit.undone_at !== null && when.at >= visit.undone_at) return problem(4091)
  if (body.comeBackAt !== undefined && body.comeBackAt < visit.at) return problem(4225, undefined, 'body.comeBackAt')
  const newest = when.at > visit.content_at || (when.at === visit.content_at && id > visit.content_id)
  settleVisit(set, visit, {
    ...visit,
    ...(newest ? { ...visitContent(body), content_id: id, content_at: when.at } : {}),
    version: visit.version + 1,
    seq: when.seq,
  })
  return undefined
}
