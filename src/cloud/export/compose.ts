import type { Context } from '#cloud/context'
import type { Result } from '#cloud/result'
import type { ExportWhat } from '#contract/export'
import type { Composed, Exporter } from './composed'
import { composeEvaluation } from './evaluation'
import { composeRecords } from './records'
import { composeReport } from './report'
import { composeService } from './service'
import { composeSummaryFile } from './summary'

/** Each kind asks for its own right before it reads a row. */
export function compose(context: Context, exporter: Exporter, what: ExportWhat): Promise<Result<Composed>> {
  switch (what.kind) {
    case 'records':
      return composeRecords(context, exporter, what)
    case 'report':
      return composeReport(context, exporter, what)
    case 'summary':
      return composeSummaryFile(context, exporter, what)
    case 'service':
      return composeService(context, exporter, what)
    case 'evaluation':
      return composeEvaluation(context, exporter, what)
    default:
      return what satisfies never
  }
}
