import type { Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { type Arrivals, arrivalsSince } from '#cloud/queries/arrivals'
import { figuresOf } from '#cloud/queries/figures-of'
import type { Operation } from '#contract/operation'
import { signedNow } from '#domain/report'
import type { Milliseconds } from '#domain/time'
import { reportOf } from './report-paper'
import type { WorkingSet } from './working-set'

const noArrivals: Arrivals = { records: [], arrivals: 0 }

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
    if (paper?.kind !== 'report') continue
    const report = reportOf(paper)
    const counted = await figuresOf(trx, set.unitId, report, now)
    const since = signedNow(report)?.seq
    const arrived = since === undefined ? noArrivals : await arrivalsSince(trx, set.unitId, report, since)
    set.counted.set(body.paperId, { ...counted, ...arrived })
  }
}
