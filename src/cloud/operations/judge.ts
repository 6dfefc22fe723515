import { type Problem, problem } from '#contract/problem'
import { can, inScope, type Subject } from '#domain/authorisation'
import type { Action } from '#domain/rights'
import { onDuty, type Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'

/** Whether the person may, and if not, which of the reasons it is. */
export function judge(actor: Staff, action: Action, subject: Subject, day: LocalDate): Problem | undefined {
  if (can(actor, action, subject, day)) return undefined
  // Of what an officer may do in another unit a station is told; of anything else it is simply not his unit.
  if (subject.unitId !== actor.unitId && (subject.street ?? null) !== actor.unitId)
    return problem(actor.role === 'police' && (subject.station ?? null) !== null ? 4035 : 4031)
  if (!onDuty(actor, day)) return problem(4033)
  // With the whole unit as scope he might: then it is the building, not the role.
  const elsewhere = subject.building !== undefined && !inScope(actor, subject.building)
  const roleMay = can({ ...actor, scope: { kind: 'unit' } }, action, subject, day)
  if (elsewhere && roleMay) return problem(4034)
  // Were he sent to the case he might: then it is the list of its people, not the role.
  const sent = can(actor, action, { ...subject, people: [actor.id] }, day)
  return problem(subject.people !== undefined && sent ? 4037 : 4030)
}
