import type { AttemptEntry, CaseEntry } from '#contract/case-query'
import { questions } from '#domain/dissuasion'
import type { Milliseconds } from '#domain/time'
import { fraudWord } from '#words/fraud'
import { comeBackWord } from './come-back'
import {
  adviceWord,
  closeWord,
  followUpWord,
  labelWord,
  meetingWord,
  questionWord,
  residenceWord,
  resultWord,
  revealWord,
  sourceWord,
  stepWord,
} from './dissuasion'
import { clockTime } from './format'
import { roleWord } from './labels'

type Person = NonNullable<CaseEntry['by']>

export interface Fact {
  readonly name: string
  readonly value: string
}

/** `网格员 周敏`; the timer has no name. */
export function authorWord(by: CaseEntry['by']): string {
  return by === null ? '系统' : personWord(by)
}

function personWord({ role, name }: Person): string {
  return `${roleWord[role]} ${name}`
}

/** What happened, in a few words. */
export function entryTitle(entry: CaseEntry): string {
  switch (entry.kind) {
    case 'entered':
      return '预警'
    case 'matched':
      return '核对地址'
    case 'labelled':
      return '标签（只有民警可见）'
    case 'call':
      return entry.reached ? '电话劝阻：已接通' : '电话劝阻：未接通'
    case 'dispatch':
      return '下发'
    case 'accept':
      return '已接单'
    case 'transfer':
      return entry.to === null ? '转派' : `转派给 ${personWord(entry.to)}`
    case 'attempt':
      return attemptTitle(entry)
    case 'confirm':
      return '民警确认'
    case 'return':
      return '民警退回'
    case 'follow-up':
      return `回访：${followUpWord[entry.outcome]}`
    case 'close':
      return `结案：${closeWord[entry.reason]}`
    case 'reopen':
      return '重启'
    case 'escalate':
      return '超时提级'
    case 'conclude':
      return '管控结论（只有民警可见）'
    case 'reveal':
      return '查看了姓名与房号'
    default:
      return entry satisfies never
  }
}

function attemptTitle({ met, result, residence }: AttemptEntry): string {
  if (residence !== null) return `上门核查：${residenceWord[residence]}`
  return met === 'nobody' && result === 'not-met' ? '上门：未遇' : `上门：${meetingWord[met]}，${resultWord[result]}`
}

/** What more is known of it, a line each. */
export function entryDetails(entry: CaseEntry, now: Milliseconds): readonly string[] {
  switch (entry.kind) {
    case 'entered':
      return [`来源：${sourceWord[entry.source]}`]
    case 'matched':
      return [entry.place ?? '不在本社区的楼栋里']
    case 'labelled':
      return [entry.labels.length === 0 ? '已取消' : entry.labels.map((label) => labelWord[label]).join('、')]
    case 'call':
      return lines(entry.note)
    case 'dispatch':
      return lines(teamWords(entry), entry.note)
    case 'accept':
      return []
    case 'transfer':
      return [`原因：${entry.reason}`]
    case 'attempt':
      return lines(entry.note, entry.attached ? '那时任务已转给别人，这次记录附在任务里' : null)
    case 'confirm':
      return lines(entry.followUpAt === null ? '不用回访' : `${comeBackWord(entry.followUpAt, now)} 回访`, entry.note)
    case 'return':
      return [`原因：${entry.reason}`]
    case 'follow-up':
      return lines(entry.nextAt === null ? null : `下次 ${comeBackWord(entry.nextAt, now)}`, entry.note)
    case 'close':
      return lines(entry.note)
    case 'reopen':
      return [`原因：${entry.reason}`]
    case 'escalate':
      return [`没有按时${stepWord[entry.step].replace('前', '')}`]
    case 'conclude':
      return [entry.conclusion]
    case 'reveal':
      return lines(`事由：${revealWord[entry.reason]}`, entry.note, `设备时间 ${clockTime(entry.deviceAt)}`)
    default:
      return entry satisfies never
  }
}

function teamWords({ leader, workers, companions }: Extract<CaseEntry, { kind: 'dispatch' }>): string {
  const team = [leader === null ? null : `${personWord(leader)}带队`, ...workers.map(personWord)]
  return [...team, ...companions.map(personWord)].filter((word) => word !== null).join('，')
}

/** Everything that was said of one visit; what was not asked is not listed. */
export function attemptFacts(entry: AttemptEntry, now: Milliseconds): readonly Fact[] {
  const facts: (Fact | null)[] = [
    ...questions.map((question) => {
      const answer = entry.answers[question]
      return answer === undefined ? null : { name: questionWord[question], value: answer ? '是' : '否' }
    }),
    entry.amount === null ? null : { name: '转账金额', value: yuan(entry.amount) },
    entry.fraudType === null ? null : { name: '诈骗类型', value: fraudWord(entry.fraudType) },
    entry.advised.length === 0
      ? null
      : { name: '已建议', value: entry.advised.map((each) => adviceWord[each]).join('、') },
    entry.with.length === 0 ? null : { name: '同去', value: entry.with.map(personWord).join('、') },
    entry.nextVisitAt === null ? null : { name: '下次上门', value: comeBackWord(entry.nextVisitAt, now) },
    entry.minutes === null ? null : { name: '用时', value: `${entry.minutes} 分钟` },
  ]
  return facts.filter((fact) => fact !== null)
}

/** `12,000 元` */
export function yuan(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ',')} 元`
}

function lines(...each: readonly (string | null)[]): readonly string[] {
  return each.filter((line) => line !== null && line !== '').map(String)
}
