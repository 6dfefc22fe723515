import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { crimeChanges } from '#domain/crime'
import { crimeFactsOf } from './crime-facts'
import { crimeOf, crimePaper } from './crime-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { reviewState } from './review-paper'
import type { WorkingSet } from './working-set'

/** What was entered is put right with a reason; old and new stay in the paper, and every figure is that of the newest version. */
export function correctCrime(
  operation: OperationOf<'crime.correct'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const subject = {
    unitId: set.unitId,
    station: set.station,
    street: set.street,
  }
  const refused = judge(when.author, 'crime.correct', subject, when.day)
  if (refused) return refused
  const { id, body } = operation
  const paper = set.papers.get(body.paperId)
  if (paper?.kind !== 'crime') return problem(4041, '没有这起案件', 'body.paperId')
  const before = crimeOf(paper)
  if (before.version !== body.base) return problem(4095)
  const checked = crimeFactsOf(operation, when, set, body.paperId)
  if ('problem' in checked) return checked.problem
  const [address, reason] = [when.sealed('address'), when.sealed('reason')]
  if (set.vault === null || reason === null) return problem(5032)
  const { facts } = checked
  if (facts.place.kind === 'address' && address === null && before.address === null)
    return problem(4001, '请选户、选楼栋，或写下地址', 'body.address')
  const changes = crimeChanges(before, { ...facts, counts: body.counts }, [
    ...(address === null ? [] : (['address'] as const)),
    ...(body.phone === undefined ? [] : (['person'] as const)),
  ])
  if (changes.length === 0) return problem(4001, '没有改动，不用更正', 'body')
  const content = {
    ...before,
    ...facts,
    counts: body.counts,
    address: address === null ? before.address : { saidBy: id, sealed: address },
    person: body.phone === undefined ? before.person : set.vault.index('person', body.phone),
    version: before.version + 1,
    corrections: [
      ...before.corrections,
      {
        id,
        at: when.at,
        by: { id: when.author.id, name: when.author.name },
        reason,
        changes,
      },
    ],
  }
  set.papers.put({ ...paper, ...crimePaper(content, reviewState(paper)), seq: when.seq })
  if (before.number !== body.number) set.crimeNumbers.delete(before.number)
  set.crimeNumbers.set(body.number, body.paperId)
  return undefined
}
