import type { FindingAction, FindingState } from '#domain/finding'
import type { Found } from '#domain/inspection'
import type { SignalKind } from '#domain/outreach-signals'

export const foundWord: Readonly<Record<Found, string>> = {
  confirmed: '属实',
  'not-found': '查无',
  differs: '不符',
}

export const foundSign: Readonly<Record<Found, string>> = {
  confirmed: '✓',
  'not-found': '✕',
  differs: '≠',
}

export const findingStateWord: Readonly<Record<FindingState, string>> = {
  open: '待整改',
  answered: '待复查',
  mended: '已整改',
  upheld: '认定不实',
}

/** Of a question about records, which is explained and not mended. */
export const askedStateWord: Readonly<Record<FindingState, string>> = {
  open: '待说明',
  answered: '待认定',
  mended: '说明成立',
  upheld: '认定不实',
}

/** Seen beside the word. */
export const findingStateSign: Readonly<Record<FindingState, string>> = {
  open: '○',
  answered: '◐',
  mended: '✓',
  upheld: '✕',
}

export const findingActionWord: Readonly<Record<FindingAction, string>> = {
  answer: '单位答复',
  mended: '复查通过',
  'not-yet': '复查未通过',
  upheld: '认定不实',
}

export const signalWord: Readonly<Record<SignalKind, string>> = {
  'photo-twice': '同一张照片用了两次',
  'impossible-way': '两户相距太远',
  'same-words': '备注一字不差',
  'clock-moved': '手机时钟往回拨',
  'two-at-once': '同时在两处活动',
  'met-burst': '一分钟内见面太多',
}

/** `91.2%` */
export function tenthsWord(tenths: number): string {
  return `${(tenths / 10).toFixed(1)}%`
}
