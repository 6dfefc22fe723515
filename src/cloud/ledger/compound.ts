import type { BuildingKind } from '#domain/building'

const LEDGER_WORD = /(?:台账|清册|名册|底册|登记表|一览表|明细表|统计表|汇总表|情况表|信息表|花名册)$/
const SUBJECT_WORD = /(?:房屋|住房|住宅|住户|商铺|出租房?|人口|底数|基础|基本|信息|情况|的)$/
/** Names of what holds several compounds, or of nothing at all. */
const NO_COMPOUND = /(?:社区|街道|村|镇|居委会|网格|派出所)$|^(?:sheet|工作表|表)\s*\d*$|^$/i

function stripEnd(text: string, pattern: RegExp): string {
  const shorter = text.replace(pattern, '')
  return shorter === text || shorter === '' ? text : stripEnd(shorter, pattern)
}

function withoutBrackets(text: string): string {
  return text.replace(/\s/g, '').replace(/[（(【[].*?[）)】\]]/g, '')
}

/** `青枫苑房屋底数台账（住宅）` → `青枫苑`. Null for a line that is no ledger's title, or one that names no single compound. */
export function compoundOfTitle(title: string): string | null {
  const text = withoutBrackets(title).replace(/^\d{4}年(?:度|\d{1,2}月)?/, '')
  if (!LEDGER_WORD.test(text)) return null
  const name = stripEnd(stripEnd(text, LEDGER_WORD), SUBJECT_WORD)
  return NO_COMPOUND.test(name) || name === text ? null : name
}

export function compoundOfSheet(name: string): string | null {
  const text = withoutBrackets(name)
  return compoundOfTitle(name) ?? (NO_COMPOUND.test(text) ? null : text)
}

const titleWords: readonly (readonly [RegExp, BuildingKind])[] = [
  [/商铺|商业|门面|店铺|街面/, 'commercial'],
  [/集宿|宿舍/, 'dormitory'],
  [/住宅/, 'residential'],
]
const nameWords: readonly (readonly [RegExp, BuildingKind])[] = [
  [/集宿|宿舍|公寓/, 'dormitory'],
  [/商业|商铺|街|广场|市场/, 'commercial'],
  [/小区|苑|新村|花园/, 'residential'],
]

/** The title's words, or the name's; a ledger that says neither keeps homes, as most do. */
export function compoundKind(title: string, name: string): BuildingKind {
  // What stands in brackets was put there to say the kind: 东亭商业街（住宅部分） is homes.
  const bracketed = /[（(【[](.*?)[）)】\]]/.exec(title)?.[1] ?? ''
  const find = (text: string, words: typeof titleWords) => words.find(([word]) => word.test(text))?.[1]
  return find(bracketed, titleWords) ?? find(title, titleWords) ?? find(name, nameWords) ?? 'residential'
}
