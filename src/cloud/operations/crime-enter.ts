import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { openReview } from '#domain/case-review'
import type { OperationId } from '#domain/ids'
import { crimeFactsOf } from './crime-facts'
import { crimePaper } from './crime-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { REVIEWS_PAGE } from './review-paper'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

/** 新发案件, by an officer of the station or the street's clerk, in the log of the unit that it belongs to (S35, S38). */
export function enterCrime(
  operation: OperationOf<'crime.enter'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const subject = {
    unitId: set.unitId,
    station: set.station,
    street: set.street,
  }
  const refused = judge(when.author, 'crime.enter', subject, when.day)
  if (refused) return refused
  const { id, body } = operation
  const checked = crimeFactsOf(operation, when, set, null)
  if ('problem' in checked) return checked.problem
  if (set.vault === null) return problem(5032)
  const address = when.sealed('address')
  if (body.doorId === null && body.buildingId === null && address === null)
    return problem(4001, '请选户、选楼栋，或写下地址', 'body.address')
  set.papers.put({
    ...crimePaper(
      {
        ...checked.facts,
        counts: true,
        address: address === null ? null : { saidBy: id, sealed: address },
        person: body.phone === undefined ? null : set.vault.index('person', body.phone),
        enteredBy: { id: when.author.id, name: when.author.name },
        enteredAt: when.at,
        version: 1,
        corrections: [],
      },
      openReview.kind,
    ),
    unit_id: set.unitId,
    paper_id: id,
    campaign_id: null,
    period: null,
    author: when.author.id,
    seq: when.seq,
  })
  set.crimeNumbers.set(body.number, id)
  tellOfReview(id, when, set)
  return undefined
}

/** Of a list that is imported its unit is told once. */
function tellOfReview(id: OperationId, when: Occurrence, set: WorkingSet): void {
  if (set.notices.some(({ kind }) => kind === 'review-open')) return
  tellWriters(set, when, id, 'review-open', { what: '新发案件倒查', page: REVIEWS_PAGE, at: when.at })
}
