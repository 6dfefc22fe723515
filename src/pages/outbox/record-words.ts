import type { Operation, OperationOf } from '#contract/operation'
import type { DoorId, OperationId } from '#domain/ids'
import { engine } from '#stores/field-store'
import { findDoor } from '#stores/short-list'
import type { DoorView } from '#sync/engine-api'
import { detailWords, standingKindWord } from '#words/activity'
import { closeWord, followUpWord, meetingWord, residenceWord, resultWord, revealWord } from '#words/dissuasion'
import { feedbackKindWord } from '#words/feedback'
import { foundWord } from '#words/finding'
import { clockTime, shortDate } from '#words/format'
import { audienceWord, channelWord, leafletWord } from '#words/labels'
import { doorWord } from '#words/place'
import { conditionWord } from '#words/standing'
import { visitWords } from '#words/visit'

export interface RecordWords {
  readonly title: string
  readonly detail: string
}

/** A record as its author would tell it. */
export function recordWords(operation: Operation, held: readonly (readonly DoorView[])[]): RecordWords {
  switch (operation.type) {
    case 'visit.log':
      return { title: `走访 ${placeOf(operation.body.doorId, held)}`, detail: visitWords(operation.body) }
    case 'visit.amend':
      return {
        title: `更正 ${placeOfVisit(operation.body.visitId, held)}`,
        detail: `${visitWords(operation.body)} · 原因：${operation.body.reason}`,
      }
    case 'visit.undo':
      return { title: `撤销 ${placeOfVisit(operation.body.visitId, held)}`, detail: '' }
    case 'leaflet.hand-out': {
      const { kind, quantity, place, audience } = operation.body
      return { title: `发放 ${leafletWord[kind]} ${quantity} 份`, detail: `${place} · ${audienceWord[audience]}` }
    }
    case 'leaflet.return':
      return { title: `退回 ${leafletWord[operation.body.kind]} ${operation.body.quantity} 份`, detail: '' }
    case 'leaflet.receive':
      return { title: `领入 ${leafletWord[operation.body.kind]} ${operation.body.quantity} 份`, detail: '' }
    case 'leaflet.threshold':
      return { title: '资料不足提醒', detail: `少于 ${operation.body.below} 份` }
    case 'leaflet.issue':
      return { title: `发给人员 ${leafletWord[operation.body.kind]} ${operation.body.quantity} 份`, detail: '' }
    case 'activity.log':
      return { title: channelWord[operation.body.channel], detail: activityWords(operation.body) }
    case 'activity.amend': {
      const { channel, reason } = operation.body
      return { title: `更正 ${channelWord[channel]}`, detail: `${activityWords(operation.body)} · 原因：${reason}` }
    }
    case 'activity.undo':
      return { title: `撤销 ${channelOfActivity(operation.body.activityId)}`, detail: '' }
    case 'standing.post': {
      const { kind, place, from, to } = operation.body
      return { title: `登记${standingKindWord[kind]}`, detail: `${place} · ${shortDate(from)}—${shortDate(to)}` }
    }
    case 'standing.check':
      return {
        title: `查看 ${placeOfStanding(operation.body.paperId)}`,
        detail: conditionWord[operation.body.condition],
      }
    case 'standing.renew':
      return { title: `续期 ${placeOfStanding(operation.body.paperId)}`, detail: `到 ${shortDate(operation.body.to)}` }
    case 'standing.remove':
      return { title: `取下 ${placeOfStanding(operation.body.paperId)}`, detail: '' }
    case 'staff.assign':
      return { title: '人员分工', detail: '' }
    case 'hold.place':
      return { title: '依法保留', detail: '' }
    case 'hold.lift':
      return { title: '解除依法保留', detail: '' }
    case 'settings.set':
      return { title: '街道设置', detail: '' }
    case 'feedback.send':
      return { title: '投诉建议', detail: feedbackKindWord[operation.body.kind] }
    case 'feedback.answer':
      return { title: '答复投诉建议', detail: '' }
    case 'roster.set':
      return { title: '领导小组和专班', detail: '' }
    case 'duty.set':
      return { title: '单位职责', detail: operation.body.area }
    case 'evaluation.adjust':
    case 'evaluation.issue':
      return { title: '评估考核', detail: '' }
    case 'plan.submit':
    case 'plan.return':
    case 'plan.accept':
    case 'plan.remind':
      return { title: '宣传计划', detail: '' }
    case 'report.edit':
    case 'report.sign':
    case 'report.amend':
    case 'report.return':
    case 'report.accept':
    case 'report.remind':
      return { title: '半月报', detail: '' }
    case 'crime.enter':
      return { title: '录入案件', detail: operation.body.number }
    case 'crime.correct':
      return { title: '更正案件', detail: operation.body.number }
    case 'review.answer':
    case 'review.return':
    case 'review.close':
      return { title: '逐案倒查', detail: '' }
    case 'baseline.set':
      return { title: '基期数', detail: `${operation.body.year} 年` }
    case 'summary.compose':
    case 'summary.edit':
    case 'summary.issue':
      return { title: '汇总和专报', detail: '' }
    case 'campaign.set':
      return { title: '行动方案', detail: operation.body.campaign.name }
    case 'inspection.draw':
      return { title: '抽查', detail: `${shortDate(operation.body.from)}–${shortDate(operation.body.to)}` }
    case 'inspection.check':
      return { title: '抽查核实', detail: foundWord[operation.body.found] }
    case 'finding.open':
      return { title: operation.body.signal === null ? '督查发现' : '记录疑点', detail: operation.body.what }
    case 'finding.answer':
      return { title: '整改答复', detail: operation.body.words }
    case 'finding.recheck':
      return { title: '整改复查', detail: operation.body.words ?? '' }
    case 'volunteer.approve':
      return { title: '通过志愿者申请', detail: '' }
    case 'volunteer.refuse':
      return { title: '未通过志愿者申请', detail: operation.body.reason }
    case 'binding.approve':
      return { title: '同意换绑微信', detail: '' }
    case 'binding.refuse':
      return { title: '未同意换绑微信', detail: operation.body.reason }
    case 'volunteer.revoke':
      return { title: '收回邀请码', detail: '' }
    default:
      return caseWords(operation)
  }
}

