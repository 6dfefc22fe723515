import type { Context } from '#cloud/context'
import { judge } from '#cloud/operations/judge'
import { ok, type Result, refuse } from '#cloud/result'
import type { CasePart } from '#domain/dissuasion'
import { partOf } from '#domain/dissuasion-act'
import type { OperationId, UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'

/**
 * Sending: also who was of a team and is not now, for what was photographed at the door must not be lost because the case was handed
 * on before the network came back. Seeing: the people of the case alone, no secretary and no volunteer.
 */
const mayBe = {
  send: ['officer', 'worker', 'former'],
  see: ['officer', 'worker'],
} as const satisfies Readonly<Record<string, readonly CasePart[]>>

/** Whether the person may, by the case as the cloud has it. */
export async function permitPhotos(
  context: Context,
  actor: Staff,
  { unit, caseId }: { readonly unit: UnitId; readonly caseId: OperationId },
  doing: keyof typeof mayBe,
): Promise<Result<true>> {
  const found = await context.db
    .selectFrom('unit')
    .leftJoin('dissuasion', (join) =>
      join.onRef('dissuasion.unit_id', '=', 'unit.unit_id').on('dissuasion.case_id', '=', caseId),
    )
    .where('unit.unit_id', '=', unit)
    .select(['unit.station_id', 'dissuasion.people', 'dissuasion.standing'])
    .executeTakeFirst()
  if (actor.role === 'volunteer' && actor.unitId === unit) return refuse(4038)
  const people = found?.people ?? null
  const standing = found?.standing ?? null
  // Of a case that there isn't, only those hear who might have been sent to it.
  const subject = { unitId: unit, station: found?.station_id ?? null, people: people ?? [actor.id] }
  const problem = judge(actor, 'dissuasion.attempt', subject, dayOf(context.clock.now()))
  if (problem !== undefined) return { ok: false, problem }
  if (people === null || standing === null) return refuse(4045)
  const part = partOf({ id: actor.id, role: actor.role, serves: true }, standing, people)
  if (part === 'companion') return refuse(4038)
  return mayBe[doing].some((allowed) => allowed === part) ? ok(true) : refuse(4037)
}
