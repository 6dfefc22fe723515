import type { CaseEntry } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import { caseKindWord, meetingWord, resultWord } from '#words/dissuasion'

/** What the row alone tells of a case's past, for a phone that has no network. `at` null: the time is not on this phone. */
interface KnownStep {
  readonly id: string
  readonly at: number | null
  readonly title: string
  readonly detail: string | null
}

/** `own`: what this device did, which its own records tell better. */
export function knownSteps(row: CaseRow, own: readonly CaseEntry[]): readonly KnownStep[] {
  const accepted = own.some(({ kind }) => kind === 'accept')
  const visited = own.some(({ kind, at }) => kind === 'attempt' && at === row.lastAttempt?.at)
  const steps: (KnownStep | null)[] = [
    { id: 'raised', at: row.raisedAt, title: row.kind === 'check' ? caseKindWord.check : '预警', detail: null },
    row.leader === null ? null : { id: 'team', at: null, title: '已下发', detail: teamWords(row) },
    row.acceptedBy === null || accepted
      ? null
      : { id: 'accepted', at: null, title: '已接单', detail: nameOf(row, row.acceptedBy) },
    visited ? null : lastVisit(row),
  ]
  return steps.filter((step) => step !== null)
}

function lastVisit(row: CaseRow): KnownStep | null {
  const { lastAttempt: last, attempts } = row
  if (last === null) return null
  const found = row.kind === 'check' || last.met === 'nobody' ? '' : `，${resultWord[last.result]}`
  const who = nameOf(row, last.staffId)
  return {
    id: 'visit',
    at: last.at,
    title: `上门：${meetingWord[last.met]}${found}`,
    detail: [who, attempts > 1 ? `共上门 ${attempts} 次` : null].filter((word) => word !== null).join(' · ') || null,
  }
}

function teamWords({ leader, workers, companions }: CaseRow): string {
  const others = [...workers, ...companions].map(({ name }) => name)
  return [leader === null ? null : `民警 ${leader.name}带队`, ...others].filter((word) => word !== null).join('，')
}

function nameOf({ leader, workers, companions }: CaseRow, id: string): string | null {
  return [leader, ...workers, ...companions].find((person) => person?.id === id)?.name ?? null
}

/** The step that is running and those to come. */
export function stepsAhead(row: CaseRow): { readonly now: string | null; readonly later: readonly string[] } {
  const after = row.kind === 'check' ? ['民警确认'] : ['民警确认', '回访']
  switch (row.state) {
    case 'entered':
    case 'phoned':
    case 'ready':
      return { now: '民警处理', later: [] }
    case 'dispatched':
      return { now: '接单', later: ['上门', ...after] }
    case 'accepted':
      return { now: '上门', later: after }
    case 'submitted':
      return { now: '等民警确认', later: after.slice(1) }
    case 'confirmed':
      return { now: row.due === null ? null : '回访', later: [] }
    case 'closed':
      return { now: null, later: [] }
    default:
      return row.state satisfies never
  }
}
