import type { Context } from '#cloud/context'
import { permit } from '#cloud/queries/permit'
import { report } from '#cloud/queries/reports'
import { ok, type Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import { number, sheet, text } from '#domain/document/workbook'
import { reportDocument } from '#domain/report-document'
import { figureLines } from '#domain/report-figures'
import type { Composed, Exporter } from './composed'
import type { FileType } from './file-type'
import { writeDocx } from './write-docx'
import { writeXlsx } from './write-xlsx'

/** A half-monthly report: in official form, or its figures as a sheet. Asks for the right to take it out, then for the one to read it. */
export async function composeReport(
  context: Context,
  exporter: Exporter,
  { id, as }: Extract<ExportWhat, { kind: 'report' }>,
): Promise<Result<Composed>> {
  const refused = permit(context, exporter.staff, 'export.report', {
    unitId: exporter.unitId,
    street: exporter.streetId,
  })
  if (refused) return refused
  const read = await report(context, exporter, { action: 'report', unit: exporter.unitId, id })
  if (!read.ok) return read
  const { unit, state, content, figures, composed, waiting, asOf } = read.answer
  const stands = state === 'signed' || state === 'accepted'
  const signed = (stands ? content.versions.at(-1) : undefined) ?? null
  const live = { figures, narrative: content.narrative ?? composed, asOf, waiting }
  const streetName = await nameOfStreet(context, exporter)
  const document = reportDocument({ unitName: unit.name, streetName, content, signed, live })
  const lines = figureLines((signed ?? live).figures)
  return ok({
    ...named(`${unit.name}半月报 ${content.due}${signed === null ? ' 草稿' : ` 第${signed.version}版`}`, as),
    rows: lines.length,
    logged: { kind: 'report', id, version: signed?.version ?? null, signedHash: signed?.hash ?? null },
    write(watermark, told) {
      for (const _ of lines) told()
      if (as === 'docx') return writeDocx(document, watermark)
      const columns = { word: text('项目', 32), value: number('数量'), unit: text('单位', 10) }
      const notes = [
        `期间：${content.from} 至 ${content.to}`,
        signed === null ? '草稿，尚未签发' : `签发版校验码 ${signed.hash}`,
      ]
      return writeXlsx({ title: document.title, sheets: [sheet('工作数据', columns, lines, notes)] }, watermark)
    },
  })
}

function named(name: string, type: FileType) {
  return { fileName: `${name}.${type}`, type }
}

async function nameOfStreet({ db }: Context, { streetId }: Exporter): Promise<string | null> {
  if (streetId === null) return null
  const street = await db.selectFrom('unit').select('name').where('unit_id', '=', streetId).executeTakeFirst()
  return street?.name ?? null
}
