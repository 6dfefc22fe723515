import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import {
  moveReport,
  type ReportAction,
  type ReportContent,
  type ReportRefusal,
  type ReportState,
  signedNow,
} from '#domain/report'
import { figureChanges } from '#domain/report-figures'
import { composeNarrative } from '#domain/report-narrative'
import { overseesUnits } from '#domain/staff'
import { contentHash } from './canonical'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { reportOf, reportPaper, reportState } from './report-paper'
import type { WorkingSet } from './working-set'

type ReportOperation = OperationOf<`report.${ReportAction}`>

/** Edited, signed, amended by the unit; sent back or received by the street. */
export function changeReport(operation: ReportOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const subject = { unitId: set.unitId, street: set.street }
  const refused = judge(when.author, operation.type, subject, when.day)
  if (refused) return refused
  const paper = set.papers.get(operation.body.paperId)
  if (paper?.kind !== 'report') return problem(4041, '没有这份半月报', 'body.paperId')
  const part = overseesUnits(when.author.role) ? 'street' : 'author'
  const verdict = moveReport(reportState(paper), actionOf(operation), part)
  if (verdict.kind === 'refused') return problemOf(verdict.why)
  const next = contentAfter(operation, reportOf(paper), when, set)
  if ('problem' in next) return next.problem
  set.papers.put({ ...paper, ...reportPaper(next.content, verdict.state as ReportState), seq: when.seq })
  return undefined
}

function actionOf({ type }: ReportOperation): ReportAction {
  switch (type) {
    case 'report.edit':
      return 'edit'
    case 'report.sign':
      return 'sign'
    case 'report.amend':
      return 'amend'
    case 'report.return':
      return 'return'
    case 'report.accept':
      return 'accept'
    default:
      return type satisfies never
  }
}

type Next = { readonly content: ReportContent } | { readonly problem: Problem }

function contentAfter(operation: ReportOperation, before: ReportContent, when: Occurrence, set: WorkingSet): Next {
  switch (operation.type) {
    case 'report.edit': {
      const { narrative, problems, next } = operation.body
      return { content: { ...before, narrative, problems, next } }
    }
    case 'report.sign': {
      const counted = countedFor(operation, set)
      if ('problem' in counted) return counted
      const version = {
        version: before.versions.length + 1,
        figures: counted.figures,
        narrative: before.narrative ?? composeNarrative(set.unitName, before, counted.figures),
        problems: before.problems,
        next: before.next,
        signedAt: when.receivedAt,
        signedBy: { id: when.author.id, name: when.author.name },
        asOf: when.receivedAt,
        waiting: counted.waiting,
        seq: when.seq,
      }
      return { content: { ...before, versions: [...before.versions, { ...version, hash: contentHash(version) }] } }
    }
    case 'report.amend': {
      const counted = countedFor(operation, set)
      if ('problem' in counted) return counted
      if (figureChanges(signedNow(before)?.figures ?? counted.figures, counted.figures).length === 0)
        return { problem: problem(4093, '签发以后没有数字变化，不用更正') }
      const amendment = {
        figures: counted.figures,
        records: counted.records,
        arrivals: counted.arrivals,
        seq: when.seq,
        at: when.receivedAt,
        by: { id: when.author.id, name: when.author.name },
        note: operation.body.note,
      }
      const signed = { ...amendment, hash: contentHash(amendment) }
      return { content: { ...before, amendments: [...before.amendments, signed] } }
    }
    case 'report.return':
      return {
        content: {
          ...before,
          returns: [...before.returns, { at: when.receivedAt, by: when.author.name, reason: operation.body.reason }],
        },
      }
    case 'report.accept':
      return { content: { ...before, acceptedAt: when.receivedAt } }
    default:
      return operation satisfies never
  }
}

/** The figures as they are under the lock on the unit's head; whoever signs must have seen these. */
function countedFor({ body }: OperationOf<'report.sign' | 'report.amend'>, set: WorkingSet) {
  const counted = set.counted.get(body.paperId)
  if (counted === undefined) throw new Error('a report is signed without its figures')
  // What came in the same batch is not counted yet; a page sends a signature alone.
  if (set.stirred.length > 0 || contentHash(counted.figures) !== body.seen)
    return { problem: problem(4095, '刚有新的记录送达，数字变了，请看过新的数字再签', 'body.seen') }
  return counted
}

function problemOf(why: ReportRefusal): Problem {
  switch (why) {
    case 'not-your-part':
      return problem(4030)
    case 'already-signed':
      return problem(4099, '已签发的版本不能改，后到的记录请用“更正”签发')
    case 'already-accepted':
      return problem(4099, '街道已接收，不能再退回')
    case 'not-signed':
      return problem(4093, '这份半月报还没有签发')
    default:
      return why satisfies never
  }
}
