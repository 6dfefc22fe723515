import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { openReview } from '#domain/case-review'
import { crimeFactsOf } from './crime-facts'
import { crimePaper } from './crime-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
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
    ...crimePaper({
      ...checked.facts,
      counts: true,
      address: address === null ? null : { saidBy: id, sealed: address },
      person: body.phone === undefined ? null : set.vault.index('person', body.phone),
      enteredBy: { id: when.author.id, name: when.author.name },
      enteredAt: when.at,
      version: 1,
      corrections: [],
    }),
    unit_id: set.unitId,
    paper_id: id,
    campaign_id: null,
    period: null,
    state: openReview.kind,
    author: when.author.id,
    due_at: null,
    seq: when.seq,
  })
  set.crimeNumbers.set(body.number, id)
  return undefined
}
