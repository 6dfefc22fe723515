import type { Context } from '#cloud/context'
import { refuse } from '#cloud/result'
import { type Action, can, type Subject } from '#domain/authorisation'
import { onDuty, type Staff } from '#domain/staff'
import { dayOf } from '#domain/time'

type Refused = ReturnType<typeof refuse>

/** Asks `can()` and says why not; null when allowed. Called before the first statement, so that a refusal reads no row. */
export function permit(
  { clock }: Pick<Context, 'clock'>,
  actor: Staff,
  action: Action,
  subject: Subject,
): Refused | null {
  const today = dayOf(clock.now())
  if (can(actor, action, subject, today)) return null
  if (!onDuty(actor, today)) return refuse(4033)
  return subject.unitId === actor.unitId ? refuse(4030) : refuse(4031)
}
