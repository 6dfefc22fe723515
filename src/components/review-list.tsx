import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ReviewsAnswer } from '#contract/review'
import { yuanWord } from '#words/crime'
import { shortDate } from '#words/format'
import { fraudWord } from '#words/fraud'
import { reviewStateWord } from '#words/review'
import { Line } from './line'
import { Press } from './press'
import { Section } from './section'
import './review-list.css'

export type ListedReview = ReviewsAnswer['reviews'][number]

interface ReviewListProps {
  readonly reviews: readonly ListedReview[]
  /** For who reads of many units. */
  readonly withUnit?: boolean
  readonly onOpen: (review: ListedReview) => void
}

const groups = [
  { id: 'overdue', title: '已逾期', has: ({ overdue }: ListedReview) => overdue },
  { id: 'open', title: '待答复', has: ({ state, overdue }: ListedReview) => state === 'open' && !overdue },
  { id: 'answered', title: '待街道审', has: ({ state }: ListedReview) => state === 'answered' },
  { id: 'closed', title: '已办结', has: ({ state }: ListedReview) => state === 'closed' },
] as const

/** So many of a group; a year of a street's closed ones is asked for. */
const SHOWN = 20

/** Reviews by what they wait for: what is late first, what is done last. */
export function ReviewList({ reviews, withUnit = false, onOpen }: ReviewListProps) {
  return (
    <View>
      <View className="rvl-counts" id="review-counts">
        {countWords(reviews)}
      </View>
      {groups.map(({ id, title, has }) => (
        <Group key={id} id={id} title={title} reviews={reviews.filter(has)} withUnit={withUnit} onOpen={onOpen} />
      ))}
    </View>
  )
}

interface GroupProps extends Required<ReviewListProps> {
  readonly id: string
  readonly title: string
}

function Group({ id, title, reviews, withUnit, onOpen }: GroupProps) {
  const [all, setAll] = useState(false)
  if (reviews.length === 0) return null
  const shown = all ? reviews : reviews.slice(0, SHOWN)
  return (
    <Section large title={`${title} ${reviews.length} 起`}>
      {shown.map((review) => (
        <Line
          key={review.id}
          id={`review-${review.number}`}
          lead={shortDate(review.on)}
          title={`${withUnit ? `${review.unit.name} · ` : ''}${fraudWord(review.fraudType)}`}
          detail={detailOf(review)}
          urgent={review.overdue}
          end={<View className="rvl-end">{reviewStateWord(review)}</View>}
          onPress={() => onOpen(review)}
        />
      ))}
      {shown.length < reviews.length && (
        <Press id={`more-${id}`} className="button second rvl-more" onPress={() => setAll(true)}>
          再看 {reviews.length - shown.length} 起
        </Press>
      )}
    </Section>
  )
}

function detailOf({ number, loss, state, due, returned, overdue }: ListedReview): string {
  const told = [
    number,
    yuanWord(loss),
    state === 'open' ? `${shortDate(due)}前答复` : null,
    returned && overdue ? '退回后未再答复' : null,
  ]
  return told.filter((word) => word !== null).join(' · ')
}

/** `逾期 2 · 待答复 3 · 待审 1 · 办结 8`; what there is none of is not said. */
function countWords(reviews: readonly ListedReview[]): string {
  return groups
    .map(({ title, has }) => [title, reviews.filter(has).length] as const)
    .filter(([, count]) => count > 0)
    .map(([title, count]) => `${title} ${count}`)
    .join(' · ')
}
