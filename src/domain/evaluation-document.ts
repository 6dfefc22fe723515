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
import type { IssuedEvaluation, UnitScore } from './evaluation'
import { dayOf, type LocalDate, type Milliseconds } from './time'
import type { UnitKind } from './unit'

/** An evaluation as it goes out: a version that was issued, or what the sheet says now. */
export interface EvaluationToPrint {
  readonly streetName: string
  readonly campaign: { readonly name: string; readonly from: LocalDate; readonly to: LocalDate }
  readonly issued: IssuedEvaluation | null
  readonly live: { readonly units: readonly UnitScore[]; readonly asOf: Milliseconds }
}

const kindWords: readonly (readonly [readonly UnitKind[], string])[] = [
  [['community'], '社区'],
  [['office', 'body'], '机关、直属单位'],
  [['company'], '企业'],
]

/** 评估考核表 in official form (S13): units in the order of the list, never of their points; each number set by hand with its reason. */
export function evaluationDocument({ streetName, campaign, issued, live }: EvaluationToPrint): OfficialDocument {
  const { units } = issued ?? live
  const span = `${documentDate(campaign.from)}至${documentDate(campaign.to)}`
  const given = units.flatMap(({ unit, lines }) =>
    lines.flatMap((line) => (line.adjusted === null ? [] : [{ unit, line, adjusted: line.adjusted }])),
  )
  return {
    title: `${streetName}反诈宣传工作评估考核表\n（${span}）`,
    addressee: null,
    blocks: [
      paragraph(
        `按照“${campaign.name}”评估考核办法，对 ${units.length} 个单位${span}的工作情况评定如下。各项得分由工作记录、报送情况和发案数据算出，单位按名册顺序排列，不排名次。`,
      ),
      ...kindWords.flatMap(([kinds, word]) =>
        sheetOf(
          units.filter(({ unit }) => kinds.includes(unit.kind)),
          word,
        ),
      ),
      ...(given.length === 0
        ? []
        : [
            heading(1, '街道评定的分数'),
            table(
              [
                textColumn('单位', 2.4),
                textColumn('项目', 2),
                numberColumn('得分', { decimals: 1 }),
                textColumn('理由', 4),
              ],
              given.map(({ unit, line, adjusted }) => [unit.name, line.word, (line.tenths ?? 0) / 10, adjusted.reason]),
            ),
          ]),
      paragraph(issued === null ? '以上为草稿，数字还会变动。' : '评定完毕。'),
    ],
    attachments: [],
    signedBy: issued === null ? null : streetName,
    date: issued === null ? null : dayOf(issued.issuedAt),
    completeness: { asOf: issued?.issuedAt ?? live.asOf, waiting: [] },
  }
}

/** A table of units that have the same items. */
function sheetOf(units: readonly UnitScore[], word: string): readonly Block[] {
  const [first] = units
  if (first === undefined || first.lines.length === 0) return []
  return [
    heading(1, word),
    table(
      [
        textColumn('单位', 2.4),
        ...first.lines.map((line) => numberColumn(`${line.word}（${line.points}）`, { decimals: 1, width: 1.2 })),
        numberColumn('合计', { decimals: 1 }),
      ],
      units.map(({ unit, lines, tenths }) => [
        unit.name,
        ...lines.map((line) => (line.tenths === null ? null : line.tenths / 10)),
        tenths / 10,
      ]),
      { caption: `${word}评估考核得分` },
    ),
  ]
}
