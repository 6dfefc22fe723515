import type { CaseRow } from '#contract/pull'
import type { AlertLevel } from '#domain/alert'
import { fraudWord } from '#words/fraud'
import { caseKindWord, levelWord, stateWord } from './dissuasion'

/** `紧急`, `等级高`: the bare word says nothing in a line of others. */
export function levelWords(level: AlertLevel): string {
  return level === 'urgent' ? levelWord.urgent : `等级${levelWord[level]}`
}

/** `见面劝阻 · 青枫苑 3幢 1单元 9**` */
export function caseTitle({ kind, place }: Pick<CaseRow, 'kind' | 'place'>): string {
  return `${caseKindWord[kind]} · ${place ?? '地址待核对'}`
}

/** `冒充公检法 · 等级高 · 上门中 · 李建国带队` */
export function caseFacts(row: Pick<CaseRow, 'fraudType' | 'level' | 'state' | 'leader'>): string {
  return [
    row.fraudType === null ? null : fraudWord(row.fraudType),
    levelWords(row.level),
    stateWord[row.state],
    row.leader === null ? null : `${row.leader.name}带队`,
  ]
    .filter((word) => word !== null)
    .join(' · ')
}

/** `已转给 周敏，您的记录已附上` */
export function goneWords({ gone }: Pick<CaseRow, 'gone'>): string {
  const to = gone?.to ?? null
  return `${to === null ? '民警已收回' : `已转给 ${to}`}，您的记录已附上`
}
