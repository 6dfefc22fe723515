import type { Context } from '#cloud/context'
import { crimeOf, crimePaper, reviewDueOf } from '#cloud/operations/crime-paper'
import { newReview, REVIEWS_PAGE, reviewState } from '#cloud/operations/review-paper'
import { tellOverdue } from './tell-overdue'

/** At nine on the morning after the last day to answer a crime's review its unit is told once (S35). Returns how many were late. */
export function tellOverdueReviews(context: Context): Promise<number> {
  return tellOverdue(context, {
    kind: 'crime',
    entry: 'review.overdue',
    notice: 'review-overdue',
    about: { what: '逐案倒查', page: REVIEWS_PAGE },
    told(paper) {
      const crime = crimeOf(paper)
      const by = reviewDueOf(crime)
      const review = { ...(crime.review ?? newReview), overdueFor: by }
      return { by, row: crimePaper({ ...crime, review }, reviewState(paper)) }
    },
  })
}
