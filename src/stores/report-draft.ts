import * as v from 'valibot'
import type { OperationId, UnitId } from '#domain/ids'
import { engineIn } from './field-store'

/** A report's own words while they are written: kept at every letter (F08). */
const draftSchema = v.object({ narrative: v.nullable(v.string()), problems: v.string(), next: v.string() })
export type ReportDraft = v.InferOutput<typeof draftSchema>

const formOf = (id: OperationId): string => `report-${id}`

export function reportDraft(unit: UnitId, id: OperationId): ReportDraft | null {
  const parsed = v.safeParse(draftSchema, engineIn(unit)?.form(formOf(id)))
  return parsed.success ? parsed.output : null
}

export function keepReportDraft(unit: UnitId, id: OperationId, value: ReportDraft | null): void {
  engineIn(unit)?.saveForm(formOf(id), value)
}
