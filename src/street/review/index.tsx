import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import type { ReviewTouch } from '#components/review-touches'
import { ReviewView } from '#components/review-view'
import { Screen } from '#components/screen'
import { TouchSheet } from '#components/touch-sheet'
import { operationId, unitId } from '#contract/scalars'
import { useQuery } from '#stores/query-store'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { type OwnStreet, useStreet } from '../use-street'
import { Judging } from './judging'

export default function ReviewPage() {
  const street = useStreet()
  return street === null || street.role === 'leader' ? (
    <SignedOut title="逐案倒查" hint="街道专班、督导组登录后可查看。" />
  ) : (
    <OneReview street={street} />
  )
}

/** One crime backwards; the clerk accepts what the unit said of it, or sends it back with a reason (S35). */
function OneReview({ street }: { readonly street: OwnStreet }) {
  const now = useNow()
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  const query = useQuery<'review'>(unit === null || id === null ? null : { action: 'review', unit, id })
  useReloadOnShow(query.reload)
  const [opened, setOpened] = useState<ReviewTouch | null>(null)
  const { answer } = query
  if (unit === null || id === null)
    return (
      <Screen marked back title="逐案倒查">
        <Empty words="没有指明是哪起案件" hint="请从逐案倒查列表或新发案件打开。" />
      </Screen>
    )
  return (
    <Screen
      marked
      wide
      back
      title="逐案倒查"
      sub={answer === null ? street.name : `${answer.unit.name} · ${answer.number}`}
    >
      <Answered query={query} lines={12}>
        {(review) => (
          <ReviewView review={review} now={now} onOpen={setOpened}>
            {street.role === 'street' && review.counts && <Judging review={review} onDone={query.reload} />}
          </ReviewView>
        )}
      </Answered>
      {opened !== null && <TouchSheet touch={opened} onClose={() => setOpened(null)} />}
    </Screen>
  )
}
