import type { AlertLevel, AlertSource, CaseKind, PoliceLabel } from '#domain/alert'
import type {
  Advice,
  AttemptResult,
  CaseState,
  CloseReason,
  FollowUpOutcome,
  Meeting,
  Question,
  Residence,
  RevealReason,
} from '#domain/dissuasion'
import type { CaseStep } from '#domain/dissuasion-policy'

export const caseKindWord: Readonly<Record<CaseKind, string>> = { dissuade: '见面劝阻', check: '核查任务' }

export const levelWord: Readonly<Record<AlertLevel, string>> = { urgent: '紧急', high: '高', medium: '中', low: '低' }

export const sourceWord: Readonly<Record<AlertSource, string>> = {
  system: '预警系统',
  'report-110': '110 报警',
  'hotline-96110': '96110',
  bank: '银行',
  import: '表格导入',
  other: '其他',
}

export const labelWord: Readonly<Record<PoliceLabel, string>> = {
  'prior-record': '涉诈前科劣迹人员',
  'high-risk-area': '涉诈高危地区人员',
}

export const stateWord: Readonly<Record<CaseState, string>> = {
  entered: '待电话劝阻',
  phoned: '电话已劝阻',
  ready: '待派发',
  dispatched: '待接单',
  accepted: '上门中',
  submitted: '待确认',
  confirmed: '已确认',
  closed: '已结案',
}

/** What the countdown counts to. */
export const stepWord: Readonly<Record<CaseStep, string>> = {
  call: '前电话劝阻',
  dispatch: '前派发',
  accept: '前接单',
  meet: '前见到本人',
  confirm: '前确认',
  'follow-up': '前回访',
}

export const meetingWord: Readonly<Record<Meeting, string>> = { person: '见到本人', family: '见到家属', nobody: '未遇' }

export const resultWord: Readonly<Record<AttemptResult, string>> = {
  awake: '已醒悟',
  doubting: '将信将疑',
  refused: '拒绝',
  denied: '否认',
  'not-met': '未遇',
  'false-alarm': '误报',
  defrauded: '已被骗',
}

export const questionWord: Readonly<Record<Question, string>> = {
  transferred: '有没有转过钱？',
  'in-contact': '对方还在联系吗？',
  'installed-app': '有没有按对方要求装软件？',
  'shared-screen': '有没有共享过屏幕？',
  'gave-code': '有没有告诉过验证码？',
}

export const adviceWord: Readonly<Record<Advice, string>> = {
  'hotline-96110': '拨打 96110',
  report: '报警',
  'stop-payment': '申请止付',
}

export const residenceWord: Readonly<Record<Residence, string>> = {
  'lives-here': '在住',
  'moved-away': '已搬离',
  vacant: '空置',
  unclear: '不清楚',
}

export const followUpWord: Readonly<Record<FollowUpOutcome, string>> = {
  well: '未再受骗',
  wavering: '仍在联系对方',
  unreached: '未联系上',
  'defrauded-again': '又被骗',
}

export const closeWord: Readonly<Record<CloseReason, string>> = { resolved: '劝阻完成', 'false-alarm': '误报' }

export const revealWord: Readonly<Record<RevealReason, string>> = {
  'find-the-door': '上门找人',
  call: '电话联系',
  'check-identity': '核对身份',
  'hand-over': '交接任务',
  other: '其他',
}
