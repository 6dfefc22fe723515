import type { AlertLevel } from './alert'
import type { CaseDeed, CasePart, CaseRefusal, Due, Standing, StandingOf, Team } from './dissuasion'
import { everyoneOf, isConclusive } from './dissuasion'
import { moves, partsOf } from './dissuasion-moves'
import type { CaseStep, DissuasionPolicy } from './dissuasion-policy'
import type { OperationId, StaffId } from './ids'
import { DAY, type Milliseconds } from './time'

/** Who does it and when, by the server's clock. `id`: the operation that says so. */
export interface CaseActor {
  readonly id: OperationId
  readonly staff: StaffId
  readonly part: CasePart
  readonly at: Milliseconds
}

export interface CaseRules {
  readonly level: AlertLevel
  readonly policy: DissuasionPolicy
}

export type CaseVerdict =
  | { readonly kind: 'moved'; readonly standing: Standing }
  /** Kept with the case; where it stands has not changed. */
  | { readonly kind: 'attached'; readonly standing: Standing }
  /** `by`: who has it, when somebody else was first. */
  | { readonly kind: 'refused'; readonly why: CaseRefusal; readonly by?: StaffId }

/** A case as it stands when its alert was entered. */
export function opened(at: Milliseconds, rules: CaseRules): StandingOf<'entered'> {
  return { kind: 'entered', round: 1, calls: 0, due: within('call', at, rules) }
}

/**
 * The one place that moves a case. Whether the move is allowed stands in the tables of `dissuasion-moves`; this says where it
 * leads and what the new state rests on.
 */
export function act(standing: Standing, deed: CaseDeed, actor: CaseActor, rules: CaseRules): CaseVerdict {
  if (!partsOf[deed.kind].includes(actor.part)) return refused('not-your-part')
  // He who comes second hears who was first, whatever became of the case since.
  if (deed.kind === 'accept' && 'acceptedBy' in standing)
    return standing.acceptedBy === actor.staff ? attached(standing) : refused('taken', standing.acceptedBy)
  if (moves[standing.kind][deed.kind] === undefined) return refused('not-now')
  switch (deed.kind) {
    case 'call':
      return call(standing, deed.reached, actor)
    case 'dispatch':
      return moved({
        kind: 'dispatched',
        round: standing.round,
        team: deed.team,
        due: within('accept', actor.at, rules),
      })
    case 'accept':
      return standing.kind === 'dispatched' ? moved(accepted(standing, actor, rules)) : refused('not-now')
    case 'transfer':
      return transfer(standing, deed.to, actor, rules)
    case 'attempt':
      return attempt(standing, deed, actor, rules)
    case 'confirm':
      return confirm(standing, deed.followUpAt, actor)
    case 'return':
      return standing.kind === 'submitted'
        ? moved({
            kind: 'accepted',
            round: standing.round,
            team: standing.team,
            acceptedBy: standing.acceptedBy,
            due: within('meet', actor.at, rules),
          })
        : refused('not-now')
    case 'follow-up':
      return followUp(standing, deed, actor, rules)
    case 'close':
      return close(standing, deed.reason, actor)
    case 'reopen':
      return moved(again(standing, actor, rules))
    case 'escalate':
      return escalate(standing, deed.step, actor, rules)
    default:
      return deed satisfies never
  }
}

function call(standing: Standing, reached: boolean, actor: CaseActor): CaseVerdict {
  switch (standing.kind) {
    case 'entered':
      return reached
        ? moved({ kind: 'phoned', round: standing.round, call: actor.id, due: null })
        : moved({ ...standing, calls: standing.calls + 1 })
    case 'ready':
      return reached ? moved({ kind: 'phoned', round: standing.round, call: actor.id, due: null }) : attached(standing)
    default:
      return attached(standing)
  }
}

function accepted(
  { round, team }: StandingOf<'dispatched'>,
  actor: CaseActor,
  rules: CaseRules,
): StandingOf<'accepted'> {
  return { kind: 'accepted', round, team, acceptedBy: actor.staff, due: within('meet', actor.at, rules) }
}

function transfer(standing: Standing, to: StaffId, actor: CaseActor, rules: CaseRules): CaseVerdict {
  if (standing.kind !== 'dispatched' && standing.kind !== 'accepted') return refused('not-now')
  const { leader, companions } = standing.team
  const team: Team = { leader, workers: [to], companions }
  return moved({ kind: 'dispatched', round: standing.round, team, due: within('accept', actor.at, rules) })
}

function attempt(
  standing: Standing,
  deed: Extract<CaseDeed, { kind: 'attempt' }>,
  actor: CaseActor,
  rules: CaseRules,
): CaseVerdict {
  // A volunteer goes along and says what was seen; the officer or the grid worker concludes.
  if (actor.part === 'former' || actor.part === 'companion') return attached(standing)
  const conclusive = isConclusive(deed)
  switch (standing.kind) {
    case 'dispatched': {
      // At the door without a tap on 接单: being there is accepting.
      const { team, acceptedBy, round, due } = accepted(standing, actor, rules)
      return conclusive
        ? moved(submitted({ team, acceptedBy, round, submitters: [] }, deed, actor, rules))
        : moved({ kind: 'accepted', team, acceptedBy, round, due })
    }
    case 'accepted':
      return conclusive ? moved(submitted({ ...standing, submitters: [] }, deed, actor, rules)) : attached(standing)
    case 'submitted':
      // The newest conclusion is what is confirmed; who said an earlier one is still a submitter.
      return conclusive
        ? moved(submitted(standing, deed, actor, rules))
        : moved({ ...standing, submitters: withOne(standing.submitters, actor.staff) })
    case 'entered':
    case 'phoned':
    case 'ready':
    case 'confirmed':
    case 'closed':
      return attached(standing)
    default:
      return standing satisfies never
  }
}

