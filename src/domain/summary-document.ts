import { documentDate } from './document/dates'
import {
  type Block,
  heading,
  numberColumn,
  type OfficialDocument,
  paragraph,
  type TableCell,
  table,
  textColumn,
} from './document/official-document'
import type { Receipt } from './report'
import { activityCount, figureLines, type ReportFigures } from './report-figures'
import { figuresOfSources, type IssuedSummary, type SummaryContent, type SummarySource } from './summary'
import { dayOf, type Milliseconds } from './time'

/** A summary as it goes out: what was issued, or what the draft says now. */
export interface SummaryToPrint {
  readonly streetName: string
  readonly content: SummaryContent
  /** As they are now, for a draft. */
  readonly live: {
    readonly sources: readonly SummarySource[]
    readonly narrative: string
    readonly asOf: Milliseconds
  }
}

/**
 * 汇总 or 专报 in official form (S36). Both say who handed in and what it adds up to; a 汇总, which is filed, has a line for each unit
 * besides, a 专报 goes to 党工委. Of an issued one every word and figure is the issued version's. A draft says that it is one.
 */
export function summaryDocument({ streetName, content, live }: SummaryToPrint): OfficialDocument {
  const { issued } = content
  const { sources, narrative } = issued ?? live
  const { problems, next } = issued ?? content
  const span = `${documentDate(content.from)}至${documentDate(content.to)}`
  const collected = content.kind === 'collected'
  return {
    title: collected
      ? `${streetName}反诈宣传工作情况汇总\n（${span}）`
      : `${streetName}关于反诈宣传工作情况的专报\n（${span}）`,
    addressee: collected ? null : `${streetName}党工委`,
    blocks: [
      paragraph(
        collected ? `现将各单位报送的${span}反诈宣传工作情况汇总如下。` : `现将我街道${span}反诈宣传工作情况报告如下。`,
      ),
      heading(1, '工作开展情况'),
      paragraph(narrative),
      table(
        [textColumn('项目', 4), numberColumn('数量'), textColumn('单位', 1)],
        figureLines(figuresOfSources(sources)).map(({ word, value, unit }) => [word, value, unit]),
        { caption: '表1 工作数据合计' },
      ),
      ...(collected ? byUnit(sources) : []),
      ...section('存在问题', problems),
      ...section('下一步打算', next),
      // The last words, so that the signature does not stand on a page of its own.
      paragraph(collected ? '汇总完毕。' : '特此报告。'),
    ],
    attachments: [],
    signedBy: issued === null ? null : streetName,
    date: issued === null ? null : dayOf(issued.issuedAt),
    completeness: { asOf: issuedOr(issued, live.asOf), waiting: [] },
  }
}

function issuedOr(issued: IssuedSummary | null, asOf: Milliseconds): Milliseconds {
  return issued?.issuedAt ?? asOf
}

function section(title: string, words: string): readonly Block[] {
  return words === '' ? [] : [heading(1, title), paragraph(words)]
}

/** What each unit's line says; the same columns in the document and in the sheet. */
export const unitColumns: readonly { readonly word: string; readonly of: (figures: ReportFigures) => number }[] = [
  { word: '宣传分钟', of: ({ minutes }) => minutes },
  { word: '走访户次', of: ({ visits }) => visits },
  { word: '见面人数', of: ({ adults }) => adults },
  { word: '资料份数', of: ({ leaflets, doorLeaflets }) => leaflets + doorLeaflets },
  { word: '活动次数', of: activityCount },
  { word: '劝阻次数', of: ({ dissuasions }) => dissuasions },
]

export const receiptText: Readonly<Record<Receipt, string>> = {
  'not-due': '未到期',
  missing: '未报',
  'in-time': '按时',
  late: '迟报',
  returned: '退回',
}

/** In the order of the list. What was not handed in is no nought. */
function byUnit(sources: readonly SummarySource[]): readonly Block[] {
  const cells = (figures: ReportFigures | null): readonly TableCell[] =>
    unitColumns.map(({ of }) => (figures === null ? null : of(figures)))
  return [
    heading(1, '各单位报送情况'),
    table(
      [
        textColumn('单位', 3),
        textColumn('报送', 1.4),
        ...unitColumns.map(({ word }) => numberColumn(word, { width: 1.3 })),
      ],
      sources.map(({ unit, receipt, report }) => [unit.name, receiptText[receipt], ...cells(report?.figures ?? null)]),
      { caption: '表2 各单位报送情况', totals: ['合计', '', ...cells(figuresOfSources(sources))] },
    ),
  ]
}
