import { WayOn } from '#components/ways-and-marks'
import type { ReviewsAnswer } from '#contract/review'
import { goReviews } from '../go'

/** Whether a new crime's review waits for the unit. Null while it is not known: the day doesn't wait for it. */
export function ReviewsWay({ reviews }: { readonly reviews: ReviewsAnswer | null }) {
  return <WayOn word="逐案倒查" hint={hintOf(reviews?.reviews ?? [])} onPress={goReviews} />
}

function hintOf(reviews: ReviewsAnswer['reviews']): string {
  const open = reviews.filter(({ state }) => state === 'open')
  const late = open.filter(({ overdue }) => overdue).length
  const back = open.filter(({ returned, overdue }) => returned && !overdue).length
  const wait = open.length - late - back
  const todo = [
    late > 0 ? `! 逾期 ${late} 起` : null,
    back > 0 ? `退回 ${back} 起` : null,
    wait > 0 ? `待答复 ${wait} 起` : null,
  ].filter((word) => word !== null)
  return todo.length > 0 ? todo.join('，') : '新发案件：此前谁去过、差在哪里、怎么整改'
}
