import * as v from 'valibot'
import type { ReviewAnswer } from '#contract/review'
import { localDate } from '#contract/scalars'
import { gapOfRecords, reviewGaps } from '#domain/case-review'
import type { OperationId, UnitId } from '#domain/ids'
import { addDays, type LocalDate } from '#domain/time'
import type { Draft } from '#sync/engine-api'
import { engineIn } from './field-store'

/** A unit's answer while it is written, kept at every change (F08). */
const draftSchema = v.object({
  /** Warned in a way that no record shows; null: not said yet. */
  reached: v.nullable(v.picklist(['yes', 'no'])),
  reachedOn: localDate,
  gap: v.nullable(v.picklist(reviewGaps)),
  measure: v.string(),
  mended: v.picklist(['done', 'due']),
  doneOn: localDate,
  dueBy: localDate,
})
export type ReviewDraft = v.InferOutput<typeof draftSchema>

const DAYS_TO_MEND = 7

/** As it was answered before; else what the records say already, to be confirmed or changed. */
export function reviewDraftOf(review: ReviewAnswer, today: LocalDate): ReviewDraft {
  const { answer, gaps, on } = review
  const fresh: ReviewDraft = {
    reached: null,
    reachedOn: addDays(on, -1),
    gap: gapOfRecords(gaps),
    measure: '',
    mended: 'due',
    doneOn: today,
    dueBy: addDays(today, DAYS_TO_MEND),
  }
  if (answer === null) return fresh
  const { reachedOn, gap, rectified, measure } = answer
  return {
    ...fresh,
    ...(reachedOn === undefined ? {} : reachedOn === null ? { reached: 'no' } : { reached: 'yes', reachedOn }),
    gap,
    measure: measure ?? '',
    ...(rectified.kind === 'done'
      ? { mended: 'done', doneOn: rectified.on }
      : { mended: 'due', dueBy: rectified.by < today ? fresh.dueBy : rectified.by }),
  }
}

export type FilledReview =
  | { readonly kind: 'filled'; readonly draft: Draft }
  | { readonly kind: 'wrong'; readonly words: string }

/** The operation that says it, or what is missing. Whether somebody was reached is said only where no record knows. */
export function filledReview(draft: ReviewDraft, { id, asksReach, on }: ReviewAnswer, today: LocalDate): FilledReview {
  const wrong = (words: string): FilledReview => ({ kind: 'wrong', words })
  const { reached, reachedOn, gap, mended, doneOn, dueBy } = draft
  if (asksReach && reached === null) return wrong('请选案发前有没有当面或电话提醒过')
  if (asksReach && reached === 'yes' && reachedOn > on) return wrong('提醒过的日期不晚于发案日')
  if (gap === null) return wrong('请选问题出在哪里')
  const measure = draft.measure.trim()
  if (measure === '') return wrong('请写采取了什么措施')
  if (mended === 'done' && doneOn > today) return wrong('已整改的日期不晚于今天')
  if (mended === 'due' && dueBy < today) return wrong('整改期限不早于今天')
  const rectified = mended === 'done' ? { kind: mended, on: doneOn } : { kind: mended, by: dueBy }
  const said = asksReach ? { reachedOn: reached === 'yes' ? reachedOn : null } : {}
  return { kind: 'filled', draft: { type: 'review.answer', body: { paperId: id, ...said, gap, measure, rectified } } }
}

const formOf = (id: OperationId): string => `review-${id}`

export function keptReviewDraft(unit: UnitId, id: OperationId): ReviewDraft | null {
  const parsed = v.safeParse(draftSchema, engineIn(unit)?.form(formOf(id)))
  return parsed.success ? parsed.output : null
}

export function keepReviewDraft(unit: UnitId, id: OperationId, draft: ReviewDraft | null): void {
  engineIn(unit)?.saveForm(formOf(id), draft)
}
