import type { OperationId } from './ids'
import type { OutreachSignal } from './outreach-signals'
import { addDays, type LocalDate, type Milliseconds, startOfDay } from './time'

/**
 * 督查发现 → 整改 → 复查 (S34): what an inspector found in a unit, what the unit did about it, and whether that mended it.
 *
 * ```
 *  open ──answer──▶ answered ──mended──▶ mended
 *    ▲                 │  └─answer─┐
 *    └────not-yet──────┘ ◀─────────┘
 * ```
 *
 * A question about records (疑点, S37) goes the same road: the unit explains, a person decides. `mended` then says that the
 * explanation holds, `upheld` that the records are not true. Either way the records themselves are changed by nobody but their author.
 */
export const findingStates = [
  'open', // 待整改
  'answered', // 待复查
  'mended', // 已整改
  'upheld', // 认定不实: of a question about records alone
] as const
export type FindingState = (typeof findingStates)[number]

export const findingActions = ['answer', 'mended', 'not-yet', 'upheld'] as const
export type FindingAction = (typeof findingActions)[number]

/** What somebody is to a finding: the unit that has to mend it, or the inspectors. */
export const findingParts = ['unit', 'inspector'] as const
export type FindingPart = (typeof findingParts)[number]

export const findingPartOf: Readonly<Record<FindingAction, FindingPart>> = {
  answer: 'unit',
  mended: 'inspector',
  'not-yet': 'inspector',
  upheld: 'inspector',
}

/** state × action → the next state. Not named: refused. */
export const findingMoves: Readonly<Record<FindingState, Readonly<Partial<Record<FindingAction, FindingState>>>>> = {
  open: { answer: 'answered' },
  answered: { answer: 'answered', mended: 'mended', 'not-yet': 'open', upheld: 'upheld' },
  mended: {},
  upheld: {},
}

export type FindingVerdict =
  | { readonly kind: 'moved'; readonly state: FindingState }
  | { readonly kind: 'refused'; readonly why: 'not-your-part' | 'not-now' }

/** The one place that moves a finding. */
export function moveFinding(state: FindingState, action: FindingAction, part: FindingPart): FindingVerdict {
  if (findingPartOf[action] !== part) return { kind: 'refused', why: 'not-your-part' }
  const next = findingMoves[state][action]
  return next === undefined ? { kind: 'refused', why: 'not-now' } : { kind: 'moved', state: next }
}

/** What is asked about: as the machine saw it when somebody asked. */
export type AskedSignal = Pick<OutreachSignal, 'kind' | 'records' | 'staff' | 'seen' | 'sample'>

export interface FindingStep {
  readonly action: FindingAction
  /** What was done, or what is still missing; null where nothing was said. */
  readonly words: string | null
  readonly at: Milliseconds
  readonly by: string
}

export interface Finding {
  readonly what: string
  /** The last day by which it is to be mended. */
  readonly by: LocalDate
  /** Of which inspection it came, if of one. */
  readonly inspectionId: OperationId | null
  /** The question that it is about, if it is one. */
  readonly signal: AskedSignal | null
  readonly openedAt: Milliseconds
  readonly openedBy: string
  /** Everything that happened to it, in its order; nothing is ever taken out. */
  readonly steps: readonly FindingStep[]
  /** The last day whose passing the unit was told of. */
  readonly overdueFor: LocalDate | null
}

/** When its unit is told that the time is up: the morning after nobody could say it any more in time. Null: never again. */
export function tellOverdueAt(
  state: FindingState,
  { by, overdueFor }: Pick<Finding, 'by' | 'overdueFor'>,
): Milliseconds | null {
  return state === 'open' && overdueFor !== by ? startOfDay(addDays(by, 1)) : null
}

/** 逾期: not mended, and its last day is over. Somebody waits for an inspector, who is late himself: that is not the unit's. */
export function findingOverdue(state: FindingState, { by }: Pick<Finding, 'by'>, today: LocalDate): boolean {
  return state === 'open' && by < today
}
