import type { Context } from '#cloud/context'
import type { Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import type { UnitId } from '#domain/ids'
import type { Composed, Exporter } from './composed'
import { composeRecords } from './records'

/** Each kind asks for its own right before it reads a row. */
export function compose(
  context: Context,
  exporter: Exporter,
  unit: UnitId,
  what: ExportWhat,
): Promise<Result<Composed>> {
  switch (what.kind) {
    case 'records':
      return composeRecords(context, exporter, unit, what)
    default:
      return what.kind satisfies never
  }
}
