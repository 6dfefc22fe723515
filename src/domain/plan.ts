import type { Channel } from './activity'
import type { OperationId, StaffId } from './ids'
import { last } from './last'
import { addDays, type LocalDate, type Milliseconds, startOfDay } from './time'

/**
 * A unit's publicity plan for a campaign (notice 四(一): every unit hands in a detailed plan once the planning is over): handed in,
 * sent back, handed in again, received. Every version stays readable.
 */
export const planStates = ['open', 'submitted', 'returned', 'accepted'] as const
export type PlanState = (typeof planStates)[number]

export const planActions = ['submit', 'return', 'accept', 'remind'] as const
export type PlanAction = (typeof planActions)[number]

export type PlanPart = 'author' | 'street'

export type PlanRefusal = 'not-your-part' | 'nothing-submitted' | 'already-accepted' | 'already-in'

const partOf: Readonly<Record<PlanAction, PlanPart>> = {
  submit: 'author',
  return: 'street',
  accept: 'street',
  remind: 'street',
}

/**
 * Where an action leads from a state, or why it does not. A plan that was received may still be sent back, for a campaign changes;
 * its unit changes one that nobody has looked at yet without asking.
 */
export const planMoves: Readonly<Record<PlanState, Readonly<Record<PlanAction, PlanState | PlanRefusal>>>> = {
  open: { submit: 'submitted', return: 'nothing-submitted', accept: 'nothing-submitted', remind: 'open' },
  submitted: { submit: 'submitted', return: 'returned', accept: 'accepted', remind: 'already-in' },
  returned: { submit: 'submitted', return: 'nothing-submitted', accept: 'nothing-submitted', remind: 'returned' },
  accepted: { submit: 'already-accepted', return: 'returned', accept: 'already-accepted', remind: 'already-in' },
}

export type PlanVerdict =
  | { readonly kind: 'moved'; readonly state: PlanState }
  | { readonly kind: 'refused'; readonly why: PlanRefusal }

export function movePlan(state: PlanState, action: PlanAction, part: PlanPart): PlanVerdict {
  if (partOf[action] !== part) return { kind: 'refused', why: 'not-your-part' }
  const next = planMoves[state][action]
  return isState(next) ? { kind: 'moved', state: next } : { kind: 'refused', why: next }
}

function isState(next: PlanState | PlanRefusal): next is PlanState {
  return planStates.some((state) => state === next)
}

/** One thing that a unit means to do. */
export interface PlanItem {
  /** Within its plan, `1` and so on: an item keeps its name over the versions. */
  readonly id: string
  readonly day: LocalDate
  readonly channel: Channel
  readonly title: string
  readonly place: string
  /** 责任人, in words. */
  readonly responsible: string
  /** 面向哪些人, in words; may be empty. */
  readonly audience: string
}

export interface PlanVersion {
  readonly version: number
  readonly items: readonly PlanItem[]
  /** When the cloud got it: a device's clock makes nobody punctual. */
  readonly at: Milliseconds
  readonly by: { readonly id: StaffId; readonly name: string }
}

export interface PlanContent {
  readonly campaignId: OperationId
  readonly due: LocalDate
  readonly versions: readonly PlanVersion[]
  readonly returns: readonly {
    readonly version: number
    readonly at: Milliseconds
    readonly by: string
    readonly reason: string
  }[]
  readonly acceptedAt: Milliseconds | null
  /** When the street asked for it last. */
  readonly remindedAt: Milliseconds | null
  /** When its unit was told that the day is over: once. */
  readonly overdueAt: Milliseconds | null
}

export function openPlan(campaignId: OperationId, due: LocalDate): PlanContent {
  return { campaignId, due, versions: [], returns: [], acceptedAt: null, remindedAt: null, overdueAt: null }
}

/** How it stands with its day (S10): due 3/27, what comes on 3/28 is late. */
export const planReceipts = ['not-due', 'missing', 'in-time', 'late', 'returned'] as const
export type PlanReceipt = (typeof planReceipts)[number]

/** The first moment that is too late. */
export function planDeadline(due: LocalDate): Milliseconds {
  return startOfDay(addDays(due, 1))
}

/** Handed in is when it came first: that the street sent it back makes nobody late. */
export function planReceipt(
  { due, versions }: Pick<PlanContent, 'due' | 'versions'>,
  state: PlanState,
  now: Milliseconds,
): PlanReceipt {
  const [first] = versions
  if (first === undefined) return now >= planDeadline(due) ? 'missing' : 'not-due'
  if (state === 'returned') return 'returned'
  return first.at < planDeadline(due) ? 'in-time' : 'late'
}

/** What the unit means to do now: its newest version, also while the street looks at it. */
export function plannedItems({ versions }: Pick<PlanContent, 'versions'>): readonly PlanItem[] {
  return last(versions)?.items ?? []
}
