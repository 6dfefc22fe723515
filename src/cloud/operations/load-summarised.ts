import type { Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { sourcesOf } from '#cloud/queries/sources-of'
import type { Operation } from '#contract/operation'
import type { Milliseconds } from '#domain/time'
import { summaryOf } from './summary-paper'
import type { WorkingSet } from './working-set'

/**
 * For a summary alone: the versions that there are, for one to be composed, and what the units have signed, for one to be issued. The
 * street's head is locked and no unit's: who signs at this moment is of the next version, as `seen` says.
 */
export async function loadSummarised(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  now: Milliseconds,
): Promise<void> {
  for (const { type, body } of operations) {
    if (type === 'summary.compose') {
      const papers = await trx
        .selectFrom('paper')
        .selectAll()
        .where('unit_id', '=', set.unitId)
        .where('kind', '=', 'summary')
        .where('campaign_id', '=', body.campaignId)
        .where('period', '=', body.due)
        .execute()
      set.papers.load(papers)
    }
    if (type === 'summary.issue') {
      const paper = set.papers.get(body.paperId)
      if (paper?.kind !== 'summary') continue
      const content = summaryOf(paper)
      const sources = await sourcesOf(trx, set.unitId, content.campaignId, [content], now)
      set.summarised.set(body.paperId, sources.get(content.due) ?? [])
    }
  }
}
