import type { Context } from '#cloud/context'
import { sweepExports } from '#cloud/export/sweep-exports'
import { sendNotices } from '#cloud/notices/send-notices'
import { draftReports } from './draft-reports'
import { escalateOverdue } from './escalate-overdue'
import { plansOverdue } from './plans-overdue'
import { promptStanding } from './prompt-standing'
import { purgeRetained } from './purge-retained'
import { rotateKeys } from './rotate-keys'
import { tellOverdueFindings } from './tell-overdue-findings'
import { tellOverdueReviews } from './tell-overdue-reviews'
import { tellServiceEnds } from './tell-service-ends'

/** What time alone brings about. May run as often and as many at once as anybody likes: each thing happens once. */
export async function runTimer(context: Context): Promise<{
  readonly escalated: number
  readonly prompted: number
  readonly drafted: number
  readonly overdue: number
  readonly sent: number
}> {
  const escalated = await escalateOverdue(context)
  const prompted = await promptStanding(context)
  const overdue = (await tellOverdueFindings(context)) + (await tellOverdueReviews(context))
  const drafted = await draftReports(context)
  await plansOverdue(context)
  await tellServiceEnds(context)
  await sweepExports(context)
  await rotateKeys(context)
  const sent = await sendNotices(context)
  // Last: nothing waits for it.
  await purgeRetained(context)
  return { escalated, prompted, drafted, overdue, sent }
}
