import {
  gapOfRecords,
  moveReview,
  openReview,
  type Review,
  type ReviewAction,
  type ReviewPart,
  type ReviewState,
  reviewActions,
  reviewDue,
  reviewOverdue,
  reviewParts,
  reviewStates,
  tellReviewOverdueAt,
} from '#domain/case-review'
import type { OperationId, StaffId } from '#domain/ids'
import type { LocalDate } from '#domain/time'

const op = (name: string) => name as OperationId
const actor = (part: ReviewPart) => ({ id: op('new'), staff: 's9' as StaffId, part, at: 5 })
const before: Readonly<Record<ReviewState, Review>> = {
  open: openReview,
  answered: { kind: 'answered', answer: op('old'), by: 's1' as StaffId, at: 1 },
  closed: { kind: 'closed', answer: op('old'), by: 's2' as StaffId, at: 2 },
}

/** The whole table again, by hand: state, action, part → where it leads. Everything else is refused. */
const leads = [
  ['open', 'answer', 'unit', 'answered'],
  ['answered', 'answer', 'unit', 'answered'],
  ['answered', 'return', 'street', 'open'],
  ['answered', 'close', 'street', 'closed'],
] as const

const every = reviewStates.flatMap((state) =>
  reviewActions.flatMap((action) => reviewParts.map((part) => [state, action, part] as const)),
)

test.each(every)('a review that is %s, %s by %s', (state: ReviewState, action: ReviewAction, part: ReviewPart) => {
  const allowed = leads.find(([s, a, p]) => s === state && a === action && p === part)
  const verdict = moveReview(before[state], action, actor(part))
  if (allowed !== undefined) expect(verdict).toMatchObject({ kind: 'moved', review: { kind: allowed[3] } })
  else {
    const partDoes = leads.some(([, a, p]) => a === action && p === part)
    expect(verdict).toEqual({ kind: 'refused', why: partDoes ? 'not-now' : 'not-your-part' })
  }
})

test('an answered review names its newest answer and who gave it', () => {
  expect(moveReview(before.answered, 'answer', actor('unit'))).toMatchObject({
    review: { answer: 'new', by: 's9', at: 5 },
  })
})

test('a closed review rests on the answer that was accepted', () => {
  expect(moveReview(before.answered, 'close', actor('street'))).toMatchObject({ review: { answer: 'old', by: 's9' } })
})

test('a returned review says that it was returned', () => {
  expect(moveReview(before.answered, 'return', actor('street'))).toMatchObject({ review: { returned: true } })
})

const day = (text: string) => text as LocalDate
const shanghai = (text: string) => Date.parse(`${text}+08:00`)

test('a unit has a week, and three days at least once its answer came back', () => {
  const entered = shanghai('2021-04-10T23:59:00')
  expect(reviewDue(entered, null)).toBe('2021-04-17')
  expect(reviewDue(entered, shanghai('2021-04-12T09:00:00'))).toBe('2021-04-17')
  expect(reviewDue(entered, shanghai('2021-04-20T09:00:00'))).toBe('2021-04-23')
})

test('the last day is not yet late, and what waits for the street is never the unit’s delay', () => {
  const due = day('2021-04-17')
  expect(reviewOverdue('open', due, due)).toBe(false)
  expect(reviewOverdue('open', due, day('2021-04-18'))).toBe(true)
  for (const state of ['answered', 'closed'] as const) {
    expect(reviewOverdue(state, due, day('2021-05-01'))).toBe(false)
    expect(tellReviewOverdueAt(state, due, null)).toBeNull()
  }
})

test('the unit is told at nine on the morning after, once for each last day', () => {
  const due = day('2021-04-17')
  expect(tellReviewOverdueAt('open', due, null)).toBe(shanghai('2021-04-18T09:00:00'))
  expect(tellReviewOverdueAt('open', due, due)).toBeNull()
  expect(tellReviewOverdueAt('open', day('2021-04-23'), due)).toBe(shanghai('2021-04-24T09:00:00'))
})

test('records say that nobody came or that nobody was met, and leave the rest to people', () => {
  const gaps = (visit: number | null, met: number | null) => [
    { kind: 'visit' as const, days: visit },
    { kind: 'met' as const, days: met },
  ]
  expect(gapOfRecords(gaps(null, null))).toBe('not-visited')
  expect(gapOfRecords(gaps(4, null))).toBe('not-met')
  expect(gapOfRecords(gaps(4, 23))).toBeNull()
  // Of a crime whose door nobody knows nothing is said of visits.
  expect(gapOfRecords([{ kind: 'broadcast', days: null }])).toBeNull()
})
