import Taro from '@tarojs/taro'
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
import { communityName, type Officer, useOfficer } from '../use-officer'

export default function ReviewPage() {
  const officer = useOfficer()
  return officer === null ? (
    <SignedOut title="逐案倒查" hint="民警登录后查看本所社区的案件倒查。" />
  ) : (
    <OneReview officer={officer} />
  )
}

/** What had come near before a crime, and what the community said of it; officers read it (S35). */
function OneReview({ officer }: { readonly officer: Officer }) {
  const now = useNow()
  const unit = useParam('unit', unitId)
  const id = useParam('id', operationId)
  const query = useQuery<'review'>(unit === null || id === null ? null : { action: 'review', unit, id })
  useReloadOnShow(query.reload)
  const [opened, setOpened] = useState<ReviewTouch | null>(null)
  if (unit === null || id === null)
    return (
      <Screen marked back title="逐案倒查">
        <Empty words="没有指明是哪起案件" hint="请从新发案件打开。" />
      </Screen>
    )
  const open = (touch: ReviewTouch): void => {
    const isCase = touch.kind === 'alert' || touch.kind === 'dissuasion'
    if (isCase) void Taro.navigateTo({ url: `/police/alert/index?unit=${unit}&id=${touch.record}` })
    else setOpened(touch)
  }
  return (
    <Screen marked wide back title="逐案倒查" sub={communityName(officer, unit)}>
      <Answered query={query} lines={12}>
        {(review) => <ReviewView review={review} now={now} onOpen={open} />}
      </Answered>
      {opened !== null && <TouchSheet touch={opened} onClose={() => setOpened(null)} />}
    </Screen>
  )
}
