import type { Context } from '#cloud/context'
import { DAY, type Milliseconds } from '#domain/time'

/** As long after it was decided, or made where nobody decided: what somebody told of himself to be taken is not needed longer. */
const KEPT: Milliseconds = 30 * DAY

/** Applications and codes that are over are forgotten; whoever became a volunteer stays one. */
export async function forgetApplications({ db, clock }: Context): Promise<void> {
  const before = clock.now() - KEPT
  await db
    .deleteFrom('application')
    .where(({ eb, fn }) => eb(fn.coalesce('decided_at', 'applied_at'), '<', before))
    .execute()
  await db.deleteFrom('invitation').where('expires_at', '<', before).execute()
}
