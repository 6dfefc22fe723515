import type { Context } from '#cloud/context'
import { contentHash } from '#cloud/operations/canonical'
import { reportOf } from '#cloud/operations/report-paper'
import { figuresOf } from '#cloud/queries/figures-of'
import { draftReports } from '#cloud/timer/draft-reports'
import { addDays, HOUR, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { pushAs } from './push-as'
import type { Random } from './random'
import type { Town } from './town'

/** Whose newest report can be read, written and signed by whoever tries the demonstration. */
const TO_SIGN = 'qfy'

/**
 * The half-monthly reports of the demonstration's campaign so far, by the very functions that make real ones: drafted, most signed in
 * time, one late, one sent back, one still missing, so that the street's page has every state to show.
 */
export async function seedReports(context: Context, towns: readonly Town[], rng: Random): Promise<void> {
  await draftReports(context)
  const clerk = towns.flatMap(({ staff }) => staff).find(({ role }) => role === 'street')
  const papers = await context.db
    .selectFrom('paper')
    .selectAll()
    .where('kind', '=', 'report')
    .orderBy('period')
    .orderBy('unit_id')
    .execute()
  const newest = papers.reduce<string>(
    (latest, { period }) => (period !== null && period > latest ? period : latest),
    '',
  )
  for (const [nth, paper] of papers.entries()) {
    const author = towns.find(({ unit }) => unit.id === paper.unit_id)?.staff.find(({ role }) => role === 'secretary')
    const { due } = reportOf(paper)
    // Of the newest some are still to be signed, the first community's among them; one of the earlier is missing for good.
    const open = due === newest && (nth % 3 === 0 || paper.unit_id === TO_SIGN)
    if (author === undefined || nth % 7 === 5 || open) continue
    const at = Math.min(evening(due, nth % 5 === 3 ? 1 : 0), context.clock.now())
    const then = { ...context, clock: { now: () => at } }
    const { figures } = await figuresOf(context.db, paper.unit_id, reportOf(paper), at)
    const push = pushAs(then, paper.unit_id, rng)
    await push(author, 'report.sign', { paperId: paper.paper_id, seen: contentHash(figures) })
    if (clerk === undefined) continue
    if (nth % 7 === 2)
      await push(clerk, 'report.return', { paperId: paper.paper_id, reason: '请补充存在的问题和下一步打算' })
    else if (due !== newest) await push(clerk, 'report.accept', { paperId: paper.paper_id })
  }
}

function evening(due: LocalDate, later: number): Milliseconds {
  return startOfDay(addDays(due, later)) + 17 * HOUR
}
