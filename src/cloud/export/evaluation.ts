import type { Context } from '#cloud/context'
import { evaluation } from '#cloud/queries/evaluation'
import { permit } from '#cloud/queries/permit'
import { ok, type Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import { number, sheet, text } from '#domain/document/workbook'
import { evaluationDocument } from '#domain/evaluation-document'
import { last } from '#domain/last'
import { cameFrom, figureWord, measureRule } from '#words/measure'
import type { Composed, Exporter } from './composed'
import { writeDocx } from './write-docx'
import { writeXlsx } from './write-xlsx'

/** 评估考核表: the version that was issued last, or the draft as it is now; as a workbook with how each number came about. */
export async function composeEvaluation(
  context: Context,
  exporter: Exporter,
  { campaign: campaignId, as }: Extract<ExportWhat, { kind: 'evaluation' }>,
): Promise<Result<Composed>> {
  const refused = permit(context, exporter.staff, 'export.evaluation', {
    unitId: exporter.unitId,
    street: exporter.streetId,
  })
  if (refused) return refused
  const asked = { action: 'evaluation' as const, unit: exporter.unitId, campaign: campaignId }
  const read = await evaluation(context, exporter, asked)
  if (!read.ok) return read
  const { street, campaign, units: now, content, asOf } = read.answer
  const issued = last(content.issued) ?? null
  const units = issued?.units ?? now
  const document = evaluationDocument({ streetName: street.name, campaign, issued, live: { units: now, asOf } })
  const lines = units.flatMap(({ unit, lines: own }) => own.map((line) => ({ unit, line })))
  const notes = [
    `期间：${campaign.from} 至 ${campaign.to}`,
    issued === null ? '草稿，尚未签发' : `签发版校验码 ${issued.hash}`,
  ]
  const mark = issued === null ? '草稿' : `第${issued.version}版`
  return ok({
    fileName: `${street.name}评估考核表 ${campaign.to} ${mark}.${as}`,
    type: as,
    rows: units.length + lines.length,
    logged: { kind: 'evaluation', campaign: campaignId, version: issued?.version ?? null },
    write(watermark, told) {
      for (const _ of [...units, ...lines]) told()
      if (as === 'docx') return writeDocx(document, watermark)
      const totals = { unit: text('单位', 24), points: number('得分'), most: number('满分'), open: number('待评定项') }
      const each = {
        ...{ unit: text('单位', 24), item: text('项目', 20), figure: text('数字', 14), came: text('算法', 60) },
        ...{ counted: number('算出的分'), points: number('得分'), most: number('满分') },
        ...{ reason: text('街道评定的理由', 40), by: text('评定人', 12) },
      }
      const totalRows = units.map(({ unit, tenths, most, open }) => ({
        ...{ unit: unit.name, points: tenths / 10, most: most / 10, open },
      }))
      const rows = lines.map(({ unit, line }) => ({
        unit: unit.name,
        item: line.word,
        figure: figureWord(line.measure, line.figure),
        came: [cameFrom(line.figure), measureRule[line.measure]].filter((word) => word !== null).join('。'),
        counted: line.counted === null ? null : line.counted / 10,
        points: line.tenths === null ? null : line.tenths / 10,
        most: line.points,
        reason: line.adjusted?.reason ?? '',
        by: line.adjusted?.by ?? '',
      }))
      return writeXlsx(
        {
          title: document.title,
          sheets: [sheet('各单位合计', totals, totalRows, notes), sheet('逐项', each, rows, notes)],
        },
        watermark,
      )
    },
  })
}
