import type { Context } from '#cloud/context'
import { permit } from '#cloud/queries/permit'
import { summary } from '#cloud/queries/summaries'
import { ok, type Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import { number, sheet, text } from '#domain/document/workbook'
import { figureLines } from '#domain/report-figures'
import { receiptText, summaryDocument, unitColumns } from '#domain/summary-document'
import type { Composed, Exporter } from './composed'
import { writeDocx } from './write-docx'
import { writeXlsx } from './write-xlsx'

const kindWord = { collected: '汇总', briefing: '专报' } as const

/** A 汇总 or 专报: in official form, or its figures as sheets, with a line for each unit. */
export async function composeSummaryFile(
  context: Context,
  exporter: Exporter,
  { id, as }: Extract<ExportWhat, { kind: 'summary' }>,
): Promise<Result<Composed>> {
  const refused = permit(context, exporter.staff, 'export.summary', {
    unitId: exporter.unitId,
    street: exporter.streetId,
  })
  if (refused) return refused
  const read = await summary(context, exporter, { action: 'summary', unit: exporter.unitId, id })
  if (!read.ok) return read
  const { street, content, sources, figures, composed, asOf } = read.answer
  const { issued } = content
  const live = { sources, narrative: content.narrative ?? composed, asOf }
  const document = summaryDocument({ streetName: street.name, content, live })
  const lines = figureLines((issued ?? { figures }).figures)
  const units = (issued ?? live).sources
  const notes = [
    `期间：${content.from} 至 ${content.to}`,
    issued === null ? '草稿，尚未签发' : `签发版校验码 ${issued.hash}`,
  ]
  const mark = `第${content.version}版${issued === null ? ' 草稿' : ''}`
  return ok({
    fileName: `${street.name}${kindWord[content.kind]} ${content.due} ${mark}.${as}`,
    type: as,
    rows: lines.length + units.length,
    logged: { kind: 'summary', id, version: content.version, issuedHash: issued?.hash ?? null },
    write(watermark, told) {
      for (const _ of [...lines, ...units]) told()
      if (as === 'docx') return writeDocx(document, watermark)
      const totals = { word: text('项目', 32), value: number('数量'), unit: text('单位', 10) }
      const columns = { unit: text('单位', 24), receipt: text('报送'), ...numberColumns() }
      const rows = units.map(({ unit, receipt, report }) => ({
        unit: unit.name,
        receipt: receiptText[receipt],
        ...Object.fromEntries(
          unitColumns.map(({ word, of }) => [word, report === null ? null : of(report.figures)] as const),
        ),
      }))
      return writeXlsx(
        {
          title: document.title,
          sheets: [sheet('工作数据合计', totals, lines, notes), sheet('各单位', columns, rows, notes)],
        },
        watermark,
      )
    },
  })
}

function numberColumns(): Readonly<Record<string, ReturnType<typeof number>>> {
  return Object.fromEntries(unitColumns.map(({ word }) => [word, number(word)]))
}
