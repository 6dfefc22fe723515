import type { OperationOf } from '#contract/operation'
import { type Problem, problem } from '#contract/problem'
import { onDuty } from '#domain/staff'
import { reportingKinds } from '#domain/unit'
import type { DutyContent, DutyVersion, UnitContact } from '#domain/unit-duty'
import { dutyOf } from './duty-paper'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { staffOf, type WorkingSet } from './working-set'

type Body = OperationOf<'duty.set'>['body']

/** What a unit answers for in a campaign and who does it, by its head or the street; the next version of it (S09, S31). */
export function setDuty({ id, body }: OperationOf<'duty.set'>, when: Occurrence, set: WorkingSet): Problem | undefined {
  const refused = judge(when.author, 'duty.set', { unitId: set.unitId, street: set.street }, when.day)
  if (refused) return refused
  if (!reportingKinds.some((kind) => kind === set.unitKind))
    return problem(4001, '只有承担宣传任务的单位才设职责', 'unit')
  if (set.campaigns.get(body.campaignId) === undefined) return problem(4041, '没有这个行动', 'body.campaignId')
  const paper = [...set.papers.values()].find(
    ({ kind, campaign_id }) => kind === 'duty' && campaign_id === body.campaignId,
  )
  const before: DutyContent = paper === undefined ? { campaignId: body.campaignId, versions: [] } : dutyOf(paper)
  if (body.base !== before.versions.length) return problem(4095, '职责刚被别人改过，请看过新的再改', 'body.base')
  const contact = contactOf(body.contact, when, set)
  if (contact === undefined)
    return problem(4044, '专人须是本单位在岗人员；没有账号的，请填姓名和职务', 'body.contact.staffId')
  const { area, duties, measures } = body
  const { receivedAt: at, author } = when
  const version: DutyVersion = { version: body.base + 1, area, duties, measures, contact, at, by: author.name }
  set.papers.put({
    unit_id: set.unitId,
    paper_id: paper?.paper_id ?? id,
    kind: 'duty',
    campaign_id: body.campaignId,
    period: null,
    state: 'set',
    author: paper?.author ?? author.id,
    at,
    due_at: null,
    content: { ...before, versions: [...before.versions, version] },
    seq: when.seq,
  })
  return undefined
}

/** By the name he has now, so that an old version still says who it was. Undefined: nobody of the unit in service. */
function contactOf(contact: Body['contact'], { day }: Occurrence, set: WorkingSet): UnitContact | null | undefined {
  if (contact === null) return null
  if (contact.kind === 'named') return { staffId: null, name: contact.name, post: contact.post }
  const person = set.staff.get(contact.staffId)
  if (person === undefined || !onDuty(staffOf(person), day)) return undefined
  return { staffId: person.staff_id, name: person.name, post: contact.post }
}
