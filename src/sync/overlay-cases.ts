import type { Operation, OperationOf } from '#contract/operation'
import type { CaseRow, ScopeGrant } from '#contract/pull'
import { type CaseDeed, type CasePart, dueOf, type Standing, type Team, teamOf } from '#domain/dissuasion'
import { act } from '#domain/dissuasion-act'
import type { DissuasionPolicy } from '#domain/dissuasion-policy'
import type { OperationId, StaffId } from '#domain/ids'
import { caseOf } from './outbox'
import { happenedAt, inOrder, standing as standingRecords } from './own-visits'
import type { StoredRecord } from './stored'

/** Whose device it is: by id in every record, by name and role as far as the cloud told. */
export interface Me {
  readonly id: StaffId
  readonly grant: ScopeGrant['staff'] | null
  /** The deadlines that the street decided, as far as the cloud told. */
  readonly policy: DissuasionPolicy
}

/** The own records of each case, in order. The alert that opened it counts among them. */
export function recordsByCase(records: readonly StoredRecord[]): ReadonlyMap<OperationId, readonly StoredRecord[]> {
  const found = new Map<OperationId, StoredRecord[]>()
  for (const record of inOrder(records)) {
    const { operation } = record
    const id = operation.type === 'alert.enter' ? operation.id : caseOf(operation)
    if (id === undefined) continue
    const known = found.get(id)
    if (known) known.push(record)
    else found.set(id, [record])
  }
  return found
}

/**
 * The cloud's row of a case with the own records on top, by the same rules that the cloud will judge them by. A delivered one
 * stays until the row is as new as it is. What the rules refuse changes nothing here: the cloud will say why.
 */
export function caseWith(row: CaseRow, records: readonly StoredRecord[], me: Me): CaseRow {
  return standingRecords(records)
    .filter(({ status }) => !(status.kind === 'delivered' && status.seq <= row.seq))
    .reduce((before, { operation }) => withOne(before, operation, me), row)
}

function withOne(row: CaseRow, operation: Operation, me: Me): CaseRow {
  const deed = deedOf(operation)
  if (deed === null) return row
  const at = happenedAt(operation)
  const counted = operation.type === 'dissuasion.attempt' ? withAttempt(row, operation) : row
  const standing = standingOf(row, me.id)
  if (standing === null) return counted
  const verdict = act(
    standing,
    deed,
    { id: operation.id, staff: me.id, part: partIn(row), at },
    { level: row.level, policy: me.policy },
  )
  switch (verdict.kind) {
    case 'refused':
      // A record of a visit is never refused for where the case stands; only who was never sent may not log one.
      return verdict.why === 'not-your-part' ? row : counted
    case 'attached':
      return counted
    case 'moved':
      return moved(counted, verdict.standing, operation, me)
    default:
      return verdict satisfies never
  }
}

function withAttempt(row: CaseRow, operation: OperationOf<'dissuasion.attempt'>): CaseRow {
  const at = happenedAt(operation)
  const { met, result } = operation.body
  const newest = row.lastAttempt === null || row.lastAttempt.at <= at
  return {
    ...row,
    attempts: row.attempts + 1,
    lastAttempt: newest ? { at, met, result, staffId: operation.author } : row.lastAttempt,
  }
}

function deedOf(operation: Operation): CaseDeed | null {
  switch (operation.type) {
    case 'dissuasion.call':
      return { kind: 'call', reached: operation.body.reached }
    case 'dissuasion.dispatch': {
      const { leader, workers, companions } = operation.body
      return { kind: 'dispatch', team: { leader, workers, companions } }
    }
    case 'dissuasion.accept':
      return { kind: 'accept' }
    case 'dissuasion.transfer':
      return { kind: 'transfer', to: operation.body.to }
    case 'dissuasion.attempt':
      return { kind: 'attempt', met: operation.body.met, result: operation.body.result }
    case 'dissuasion.confirm':
      return { kind: 'confirm', followUpAt: operation.body.followUpAt }
    case 'dissuasion.return':
      return { kind: 'return' }
    case 'dissuasion.follow-up':
      return { kind: 'follow-up', outcome: operation.body.outcome, nextAt: operation.body.nextAt }
    case 'dissuasion.close':
      return { kind: 'close', reason: operation.body.reason }
    case 'dissuasion.reopen':
      return { kind: 'reopen' }
    default:
      return null
  }
}