function activityWords({ place, from, to, ...detail }: OperationOf<'activity.log'>['body']): string {
  return [place, `${clockTime(from)}–${clockTime(to)}`, detailWords(detail)].filter((word) => word !== '').join(' · ')
}

function channelOfActivity(id: OperationId): string {
  const activity = engine()
    .records()
    .find(({ operation }) => operation.id === id)?.operation
  return activity?.type === 'activity.log' ? channelWord[activity.body.channel] : '宣传活动'
}

function placeOfStanding(id: OperationId): string {
  const found = engine()
    .standing()
    .find(({ row }) => row.id === id)
  return found === undefined ? '横幅标语' : `${found.row.place} ${standingKindWord[found.row.kind]}`
}

type CaseOperation = Extract<Operation, { type: `alert.${string}` | `dissuasion.${string}` | `resident.${string}` }>

/** A case's records by the alert's masked place: a list that lies open on a screen names no resident and repeats no free words. */
function caseWords(operation: CaseOperation): RecordWords {
  if (operation.type === 'alert.enter') return { title: '录入预警', detail: operation.body.number }
  const { title, detail } = deedWords(operation)
  return { title, detail: [placeOfCase(operation.body.caseId), detail].filter((word) => word !== '').join(' · ') }
}

function deedWords(operation: Exclude<CaseOperation, { type: 'alert.enter' }>): RecordWords {
  switch (operation.type) {
    case 'alert.correct':
      return { title: '更正住户信息', detail: '' }
    case 'alert.match':
      return { title: '核对地址', detail: '' }
    case 'alert.label':
      return { title: '更新标签', detail: '' }
    case 'dissuasion.call':
      return { title: '电话劝阻', detail: operation.body.reached ? '已接通' : '未接通' }
    case 'dissuasion.dispatch': {
      const { workers, companions } = operation.body
      return { title: '派发任务', detail: `带队 1 人，同去 ${workers.length + companions.length} 人` }
    }
    case 'dissuasion.accept':
      return { title: '接单', detail: '' }
    case 'dissuasion.transfer':
      return { title: '转派任务', detail: '' }
    case 'dissuasion.attempt':
      return attemptWords(operation)
    case 'dissuasion.confirm':
      return { title: '确认劝阻', detail: operation.body.followUpAt === null ? '不用回访' : '要回访' }
    case 'dissuasion.return':
      return { title: '退回补办', detail: '' }
    case 'dissuasion.follow-up':
      return { title: '回访', detail: followUpWord[operation.body.outcome] }
    case 'dissuasion.close':
      return { title: '结案', detail: closeWord[operation.body.reason] }
    case 'dissuasion.reopen':
      return { title: '重启任务', detail: '' }
    case 'dissuasion.conclude':
      return { title: '管控结论', detail: '' }
    case 'resident.reveal':
      return { title: '查看姓名与房号', detail: revealWord[operation.body.reason] }
    default:
      return operation satisfies never
  }
}

function attemptWords({ body }: OperationOf<'dissuasion.attempt'>): RecordWords {
  const photos = body.photos === undefined || body.photos.length === 0 ? '' : ` · 照片 ${body.photos.length} 张`
  if (body.residence !== undefined) return { title: '上门核查', detail: `${residenceWord[body.residence]}${photos}` }
  const found =
    body.met === 'nobody' ? resultWord[body.result] : `${meetingWord[body.met]} · ${resultWord[body.result]}`
  return { title: '上门劝阻', detail: `${found}${photos}` }
}

function placeOfCase(id: OperationId): string {
  const found = engine()
    .cases()
    .find(({ row }) => row.id === id)
  return found?.row.place ?? ''
}

function placeOf(id: DoorId, held: readonly (readonly DoorView[])[]): string {
  const door = findDoor(held, id)
  if (door === null) return id
  const building = engine()
    .buildings()
    .find(({ row }) => row.id === door.buildingId)
  return `${building === undefined ? '' : `${building.row.name} `}${doorWord(door)}`
}

function placeOfVisit(id: OperationId, held: readonly (readonly DoorView[])[]): string {
  const visit = engine()
    .records()
    .find(({ operation }) => operation.id === id)?.operation
  return visit?.type === 'visit.log' ? placeOf(visit.body.doorId, held) : '走访记录'
}
