import type { Context } from '#cloud/context'
import { judge } from '#cloud/operations/judge'
import type { Result } from '#cloud/result'
import type { Subject } from '#domain/authorisation'
import type { Action } from '#domain/rights'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'

type Refused = Extract<Result<never>, { ok: false }>

/** Asks `can()` and says why not; null when allowed. Called before the first statement, so that a refusal reads no row. */
export function permit(
  { clock }: Pick<Context, 'clock'>,
  actor: Staff,
  action: Action,
  subject: Subject,
): Refused | null {
  const problem = judge(actor, action, subject, dayOf(clock.now()))
  return problem ? { ok: false, problem } : null
}
