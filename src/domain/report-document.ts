import { documentDate } from './document/dates'
import {
  type Block,
  heading,
  numberColumn,
  type OfficialDocument,
  paragraph,
  table,
  textColumn,
} from './document/official-document'
import type { ReportContent, SignedVersion, Waiting } from './report'
import { figureChanges, figureLines, type ReportFigures } from './report-figures'
import { dayOf, type Milliseconds } from './time'

/** A report as it goes out: the version that was signed last, or what the draft says now. */
export interface ReportToPrint {
  readonly unitName: string
  /** 主送: who collects the reports. */
  readonly streetName: string | null
  readonly content: ReportContent
  /** Null: a draft, or sent back and not signed again. */
  readonly signed: SignedVersion | null
  /** As they are now, for a draft. */
  readonly live: {
    readonly figures: ReportFigures
    readonly narrative: string
    readonly asOf: Milliseconds
    readonly waiting: readonly Waiting[]
  }
}

/**
 * The half-monthly report in official form (S11). Of a signed one every word and figure is the signed version's; what was amended since
 * stands below it as such (N04). A draft says that it is one.
 */
export function reportDocument({ unitName, streetName, content, signed, live }: ReportToPrint): OfficialDocument {
  const { problems, next } = signed ?? content
  const { figures, narrative, asOf, waiting } = signed ?? live
  const span = `${documentDate(content.from)}至${documentDate(content.to)}`
  return {
    title: `${unitName}反诈宣传工作情况的报告\n（${span}）`,
    addressee: streetName,
    blocks: [
      paragraph(`现将我单位${span}反诈宣传工作情况报告如下。`),
      heading(1, '工作开展情况'),
      paragraph(narrative),
      table(
        [textColumn('项目', 4), numberColumn('数量'), textColumn('单位', 1)],
        figureLines(figures).map(({ word, value, unit }) => [word, value, unit]),
        { caption: '表1 工作数据' },
      ),
      ...section('存在问题', problems),
      ...section('下一步打算', next),
      ...(signed === null ? [] : amended(content, signed)),
      // The last words, so that the signature does not stand on a page of its own.
      paragraph('特此报告。'),
    ],
    attachments: [],
    signedBy: signed === null ? null : unitName,
    date: signed === null ? null : dayOf(signed.signedAt),
    completeness: { asOf, waiting: waiting.map(waitingWords) },
  }
}

/** What nobody wrote has no heading either. */
function section(title: string, words: string): readonly Block[] {
  return words === '' ? [] : [heading(1, title), paragraph(words)]
}

/** Each amendment against what was told before it. */
function amended({ amendments }: ReportContent, signed: SignedVersion): readonly Block[] {
  const since = amendments.filter(({ seq }) => seq > signed.seq)
  if (since.length === 0) return []
  return [
    heading(1, '签发以后的更正'),
    ...since.flatMap(({ figures, at, by, note, arrivals }, index) => {
      const before = since[index - 1]?.figures ?? signed.figures
      return [
        paragraph(`${documentDate(dayOf(at))}，${by.name}：${note}（涉及签发后送达或改动的记录 ${arrivals} 条）`),
        table(
          [textColumn('项目', 4), numberColumn('更正前'), numberColumn('更正后'), textColumn('单位', 1)],
          figureChanges(before, figures).map((change) => [change.word, change.before, change.now, change.unit]),
        ),
      ]
    }),
  ]
}

function waitingWords({ name, pending }: Waiting): string {
  return pending > 0 ? `${name} ${pending} 条` : `${name} 没有消息`
}
