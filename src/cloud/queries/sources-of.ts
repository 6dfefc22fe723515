import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { reportOf, reportState } from '#cloud/operations/report-paper'
import type { OperationId, UnitId } from '#domain/ids'
import { receiptOf } from '#domain/report'
import type { ReportPeriod } from '#domain/report-period'
import { type SummarySource, sourceOf } from '#domain/summary'
import type { LocalDate, Milliseconds } from '#domain/time'
import { reportingUnits } from './reporting-units'

/** What every unit of the street has handed in, of each of these periods: two statements, however many units. */
export async function sourcesOf(
  db: Kysely<Tables>,
  street: UnitId,
  campaign: OperationId,
  periods: readonly ReportPeriod[],
  now: Milliseconds,
): Promise<ReadonlyMap<LocalDate, readonly SummarySource[]>> {
  const units = await reportingUnits(db, street)
  const papers =
    units.length === 0 || periods.length === 0
      ? []
      : await db
          .selectFrom('paper')
          .selectAll()
          .where(
            'unit_id',
            'in',
            units.map(({ id }) => id),
          )
          .where('kind', '=', 'report')
          .where('campaign_id', '=', campaign)
          .where(
            'period',
            'in',
            periods.map(({ due }) => due),
          )
          .execute()
  const known = new Map(papers.map((paper) => [`${paper.unit_id} ${paper.period}`, paper]))
  return new Map(
    periods.map((period) => [
      period.due,
      units.map((unit) => {
        const paper = known.get(`${unit.id} ${period.due}`)
        if (paper === undefined) return sourceOf(unit, receiptOf(period, null, now), null)
        const [content, state] = [reportOf(paper), reportState(paper)]
        const firstSignedAt = content.versions[0]?.signedAt ?? null
        const report = { paperId: paper.paper_id, state, content }
        return sourceOf(unit, receiptOf(period, { state, firstSignedAt }, now), report)
      }),
    ]),
  )
}