/** A secretary looks on. */
function partIn({ part }: CaseRow): CasePart {
  return part === 'secretary' ? 'outsider' : part
}

/**
 * Where the case stands, as far as a row tells. What only the log knows (which call, which attempt, who confirmed or closed) is
 * filled with an id at hand: no rule looks at it, and nothing of it is shown. Null: the row does not tell enough.
 */
function standingOf(row: CaseRow, me: StaffId): Standing | null {
  const { id, state, round, due, acceptedBy, submitters, leader } = row
  const team: Team | null = leader && {
    leader: leader.id,
    workers: row.workers.map((person) => person.id),
    companions: row.companions.map((person) => person.id),
  }
  switch (state) {
    case 'entered':
      return { kind: 'entered', round, due, calls: 0 }
    case 'phoned':
      return { kind: 'phoned', round, due, call: id }
    case 'ready':
      return { kind: 'ready', round, due, why: round > 1 ? 'reopened' : 'unreached' }
    case 'dispatched':
      return team && { kind: 'dispatched', round, due, team }
    case 'accepted':
      return team && acceptedBy && { kind: 'accepted', round, due, team, acceptedBy }
    case 'submitted':
    case 'confirmed': {
      if (!team || !acceptedBy) return null
      const result = row.lastAttempt?.result ?? 'not-met'
      const held = { round, due, team, acceptedBy, attempt: id, result, submitters }
      return state === 'submitted'
        ? { kind: 'submitted', ...held }
        : { kind: 'confirmed', ...held, confirmedBy: leader?.id ?? acceptedBy, followUps: 0 }
    }
    case 'closed':
      return { kind: 'closed', round, reason: 'resolved', closedBy: me }
    default:
      return state satisfies never
  }
}

function moved(row: CaseRow, standing: Standing, operation: Operation, me: Me): CaseRow {
  const team = teamOf(standing)
  const next: CaseRow = {
    ...row,
    state: standing.kind,
    round: standing.round,
    due: dueOf(standing),
    ...peopleOf(team, row, me),
    acceptedBy: 'acceptedBy' in standing ? standing.acceptedBy : null,
    submitters: 'submitters' in standing ? [...standing.submitters] : [],
    returned: operation.type === 'dissuasion.return' ? operation.body.reason : null,
  }
  if (row.part === 'worker' && !team?.workers.includes(me.id)) return withoutResident(next, operation)
  // Nothing is left to be done at the door.
  return team === null || standing.kind === 'confirmed' ? { ...next, resident: null } : next
}

/** Handed on: the resident leaves the screen at once, and the storage with the cloud's row. */
function withoutResident(row: CaseRow, operation: Operation): CaseRow {
  return {
    ...row,
    part: 'former',
    gone: { to: row.workers[0]?.name ?? null, at: happenedAt(operation) },
    due: null,
    maskedName: null,
    maskedPhone: null,
    buildingId: null,
    place: null,
    lastAttempt: row.lastAttempt?.staffId === operation.author ? row.lastAttempt : null,
    resident: null,
  }
}

/** A device knows the names that the row held and its own; who else was sent, the cloud tells. */
function peopleOf(team: Team | null, row: CaseRow, { grant }: Me): Pick<CaseRow, 'leader' | 'workers' | 'companions'> {
  if (team === null) return { leader: null, workers: [], companions: [] }
  const own = grant === null ? [] : [{ id: grant.id, name: grant.name, role: grant.role }]
  const known = [...(row.leader ? [row.leader] : []), ...row.workers, ...row.companions, ...own]
  const find = (id: StaffId) => known.find((person) => person.id === id)
  const all = (ids: readonly StaffId[]) => ids.map(find).filter((person) => person !== undefined)
  return { leader: find(team.leader) ?? null, workers: all(team.workers), companions: all(team.companions) }
}
