import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { movePlan, type PlanAction, type PlanContent, type PlanRefusal } from '#domain/plan'
import { overseesUnits } from '#domain/staff'
import { dayOf } from '#domain/time'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { planFor, planPaper } from './plan-paper'
import { tellWriters } from './tell-writers'
import type { WorkingSet } from './working-set'

type PlanOperation = OperationOf<'plan.return' | 'plan.accept' | 'plan.remind'>

/** The street receives a unit's plan, sends it back with a reason, or asks for it, once a day however often it is pressed. */
export function changePlan(operation: PlanOperation, when: Occurrence, set: WorkingSet): Problem | undefined {
  const refused = judge(when.author, operation.type, { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  const found = planFor(operation.body.campaignId, operation.id, when, set)
  if (found === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  const part = overseesUnits(when.author.role) ? 'street' : 'author'
  const verdict = movePlan(found.state, actionOf(operation), part)
  if (verdict.kind === 'refused') return planRefused(verdict.why)
  const { content } = found
  if ('version' in operation.body && operation.body.version !== content.versions.length)
    return problem(4095, '单位刚提交了新的一版，请看过新的再办', 'body.version')
  const { remindedAt } = content
  if (operation.type === 'plan.remind' && remindedAt !== null && dayOf(remindedAt) === when.day) return undefined
  set.papers.put({
    ...found.paper,
    ...planPaper(contentAfter(operation, content, when), verdict.state),
    seq: when.seq,
  })
  const about = { what: '宣传计划', page: `community/plan/index?campaign=${content.campaignId}`, at: when.at }
  if (operation.type === 'plan.return') tellWriters(set, when, operation.id, 'plan-returned', about)
  if (operation.type === 'plan.remind') tellWriters(set, when, operation.id, 'plan-wanted', about)
  return undefined
}

function actionOf({ type }: PlanOperation): PlanAction {
  switch (type) {
    case 'plan.return':
      return 'return'
    case 'plan.accept':
      return 'accept'
    case 'plan.remind':
      return 'remind'
    default:
      return type satisfies never
  }
}

function contentAfter(operation: PlanOperation, before: PlanContent, when: Occurrence): PlanContent {
  switch (operation.type) {
    case 'plan.return': {
      const { version, reason } = operation.body
      const said = { version, at: when.receivedAt, by: when.author.name, reason }
      return { ...before, returns: [...before.returns, said], acceptedAt: null }
    }
    case 'plan.accept':
      return { ...before, acceptedAt: when.receivedAt }
    case 'plan.remind':
      return { ...before, remindedAt: when.at }
    default:
      return operation satisfies never
  }
}

export function planRefused(why: PlanRefusal): Problem {
  switch (why) {
    case 'not-your-part':
      return problem(4030)
    case 'nothing-submitted':
      return problem(4093, '这个单位还没有提交新的计划')
    case 'already-accepted':
      return problem(4099, '街道已接收这份计划；要改，请街道先退回')
    case 'already-in':
      return problem(4093, '这份计划已经报来')
    default:
      return why satisfies never
  }
}
