import type { AlertLevel, CaseKind } from '#domain/alert'
import type { OperationId, UnitId } from '#domain/ids'
import type { NoticeAbout, NoticeKind } from '#domain/notice'
import type { Role } from '#domain/staff'
import { HOUR, type Milliseconds } from '#domain/time'
import type { Message } from './messenger'
import type { Template } from './templates'

/** All that a message may be made of. It lies on a locked phone's screen, so nothing of a resident is among it. */
export type Told = CaseTold | DeskTold

interface CaseTold {
  readonly notice: NoticeKind
  readonly unitId: UnitId
  readonly community: string
  readonly caseId: OperationId
  readonly caseKind: CaseKind
  readonly level: AlertLevel
  /** The deadline that the notice is about; when it was made, where there is none. */
  readonly at: Milliseconds
  readonly role: Role
}

/** Of something on a desk rather than of a case. */
interface DeskTold {
  readonly notice: NoticeKind
  readonly community: string
  readonly about: NoticeAbout
}

const caseKindWord: Readonly<Record<CaseKind, string>> = { dissuade: '见面劝阻', check: '核查任务' }

const levelWord: Readonly<Record<AlertLevel, string>> = { urgent: '紧急', high: '高', medium: '中', low: '低' }

const noticeWord: Readonly<Record<NoticeKind, string>> = {
  alert: '新预警，请先打电话',
  unreached: '电话未劝阻，请派发',
  'not-dispatched': '超时未派发，请派人',
  dispatched: '派给您，请接单',
  'not-accepted': '超时无人接单',
  'not-met': '超时未见到本人',
  'to-confirm': '已上门，请确认',
  'not-confirmed': '超时未确认，请确认',
  returned: '被退回，请看原因',
  transferred: '已转给别人',
  'follow-up-due': '到期，请回访',
  'service-soon': '即将到期',
  'service-last': '今天是最后一天',
  'standing-due': '今天到期',
  'plan-overdue': '已过报送日，请尽快提交',
  'plan-wanted': '街道在等，请尽快提交',
  'plan-returned': '已退回，请修改后再提交',
  'report-due': '已拟好，请核对签发',
  'report-wanted': '街道在等，请尽快签发',
  'feedback-answered': '街道已答复，请查看',
  'finding-open': '请按期整改并答复',
  'finding-overdue': '已过期限，请尽快答复',
  'review-open': '请一周内答复',
  'review-returned': '已退回，请看原因',
  'review-overdue': '已过期限，请尽快答复',
}

/** WeChat refuses a longer `thing`. */
const MOST_OF_THING = 20

export function messageOf(told: Told, openid: string, { id, fields }: Template): Message {
  const { subject, level, page, at } = 'about' in told ? ofDesk(told) : ofCase(told)
  return {
    openid,
    templateId: id,
    page,
    data: {
      [fields.what]: { value: thing(`${subject}：${noticeWord[told.notice]}`) },
      [fields.level]: { value: level },
      [fields.where]: { value: thing(told.community) },
      [fields.when]: { value: timeText(at) },
    },
  }
}

function ofDesk({ about: { what, page, at } }: DeskTold) {
  return { subject: what, level: '提醒', page, at }
}

function ofCase(told: CaseTold) {
  return { subject: caseKindWord[told.caseKind], level: levelWord[told.level], page: pageOf(told), at: told.at }
}

function pageOf({ role, unitId, caseId }: CaseTold): string {
  const page = role === 'police' ? 'police/alert/index' : 'pages/case/index'
  return `${page}?unit=${unitId}&id=${caseId}`
}

/** Cut where it is too long, never inside a character. */
function thing(text: string): string {
  if (text.length <= MOST_OF_THING) return text
  let cut = ''
  for (const character of text) {
    if (cut.length + character.length >= MOST_OF_THING) break
    cut += character
  }
  return `${cut}…`
}

/** `2021年3月29日 10:00`, as WeChat's documents write it. */
function timeText(at: Milliseconds): string {
  const shanghai = new Date(at + 8 * HOUR)
  const day = `${shanghai.getUTCFullYear()}年${shanghai.getUTCMonth() + 1}月${shanghai.getUTCDate()}日`
  return `${day} ${shanghai.toISOString().slice(11, 16)}`
}
