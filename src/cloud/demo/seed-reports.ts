import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { insertRows } from '#cloud/db/insert-rows'
import { applyPush } from '#cloud/operations/apply-push'
import { contentHash } from '#cloud/operations/canonical'
import { reportOf } from '#cloud/operations/report-paper'
import { staffOf } from '#cloud/operations/working-set'
import { figuresOf } from '#cloud/queries/figures-of'
import { draftReports } from '#cloud/timer/draft-reports'
import type { OperationType } from '#contract/operation'
import { PROTOCOL } from '#contract/protocol'
import { operationId } from '#contract/scalars'
import type { DeviceId, UnitId } from '#domain/ids'
import { addDays, HOUR, type LocalDate, type Milliseconds, startOfDay } from '#domain/time'
import { type Random, seededUuid } from './random'
import type { Town, TownPerson } from './town'

/** Whose newest report can be read, written and signed by whoever tries the demonstration. */
const TO_SIGN = 'qfy'

/**
 * The half-monthly reports of the demonstration's campaign so far, by the very functions that make real ones: drafted, most signed in
 * time, one late, one sent back, one still missing, so that the street's page has every state to show.
 */
export async function seedReports(context: Context, towns: readonly Town[], rng: Random): Promise<void> {
  // Devices spoke today; what they said in the past must not make them silent since.
  const devices = await context.db.selectFrom('device').selectAll().execute()
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
    const push = pusher(then, paper.unit_id, rng)
    await push(author, 'report.sign', { paperId: paper.paper_id, seen: contentHash(figures) })
    if (clerk === undefined) continue
    if (nth % 7 === 2)
      await push(clerk, 'report.return', { paperId: paper.paper_id, reason: '请补充存在的问题和下一步打算' })
    else if (due !== newest) await push(clerk, 'report.accept', { paperId: paper.paper_id })
  }
  await context.db.deleteFrom('device').execute()
  await insertRows(context.db, 'device', devices)
}

function evening(due: LocalDate, later: number): Milliseconds {
  return startOfDay(addDays(due, later)) + 17 * HOUR
}

/** What is refused would make the demonstration a lie. */
function pusher(context: Context, unit: UnitId, rng: Random) {
  return async (person: TownPerson, type: OperationType, body: object): Promise<void> => {
    const at = context.clock.now()
    const device: DeviceId = person.device
    const id = v.parse(operationId, seededUuid(at, rng))
    const operation = { id, unit, author: person.id, device, at, elapsed: HOUR, offset: 0, type, body }
    const staff = staffOf({
      staff_id: person.id,
      unit_id: person.unitId,
      name: person.name,
      role: person.role,
      number: person.number,
      scope: person.scope,
      from_day: person.from,
      to_day: person.to,
      active: person.active,
      roster_key: null,
      openid: null,
    })
    const request = { action: 'push' as const, protocol: PROTOCOL, unit, device, pending: 0, operations: [operation] }
    const [outcome] = await applyPush(context, staff, request)
    if (outcome?.kind !== 'applied') throw new Error(`${type} of the demonstration: ${JSON.stringify(outcome)}`)
  }
}
