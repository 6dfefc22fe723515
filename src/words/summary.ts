import type { SourceNews, SummaryKind, SummaryState } from '#domain/summary'

export const summaryKindWord: Readonly<Record<SummaryKind, string>> = { collected: '汇总', briefing: '专报' }

export const summaryStateWord: Readonly<Record<SummaryState, string>> = { draft: '草稿', issued: '已签发' }

export const sourceNewsWord: Readonly<Record<SourceNews, string>> = {
  came: '签发后报来',
  amended: '签发后有更正',
  'signed-anew': '签发后重新签发',
  withdrawn: '签发后被退回',
}

/** `3月29日汇总 第2版` */
export function summaryTitle({ kind, due, version }: { kind: SummaryKind; due: string; version: number }): string {
  return `${Number(due.slice(5, 7))}月${Number(due.slice(8))}日${summaryKindWord[kind]} 第 ${version} 版`
}
