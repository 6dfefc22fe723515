import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { findCase } from './case-move'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

/**
 * A wrong name, phone or address put right (个人信息保护法 art. 46); what was entered first stays in the log, sealed. The case's row has
 * each value sealed for the case itself, whichever operation said it.
 */
export function correctAlert(
  { body }: OperationOf<'alert.correct'>,
  when: Occurrence,
  set: WorkingSet,
): Problem | undefined {
  const found = findCase(body.caseId, 'alert.correct', when, set)
  if (found.kind === 'refused') return found.problem
  const { vault } = set
  if (vault === null) return problem(5032)
  const { row } = found
  if (row.erased_seq !== null) return problem(4093, '住户信息已按规定删除，没有可以更正的了')
  const { name, phone, address } = body
  if (name === undefined && phone === undefined && address === undefined)
    return problem(4001, '请写下更正后的姓名、电话或地址', 'body')
  const seal = (field: string, value: string) => vault.seal(`${row.case_id}.${field}`, value)
  set.cases.put({
    ...row,
    ...(name === undefined ? {} : { name_sealed: seal('name', name) }),
    ...(phone === undefined ? {} : { phone_sealed: seal('phone', phone), person_index: vault.index('person', phone) }),
    ...(address === undefined ? {} : { address_sealed: seal('address', address) }),
    seq: when.seq,
  })
  return undefined
}
