import type { AlertLevel, CaseKind } from '#domain/alert'
import type { CaseState } from '#domain/dissuasion'
import type { StaffId, UnitId } from '#domain/ids'
import { MINUTE, type Milliseconds } from '#domain/time'
import { isDueWithin, isOpen, isOverdue } from '#stores/case-counts'
import type { CaseOfUnit } from '#stores/field-store'
import { stateWord } from '#words/dissuasion'

export interface InboxFilter {
  readonly unit: UnitId | null
  readonly level: AlertLevel | null
  readonly kind: CaseKind | null
  /** Only those that I lead. */
  readonly mine: boolean
}

export const noFilter: InboxFilter = { unit: null, level: null, kind: null, mine: false }

export function filtered(cases: readonly CaseOfUnit[], filter: InboxFilter, me: StaffId): readonly CaseOfUnit[] {
  const { unit, level, kind, mine } = filter
  return cases.filter(
    (one) =>
      (unit === null || one.unit === unit) &&
      (level === null || one.row.level === level) &&
      (kind === null || one.row.kind === kind) &&
      (!mine || one.row.leader?.id === me),
  )
}

export interface CaseGroup {
  readonly key: string
  readonly title: string
  readonly urgent: boolean
  readonly cases: readonly CaseOfUnit[]
}

/** In the order in which they have to be thought of. */
const states: readonly CaseState[] = ['entered', 'ready', 'dispatched', 'accepted', 'submitted', 'phoned']

/** Open cases: overdue ones first, then by what has to be done, each by its deadline. Nothing is listed twice. */
export function grouped(cases: readonly CaseOfUnit[], now: Milliseconds): readonly CaseGroup[] {
  const open = cases.filter(({ row }) => isOpen(row)).sort(byDeadline)
  const overdue = open.filter(({ row }) => isOverdue(row, now))
  const inTime = open.filter(({ row }) => !isOverdue(row, now))
  return [
    { key: 'overdue', title: '已超时', urgent: true, cases: overdue },
    ...states.map((state) => ({
      key: state,
      title: stateWord[state],
      urgent: false,
      cases: inTime.filter(({ row }) => row.state === state),
    })),
  ].filter((group) => group.cases.length > 0)
}

function byDeadline(a: CaseOfUnit, b: CaseOfUnit): number {
  return dueAt(a) - dueAt(b) || b.row.raisedAt - a.row.raisedAt
}

function dueAt({ row }: CaseOfUnit): number {
  return row.due?.at ?? Number.MAX_SAFE_INTEGER
}

/** The first line: what can't wait. */
export function inboxHeadline(cases: readonly CaseOfUnit[], now: Milliseconds): string {
  const open = cases.filter(({ row }) => isOpen(row))
  if (open.length === 0) return '没有在办的预警'
  const overdue = open.filter(({ row }) => isOverdue(row, now)).length
  const soon = open.filter(({ row }) => isDueWithin(row, now, 10 * MINUTE)).length
  const parts = [...(overdue > 0 ? [`${overdue} 件已超时`] : []), ...(soon > 0 ? [`${soon} 件 10 分钟内到期`] : [])]
  return parts.length === 0 ? `${open.length} 件在办，10 分钟内没有到期的` : parts.join('，')
}
