import type { Gap } from './crime-touches'
import type { OperationId, StaffId } from './ids'
import { addDays, dayOf, HOUR, type LocalDate, type Milliseconds, startOfDay } from './time'

/**
 * 逐案倒查 (S35): one review for each new crime against a resident. What had touched the door, the building and the person before
 * is listed by the system (`crime-touches`); people are asked only what no record can know.
 *
 * ```
 *  open ──answer──▶ answered ──close──▶ closed
 *    ▲                 │  └─answer─┐
 *    └─────return──────┘ ◀─────────┘
 * ```
 */
export const reviewStates = [
  'open', // 待答复
  'answered', // 待审
  'closed', // 已办结
] as const
export type ReviewState = (typeof reviewStates)[number]

export const reviewActions = [
  'answer', // 答复
  'return', // 退回
  'close', // 办结
] as const
export type ReviewAction = (typeof reviewActions)[number]

/** What somebody is to a review. Computed from the server's data, never from the request. */
export const reviewParts = [
  'unit', // the community's secretary, a unit's 专人
  'street', // the street that the unit belongs to
  'station', // an officer of the station that serves the unit
  'outsider',
] as const
export type ReviewPart = (typeof reviewParts)[number]

/** Where the gap lay: 未走访到 · 走访过未见到人 · 见到人但未提醒此类型 · 提醒过仍受骗 · 预警未处置到位 · 非本辖区长期居住. */
export const reviewGaps = ['not-visited', 'not-met', 'other-topic', 'warned', 'alert-missed', 'not-resident'] as const
export type ReviewGap = (typeof reviewGaps)[number]

/** 已整改, and when; 限期整改, and until when. */
export type Rectified =
  | { readonly kind: 'done'; readonly on: LocalDate }
  | { readonly kind: 'due'; readonly by: LocalDate }

/** What people say. Free words are kept apart, sealed. */
export interface ReviewAnswer {
  /** The day on which the person was last warned in a way that no record shows; null: not as far as is known. Absent: not asked. */
  readonly reachedOn?: LocalDate | null
  readonly gap: ReviewGap
  readonly rectified: Rectified
}

export type Review =
  | { readonly kind: 'open'; readonly returned: boolean }
  | { readonly kind: 'answered'; readonly answer: OperationId; readonly by: StaffId; readonly at: Milliseconds }
  | { readonly kind: 'closed'; readonly answer: OperationId; readonly by: StaffId; readonly at: Milliseconds }

/** Who does what at all. Whoever answers for a unit doesn't judge the answer. */
export const reviewPartsOf: Readonly<Record<ReviewAction, readonly ReviewPart[]>> = {
  answer: ['unit'],
  return: ['street'],
  close: ['street'],
}

/** state × action → the next state. Not named: refused. */
export const reviewMoves: Readonly<Record<ReviewState, Readonly<Partial<Record<ReviewAction, ReviewState>>>>> = {
  open: { answer: 'answered' },
  answered: { answer: 'answered', return: 'open', close: 'closed' },
  closed: {},
}

export type ReviewVerdict =
  | { readonly kind: 'moved'; readonly review: Review }
  | { readonly kind: 'refused'; readonly why: 'not-your-part' | 'not-now' }

/** Who does it and when, by the server's clock. `id`: the operation that says so. */
export interface ReviewActor {
  readonly id: OperationId
  readonly staff: StaffId
  readonly part: ReviewPart
  readonly at: Milliseconds
}

export const openReview: Review = { kind: 'open', returned: false }

/** The one place that moves a review. */
export function moveReview(review: Review, action: ReviewAction, { id, staff, part, at }: ReviewActor): ReviewVerdict {
  if (!reviewPartsOf[action].includes(part)) return { kind: 'refused', why: 'not-your-part' }
  if (reviewMoves[review.kind][action] === undefined) return { kind: 'refused', why: 'not-now' }
  switch (action) {
    case 'answer':
      return { kind: 'moved', review: { kind: 'answered', answer: id, by: staff, at } }
    case 'return':
      return { kind: 'moved', review: { kind: 'open', returned: true } }
    case 'close':
      return review.kind === 'answered'
        ? { kind: 'moved', review: { kind: 'closed', answer: review.answer, by: staff, at } }
        : { kind: 'refused', why: 'not-now' }
    default:
      return action satisfies never
  }
}

const DAYS_TO_ANSWER = 7
const DAYS_AFTER_RETURN = 3

/** The last day for the unit to answer: a week after the crime was entered, and three days at least after it was sent back. */
export function reviewDue(enteredAt: Milliseconds, returnedAt: Milliseconds | null): LocalDate {
  const first = addDays(dayOf(enteredAt), DAYS_TO_ANSWER)
  const again = returnedAt === null ? first : addDays(dayOf(returnedAt), DAYS_AFTER_RETURN)
  return again > first ? again : first
}

/** 逾期: not answered, and its last day is over. An answer that waits for the street is the street's to hurry with. */
export function reviewOverdue(state: ReviewState, due: LocalDate, today: LocalDate): boolean {
  return state === 'open' && due < today
}

/** At work, on the morning after the last day. */
const TELL_AT = 9 * HOUR

/** When the unit is told that the time is up. Null: never again for this last day. */
export function tellReviewOverdueAt(
  state: ReviewState,
  due: LocalDate,
  overdueFor: LocalDate | null,
): Milliseconds | null {
  return state === 'open' && overdueFor !== due ? startOfDay(addDays(due, 1)) + TELL_AT : null
}

/** What the records alone say of the gap, for the unit to confirm or to choose otherwise; null: they leave it open. */
export function gapOfRecords(gaps: readonly Gap[]): ReviewGap | null {
  const of = (kind: Gap['kind']) => gaps.find((gap) => gap.kind === kind)
  const [visit, met] = [of('visit'), of('met')]
  if (visit?.days === null) return 'not-visited'
  return visit !== undefined && met?.days === null ? 'not-met' : null
}
