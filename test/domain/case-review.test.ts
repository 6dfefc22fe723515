import {
  moveReview,
  openReview,
  type Review,
  type ReviewAction,
  type ReviewPart,
  type ReviewState,
  reviewActions,
  reviewParts,
  reviewStates,
} from '#domain/case-review'
import type { OperationId, StaffId } from '#domain/ids'

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
