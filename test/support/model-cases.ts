import type { Operation, OperationOf } from '#contract/operation'
import type { ProblemCode } from '#contract/problem'
import type { CaseRow } from '#contract/pull'
import {
  type CaseDeed,
  type CaseRefusal,
  dueOf,
  everyoneOf,
  type Standing,
  type Team,
  teamOf,
} from '#domain/dissuasion'
import { act, opened, partOf, withTeam } from '#domain/dissuasion-act'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import type { OperationId, Seq, StaffId } from '#domain/ids'
import { maskName, maskPhone } from '#domain/masking'
import type { Role } from '#domain/staff'
import type { Milliseconds } from '#domain/time'

export interface CasePerson {
  readonly id: StaffId
  readonly name: string
  readonly role: Role
}

interface ModelCase {
  readonly id: OperationId
  readonly alert: OperationOf<'alert.enter'>['body']
  readonly enteredAt: Milliseconds
  standing: Standing
  people: readonly StaffId[]
  attempts: number
  lastAttempt: CaseRow['lastAttempt']
  returned: string | null
  handedAt: Milliseconds
  seq: Seq
}

const codes: Readonly<Record<CaseRefusal, ProblemCode>> = {
  'not-your-part': 4037,
  'not-now': 4093,
  taken: 4092,
  'own-submission': 4036,
  'not-due': 4093,
}

export interface ModelCases {
  readonly known: ReadonlyMap<OperationId, unknown>
  /** What refuses it, before anything was changed; else what remains to be done once its place is known. */
  judge(operation: Operation, at: Milliseconds): ProblemCode | ((seq: Seq) => void)
  /** Whoever was ever of the case, or serves. */
  isOf(staff: StaffId, id: OperationId): boolean
  rowsFor(staff: StaffId): readonly CaseRow[]
}

/** Cases by the domain's rules, and each person's view of them. */
export function createModelCases(personOf: (id: StaffId) => CasePerson): ModelCases {
  const cases = new Map<OperationId, ModelCase>()

  function partFor(staff: StaffId, { standing, people }: ModelCase) {
    const { role } = personOf(staff)
    return partOf({ id: staff, role, serves: role === 'police' }, standing, people)
  }

  function judge(operation: Operation, at: Milliseconds): ProblemCode | ((seq: Seq) => void) {
    const { author } = operation
    if (operation.type === 'alert.enter') {
      if (personOf(author).role !== 'police') return 4030
      const { id, body: alert } = operation
      const { level } = alert
      if ([...cases.values()].some((known) => known.alert.number === alert.number)) return 4094
      return (seq) => {
        const standing = opened(at, { level, policy: defaultDissuasionPolicy })
        const nothing = { people: [], attempts: 0, lastAttempt: null, returned: null }
        cases.set(id, { id, alert, enteredAt: at, standing, ...nothing, handedAt: at, seq })
      }
    }
    if (!('caseId' in operation.body)) return 4001
    const found = cases.get(operation.body.caseId)
    if (found === undefined) return 4045
    const part = partFor(author, found)
    const deed = deedOf(operation)
    if (deed === null) return part === 'outsider' ? 4037 : () => undefined
    const rules = { level: found.alert.level, policy: defaultDissuasionPolicy }
    const verdict = act(found.standing, deed, { id: operation.id, staff: author, part, at }, rules)
    if (verdict.kind === 'refused') return codes[verdict.why]
    return (seq) => {
      const before = found.standing.kind
      found.standing = verdict.standing
      found.seq = seq
      const team = teamOf(found.standing)
      if (team) found.people = withTeam(found.people, team)
      if (operation.type === 'dissuasion.transfer' || operation.type === 'dissuasion.dispatch') found.handedAt = at
      if (operation.type === 'dissuasion.return') found.returned = operation.body.reason
      else if (found.standing.kind !== before) found.returned = null
      if (operation.type !== 'dissuasion.attempt') return
      const { met, result } = operation.body
      found.attempts++
      if (found.lastAttempt === null || found.lastAttempt.at <= at)
        found.lastAttempt = { at, met, result, staffId: author }
    }
  }

  function rowFor(staff: StaffId, found: ModelCase): CaseRow | null {
    const part = partFor(staff, found)
    if (part === 'outsider' || part === 'timer') return null
    const { id, alert, enteredAt, standing, attempts, lastAttempt, returned, seq } = found
    const team: Team | null = teamOf(standing)
    const masked = part === 'officer' || part === 'worker'
    const former = part === 'former'
    const atDoor = team !== null && standing.kind !== 'confirmed' && everyoneOf(team).includes(staff)
    const holder = 'acceptedBy' in standing ? standing.acceptedBy : team?.workers[0]
    return {
      id,
      part,
      gone: former ? { to: holder ? personOf(holder).name : null, at: found.handedAt } : null,
      kind: alert.kind,
      number: alert.number,
      level: alert.level,
      fraudType: alert.kind === 'check' && part !== 'officer' ? null : alert.fraudType,
      raisedAt: alert.raisedAt,
      enteredAt,
      state: standing.kind,
      round: standing.round,
      due: former ? null : dueOf(standing),
      maskedName: masked ? maskName(alert.name) : null,
      maskedPhone: masked ? maskPhone(alert.phone) : null,
      buildingId: null,
      place: null,
      leader: team && personOf(team.leader),
      workers: team ? team.workers.map(personOf) : [],
      companions: team ? team.companions.map(personOf) : [],
      acceptedBy: 'acceptedBy' in standing ? standing.acceptedBy : null,
      submitters: 'submitters' in standing ? [...standing.submitters] : [],
      attempts,
      lastAttempt: former && lastAttempt?.staffId !== staff ? null : lastAttempt,
      returned: masked && standing.kind === 'accepted' ? returned : null,
      resident: masked && atDoor ? { name: alert.name, phone: alert.phone, address: alert.address, room: null } : null,
      seq,
    }
  }

  return {
    known: cases,
    judge,
    isOf: (staff, id) => {
      const found = cases.get(id)
      return found !== undefined && partFor(staff, found) !== 'outsider'
    },
    rowsFor: (staff) => [...cases.values()].flatMap((each) => rowFor(staff, each) ?? []),
  }
}

function deedOf({ type, body }: Operation): CaseDeed | null {
  switch (type) {
    case 'dissuasion.call':
      return { kind: 'call', reached: body.reached }
    case 'dissuasion.dispatch':
      return { kind: 'dispatch', team: { leader: body.leader, workers: body.workers, companions: body.companions } }
    case 'dissuasion.accept':
      return { kind: 'accept' }
    case 'dissuasion.transfer':
      return { kind: 'transfer', to: body.to }
    case 'dissuasion.attempt':
      return { kind: 'attempt', met: body.met, result: body.result }
    case 'dissuasion.confirm':
      return { kind: 'confirm', followUpAt: body.followUpAt }
    case 'dissuasion.return':
      return { kind: 'return' }
    case 'dissuasion.follow-up':
      return { kind: 'follow-up', outcome: body.outcome, nextAt: body.nextAt }
    case 'dissuasion.close':
      return { kind: 'close', reason: body.reason }
    case 'dissuasion.reopen':
      return { kind: 'reopen' }
    default:
      return null
  }
}
