import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import type { OperationId } from '#domain/ids'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import type { WorkingSet } from './working-set'

type HoldOperation = OperationOf<'hold.place' | 'hold.lift'>

/** 依法保留, placed and lifted by the police or the street, in the log of the unit whose case or crime it is (F24). */
export function holdOrLift(operation: HoldOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const subject = { unitId: set.unitId, station: set.station, street: set.street }
  const refused = judge(when.author, operation.type, subject, when.day)
  if (refused) return refused
  const found = subjectOf(operation, set)
  if (typeof found === 'object') return found
  const reason = when.sealed('reason')
  if (reason === null) return problem(5032)
  const hold = set.holds.get(found)
  switch (operation.type) {
    case 'hold.place':
      if (hold !== undefined) return problem(4093, '已经在依法保留中')
      set.holds.put({
        unit_id: set.unitId,
        subject: found,
        about: operation.body.about,
        hold_id: operation.id,
        reason_sealed: reason,
        placed_by: when.author.id,
        placed_at: when.at,
        seq: when.seq,
      })
      return undefined
    case 'hold.lift':
      if (hold === undefined) return problem(4093, '没有在依法保留')
      set.holds.remove(found)
      return undefined
    default:
      return operation satisfies never
  }
}

/** What was emptied cannot be kept any more. */
function subjectOf({ body }: HoldOperation, set: WorkingSet): OperationId | Problem {
  switch (body.about) {
    case 'case': {
      const row = set.cases.get(body.caseId)
      if (row === undefined) return problem(4045, undefined, 'body.caseId')
      return row.erased_seq === null ? body.caseId : problem(4093, GONE)
    }
    case 'crime': {
      const paper = set.papers.get(body.paperId)
      return paper?.kind === 'crime' ? body.paperId : problem(4041, '没有这起案件', 'body.paperId')
    }
    default:
      return body satisfies never
  }
}

const GONE = '住户信息已按规定删除，没有可以保留的了'
