import type { Context } from '#cloud/context'
import { sweepExports } from '#cloud/export/sweep-exports'
import { sendNotices } from '#cloud/notices/send-notices'
import { escalateOverdue } from './escalate-overdue'
import { promptStanding } from './prompt-standing'

/** What time alone brings about. May run as often and as many at once as anybody likes: each thing happens once. */
export async function runTimer(
  context: Context,
): Promise<{ readonly escalated: number; readonly prompted: number; readonly sent: number }> {
  const escalated = await escalateOverdue(context)
  const prompted = await promptStanding(context)
  await sweepExports(context)
  return { escalated, prompted, sent: await sendNotices(context) }
}
