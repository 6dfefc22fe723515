import type { Context } from '#cloud/context'
import { permit } from '#cloud/queries/permit'
import { service } from '#cloud/queries/service'
import { ok, type Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import { serviceDocument, serviceTitle } from '#domain/service-document'
import type { Composed, Exporter } from './composed'
import { writeDocx } from './write-docx'

/** A person's service record, a volunteer's as a certificate. The unit's name stands below what its secretary takes out, and below nothing else. */
export async function composeService(
  context: Context,
  exporter: Exporter,
  { staff, from, to }: Extract<ExportWhat, { kind: 'service' }>,
): Promise<Result<Composed>> {
  const refused = permit(context, exporter.staff, 'export.service', { unitId: exporter.unitId, owner: staff })
  if (refused) return refused
  const request = { action: 'service' as const, unit: exporter.unitId, staff, from, to }
  const read = await service(context, exporter.staff, request)
  if (!read.ok) return read
  const { person, unitName, days, pending, asOf, ...span } = read.answer
  const certified = exporter.staff.role === 'secretary' && exporter.staff.id !== staff
  const document = serviceDocument({ unitName, person, span, days, pending, asOf, certified })
  const nameFor = (who: string) => `${serviceTitle(person.role)} ${who} ${span.from} 至 ${span.to}.docx`
  return ok({
    fileName: nameFor(person.name),
    type: 'docx',
    rows: days.length,
    // By the number: a volunteer's name goes some day, and the log stays.
    logged: { kind: 'service', fileName: nameFor(person.number), staff, from: span.from, to: span.to, certified },
    write(watermark, told) {
      for (const _ of days) told()
      return writeDocx(document, watermark)
    },
  })
}
