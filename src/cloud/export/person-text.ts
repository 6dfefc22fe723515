import type { ThreadFacts } from '#cloud/queries/case-thread'
import type { CaseEntry } from '#contract/case-query'
import type { ResidentRow } from '#contract/pull'
import type { CaseState } from '#domain/dissuasion'
import { type FraudType, isOfficial } from '#domain/fraud-type'
import type { Role } from '#domain/staff'
import { dayOf, type Milliseconds } from '#domain/time'
import { attemptFacts, authorWord, entryDetails, entryTitle } from '#words/case-entry'
import { sourceWord, stateWord } from '#words/dissuasion'
import { clockTime } from '#words/format'
import { officialFraudWord } from '#words/fraud'
import { roleWord } from '#words/labels'

/** What is held on one person, as it is written down for that person (个人信息保护法 art. 45). */
export interface PersonFile {
  readonly madeAt: Milliseconds
  readonly units: readonly UnitPart[]
}

export interface UnitPart {
  readonly unitName: string
  readonly cases: readonly CasePart[]
  readonly crimes: readonly {
    readonly number: string
    readonly enteredAt: Milliseconds
    readonly enteredBy: string
    readonly address: string | null
  }[]
  readonly workers: readonly { readonly role: Role; readonly number: string }[]
}

export interface CasePart {
  readonly number: string
  readonly state: CaseState
  readonly fraudType: FraudType
  readonly source: ThreadFacts['source']
  readonly enteredAt: Milliseconds
  /** Null: erased already. */
  readonly resident: ResidentRow | null
  readonly photos: number
  readonly thread: readonly CaseEntry[]
}

/** Words of the police about a suspicion are not given out (反电信网络诈骗法, 个人信息保护法 art. 35); that there may be some is said. */
const withheld: readonly CaseEntry['kind'][] = ['labelled', 'conclude']

const when = (at: Milliseconds): string => `${dayOf(at)} ${clockTime(at)}`

export function personText({ madeAt, units }: PersonFile): string {
  return [
    '个人信息副本',
    `生成时间：${when(madeAt)}`,
    '本文件依照《个人信息保护法》第四十五条向本人提供，请妥善保管。',
    ...(units.length === 0 ? ['', '没有查到与您有关的个人信息。'] : units.flatMap(unitLines)),
    '',
    '未列入：民警内部的线索、标签和管控结论；仅以密文摘要保存、无法还原的号码。',
    '',
  ].join('\n')
}

function unitLines({ unitName, cases, crimes, workers }: UnitPart): readonly string[] {
  return [
    '',
    `【${unitName}】`,
    ...cases.flatMap(caseLines),
    ...crimes.flatMap(({ number, enteredAt, enteredBy, address }) => [
      '',
      `案件 ${number}`,
      `  录入：${when(enteredAt)}，${enteredBy}`,
      `  地址：${address ?? '未单独记录，或已按规定删除'}`,
      '  电话：只保存密文摘要，用于查找此前的预警',
    ]),
    ...workers.map(({ role, number }) => `\n工作人员：${roleWord[role]}，工号 ${number}`),
  ]
}

function caseLines({
  number,
  state,
  fraudType,
  source,
  enteredAt,
  resident,
  photos,
  thread,
}: CasePart): readonly string[] {
  const type = isOfficial(fraudType) ? fraudType : 'other'
  const told = thread.filter(({ kind }) => !withheld.includes(kind))
  return [
    '',
    `预警 ${number}（${stateWord[state]}）`,
    `  来源：${sourceWord[source]}，${when(enteredAt)} 录入`,
    `  诈骗类型：${officialFraudWord[type]}`,
    ...(resident === null
      ? ['  姓名、电话、地址：已按规定删除']
      : [
          `  姓名：${resident.name}`,
          `  电话：${resident.phone}`,
          `  地址：${resident.address}${resident.room === null ? '' : `（台账 ${resident.room}）`}`,
        ]),
    `  照片：${photos} 张`,
    '  谁在什么时候做了什么、看过什么：',
    ...told.flatMap((entry) => [
      `    ${when(entry.at)} ${authorWord(entry.by)}：${entryTitle(entry)}`,
      ...entryDetails(entry, entry.at).map((line) => `      ${line}`),
      ...(entry.kind === 'attempt'
        ? attemptFacts(entry, entry.at).map(({ name, value }) => `      ${name}：${value}`)
        : []),
    ]),
  ]
}
