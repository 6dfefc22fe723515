import type { Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { figuresOf } from '#cloud/queries/figures-of'
import type { Operation } from '#contract/operation'
import type { Milliseconds } from '#domain/time'
import { reportOf } from './report-paper'
import type { WorkingSet } from './working-set'

/** For a signature alone: the figures that are signed, counted under the lock on the unit's head, so that none moves meanwhile. */
export async function loadCounted(
  trx: Transaction<Tables>,
  set: WorkingSet,
  operations: readonly Operation[],
  now: Milliseconds,
): Promise<void> {
  for (const { type, body } of operations) {
    if (type !== 'report.sign' && type !== 'report.amend') continue
    const paper = set.papers.get(body.paperId)
    if (paper?.kind === 'report') set.counted.set(body.paperId, await figuresOf(trx, set.unitId, reportOf(paper), now))
  }
}