function submitted(
  before: Pick<StandingOf<'submitted'>, 'team' | 'acceptedBy' | 'round' | 'submitters'>,
  { result }: Extract<CaseDeed, { kind: 'attempt' }>,
  actor: CaseActor,
  rules: CaseRules,
): StandingOf<'submitted'> {
  return {
    kind: 'submitted',
    round: before.round,
    team: before.team,
    acceptedBy: before.acceptedBy,
    attempt: actor.id,
    result,
    submitters: withOne(before.submitters, actor.staff),
    due: within('confirm', actor.at, rules),
  }
}

function confirm(standing: Standing, followUpAt: Milliseconds | null, actor: CaseActor): CaseVerdict {
  if (standing.kind !== 'submitted') return refused('not-now')
  if (standing.submitters.includes(actor.staff)) return refused('own-submission')
  return moved({
    ...standing,
    kind: 'confirmed',
    confirmedBy: actor.staff,
    followUps: 0,
    due: followUpAt === null ? null : { step: 'follow-up', at: followUpAt, escalated: false },
  })
}

function followUp(
  standing: Standing,
  { outcome, nextAt }: Extract<CaseDeed, { kind: 'follow-up' }>,
  actor: CaseActor,
  rules: CaseRules,
): CaseVerdict {
  if (standing.kind !== 'confirmed') return refused('not-now')
  if (outcome === 'defrauded-again') return moved(again(standing, actor, rules))
  return moved({
    ...standing,
    followUps: standing.followUps + 1,
    due: nextAt === null ? null : { step: 'follow-up', at: nextAt, escalated: false },
  })
}

/** 误报 from every open state; 结案 only when somebody was spoken to. */
function close(standing: Standing, reason: CloseReason, actor: CaseActor): CaseVerdict {
  if (reason === 'resolved' && standing.kind !== 'phoned' && standing.kind !== 'confirmed') return refused('not-now')
  return moved({ kind: 'closed', round: standing.round, reason, closedBy: actor.staff })
}

type CloseReason = StandingOf<'closed'>['reason']

function again({ round }: Standing, actor: CaseActor, rules: CaseRules): StandingOf<'ready'> {
  return { kind: 'ready', round: round + 1, why: 'reopened', due: within('dispatch', actor.at, rules) }
}

/** Once a step: the case remembers that it was told, so a second run of the timer finds nothing to do. */
function escalate(standing: Standing, step: CaseStep, actor: CaseActor, rules: CaseRules): CaseVerdict {
  if (standing.kind === 'closed') return refused('not-now')
  const { due } = standing
  if (due === null || due.step !== step || due.escalated || due.at > actor.at) return refused('not-due')
  if (standing.kind === 'entered')
    return moved({
      kind: 'ready',
      round: standing.round,
      why: 'unreached',
      due: within('dispatch', actor.at, rules),
    })
  return moved({ ...standing, due: { ...due, escalated: true } })
}

function within(step: Exclude<CaseStep, 'follow-up'>, from: Milliseconds, { level, policy }: CaseRules): Due {
  return { step, at: from + policy.within[level][step], escalated: false }
}

/** When the first follow-up falls due, unless the officer says otherwise. */
export function firstFollowUp(at: Milliseconds, { level, policy }: CaseRules): Milliseconds {
  return at + policy.followUpDays[level] * DAY
}

/** What a person is to a case, from where the person works and who was ever of it. */
export function partOf(
  person: { readonly id: StaffId; readonly role: string; readonly serves: boolean },
  standing: Standing,
  everyone: readonly StaffId[],
): CasePart {
  if (person.role === 'police') return person.serves ? 'officer' : 'outsider'
  const team = 'team' in standing ? standing.team : null
  if (team?.workers.includes(person.id)) return 'worker'
  if (team?.companions.includes(person.id)) return 'companion'
  return everyone.includes(person.id) ? 'former' : 'outsider'
}

/** Everybody who was ever sent, the new team included: they keep the right to tell what they found. */
export function withTeam(everyone: readonly StaffId[], team: Team): readonly StaffId[] {
  return [...new Set([...everyone, ...everyoneOf(team)])]
}

function withOne(list: readonly StaffId[], one: StaffId): readonly StaffId[] {
  return list.includes(one) ? list : [...list, one]
}

function moved(standing: Standing): CaseVerdict {
  return { kind: 'moved', standing }
}
function attached(standing: Standing): CaseVerdict {
  return { kind: 'attached', standing }
}
function refused(why: CaseRefusal, by?: StaffId): CaseVerdict {
  return { kind: 'refused', why, ...(by === undefined ? {} : { by }) }
}
