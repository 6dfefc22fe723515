import { type Problem, problem } from '#contract/problem'
import type { CaseDeed, CasePart, CaseRefusal, Standing } from '#domain/dissuasion'
import { dueOf, teamOf } from '#domain/dissuasion'
import { act, type CaseRules, partOf, withTeam } from '#domain/dissuasion-act'
import type { OperationId, StaffId } from '#domain/ids'
import type { NoticeKind } from '#domain/notice'
import type { Action } from '#domain/rights'
import { onDuty } from '#domain/staff'
import { dissuasionPolicyOf, type StreetSettings } from '#domain/street-settings'
import { judge } from './judge'
import type { Occurrence } from './occurrence'
import { type CaseRow, personOf, staffOf, type WorkingSet } from './working-set'

/** A case that the author may do this to, and what he is to it. */
export interface FoundCase {
  readonly kind: 'found'
  readonly row: CaseRow
  readonly part: CasePart
}

/** Rights first: whether a case exists is told only to those who may know. */
export function findCase(
  caseId: OperationId,
  action: Action,
  when: Occurrence,
  set: WorkingSet,
): FoundCase | { readonly kind: 'refused'; readonly problem: Problem } {
  const row = set.cases.get(caseId)
  const subject = { unitId: set.unitId, station: set.station, people: row?.people ?? [] }
  const refused = judge(when.author, action, subject, when.day)
  if (refused) return { kind: 'refused', problem: refused }
  if (row === undefined) return { kind: 'refused', problem: problem(4045, undefined, 'body.caseId') }
  const { id, role, unitId } = when.author
  return { kind: 'found', row, part: partOf({ id, role, serves: unitId === set.station }, row.standing, row.people) }
}

/** What the case moves by: its level, and the deadlines that its street decided. */
export function rulesOf({ level }: Pick<CaseRow, 'level'>, settings: StreetSettings): CaseRules {
  return { level, policy: dissuasionPolicyOf(settings) }
}

/** What of a standing is searched by the database. */
export function standingColumns(
  standing: Standing,
): Pick<CaseRow, 'standing' | 'state' | 'round' | 'due_at' | 'due_step' | 'escalated'> {
  const due = dueOf(standing)
  return {
    standing,
    state: standing.kind,
    round: standing.round,
    due_at: due?.at ?? null,
    due_step: due?.step ?? null,
    escalated: due?.escalated ?? false,
  }
}

export type Moved =
  | { readonly kind: 'moved' | 'attached'; readonly row: CaseRow }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** Moves the case by the domain's rules and puts its row; `more`: what else of the row the operation changes. */
export function moveCase(
  { row, part }: FoundCase,
  deed: CaseDeed,
  when: Occurrence & { readonly id: OperationId },
  set: WorkingSet,
  more: Partial<CaseRow> = {},
): Moved {
  const actor = { id: when.id, staff: when.author.id, part, at: when.at }
  const verdict = act(row.standing, deed, actor, rulesOf(row, set.settings))
  switch (verdict.kind) {
    case 'moved':
    case 'attached': {
      const team = teamOf(verdict.standing)
      const people = team === null ? row.people : withTeam(row.people, team)
      const next = { ...row, ...more, ...standingColumns(verdict.standing), people, seq: when.seq }
      set.cases.put(next)
      return { kind: verdict.kind, row: next }
    }
    case 'refused':
      return { kind: 'refused', problem: problemOf(verdict.why, verdict.by, part, row, set) }
    default:
      return verdict satisfies never
  }
}

function problemOf(
  why: CaseRefusal,
  by: StaffId | undefined,
  part: CasePart,
  { standing }: CaseRow,
  set: WorkingSet,
): Problem {
  switch (why) {
    case 'not-your-part':
      return part === 'former' ? taken(holderOf(standing), set) : problem(part === 'outsider' ? 4037 : 4030)
    case 'taken':
      return taken(by, set)
    case 'own-submission':
      return problem(4036)
    case 'not-now':
    case 'not-due':
      return problem(4093, '这件任务已经走到别的步骤，请刷新后再看')
    default:
      return why satisfies never
  }
}

function taken(by: StaffId | undefined, set: WorkingSet): Problem {
  const name = by === undefined ? undefined : personOf(set, by)?.name
  return problem(
    4092,
    name === undefined ? '已转给别人，您上门的记录仍会附上' : `现在由${name}负责，您上门的记录仍会附上`,
  )
}

/** Who has it now: whoever accepted, else the first it was sent to. */
export function holderOf(standing: Standing): StaffId | undefined {
  if ('acceptedBy' in standing) return standing.acceptedBy
  const team = teamOf(standing)
  return team?.workers[0] ?? team?.leader
}

/** Tells each of them once, except whoever did it. */
export function tell(
  set: WorkingSet,
  when: Occurrence & { readonly id: OperationId },
  caseId: OperationId,
  kind: NoticeKind,
  people: readonly StaffId[],
): void {
  for (const staffId of new Set(people))
    if (staffId !== when.author.id) set.notices.push({ cause: when.id, caseId, staffId, kind })
}

/** The station's officers who are in service that day. */
export function officersOn(set: WorkingSet, when: Pick<Occurrence, 'day'>): readonly StaffId[] {
  return [...set.officers.values()]
    .filter((row) => !row.service && onDuty(staffOf(row), when.day))
    .map(({ staff_id }) => staff_id)
}
