import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { ChoiceChip } from '#components/choice-chip'
import { ReviewList } from '#components/review-list'
import { Screen } from '#components/screen'
import type { ReviewsAnswer } from '#contract/review'
import { useQuery } from '#stores/query-store'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import './index.css'

export default function ReviewsPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="逐案倒查" hint="街道专班、督导组登录后可查看。" />
  ) : (
    <Reviews street={street} />
  )
}

/** Whose review of a new crime is late, missing, sent back, to be judged (S35). */
function Reviews({ street }: { readonly street: OwnStreet }) {
  const query = useQuery<'reviews'>({ action: 'reviews', unit: street.id })
  useReloadOnShow(query.reload)
  const [unit, setUnit] = useState<string | null>(null)
  return (
    <Screen marked wide back title="逐案倒查" sub={street.name}>
      <Answered query={query} lines={10}>
        {({ reviews }) => {
          if (reviews.length === 0)
            return <Empty words="还没有新发案件" hint="案件录入后自动列出此前的走访、宣传和预警，由单位答复。" />
          const choices = unitsOf(reviews)
          const shown = reviews.filter((review) => unit === null || review.unit.id === unit)
          return (
            <>
              <View className="rvs-ways">
                <ChoiceChip label="单位" choices={choices} value={unit} all="全部单位" onChoose={setUnit} />
              </View>
              <ReviewList
                reviews={shown}
                withUnit
                onOpen={({ id, unit: of }) =>
                  void Taro.navigateTo({ url: `/street/review/index?unit=${of.id}&id=${id}` })
                }
              />
            </>
          )
        }}
      </Answered>
    </Screen>
  )
}

/** Those that have any. */
function unitsOf(reviews: ReviewsAnswer['reviews']) {
  const names = new Map(reviews.map(({ unit }) => [unit.id, unit.name]))
  return [...names].map(([value, word]) => ({ value, word })).sort((a, b) => (a.value < b.value ? -1 : 1))
}
