import type { Standing } from '#domain/dissuasion'
import { teamOf } from '#domain/dissuasion'
import type { CaseStep } from '#domain/dissuasion-policy'
import type { StaffId } from '#domain/ids'
import type { NoticeKind } from '#domain/notice'

interface ToBeTold {
  readonly kind: NoticeKind
  readonly people: readonly StaffId[]
}

/** Who hears that a step's time is up. `officers`: of the station, in service today. */
export function whoIsTold(step: CaseStep, standing: Standing, officers: readonly StaffId[]): ToBeTold {
  switch (step) {
    case 'call':
      return { kind: 'unreached', people: officers }
    case 'dispatch':
      return { kind: 'not-dispatched', people: officers }
    case 'accept':
      return { kind: 'not-accepted', people: leaderOf(standing, officers) }
    case 'meet':
      return { kind: 'not-met', people: [...leaderOf(standing, officers), ...accepterOf(standing)] }
    case 'confirm':
      return { kind: 'not-confirmed', people: officers }
    case 'follow-up':
      return { kind: 'follow-up-due', people: leaderOf(standing, officers) }
    default:
      return step satisfies never
  }
}

/** A leader who is out of service hears nothing: then all of the station do. */
function leaderOf(standing: Standing, officers: readonly StaffId[]): readonly StaffId[] {
  const leader = teamOf(standing)?.leader
  return leader !== undefined && officers.includes(leader) ? [leader] : officers
}

function accepterOf(standing: Standing): readonly StaffId[] {
  return 'acceptedBy' in standing ? [standing.acceptedBy] : []
}
