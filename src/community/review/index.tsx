import { View } from '@tarojs/components'
import { useState } from 'react'
import { Answered, Empty, SignedOut } from '#components/answered'
import { Press } from '#components/press'
import type { ReviewTouch } from '#components/review-touches'
import { ReviewView } from '#components/review-view'
import { Screen } from '#components/screen'
import type { ReviewAnswer } from '#contract/review'
import { operationId } from '#contract/scalars'
import { last } from '#domain/last'
import { dayOf } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { keptReviewDraft } from '#stores/review-draft'
import { useNow } from '../../components/use-now'
import { useParam } from '../../components/use-params'
import { useReloadOnShow } from '../../components/use-reload-on-show'
import { goCase, goRecord, goStandingOf } from '../go'
import { type OwnUnit, useUnit } from '../use-unit'
import { AnswerSheet } from './answer-sheet'

export default function ReviewPage() {
  const unit = useUnit()
  return unit === null ? (
    <SignedOut title="逐案倒查" hint="登录后可查看本单位的案件倒查。" />
  ) : (
    <OneReview unit={unit} />
  )
}

/** One crime backwards: the system lists what it knows, the unit says the rest (S35). */
function OneReview({ unit }: { readonly unit: OwnUnit }) {
  const now = useNow()
  const id = useParam('id', operationId)
  const query = useQuery<'review'>(id === null ? null : { action: 'review', unit: unit.id, id })
  useReloadOnShow(query.reload)
  const [answering, setAnswering] = useState(false)
  const { answer } = query
  if (id === null)
    return (
      <Screen marked back title="逐案倒查">
        <Empty words="没有指明是哪起案件" hint="请从逐案倒查列表打开。" />
      </Screen>
    )
  return (
    <Screen marked wide back title="逐案倒查" sub={answer === null ? unit.name : `${unit.name} · ${answer.number}`}>
      <Answered query={query} lines={12}>
        {(review) => (
          <>
            <ReviewView review={review} now={now} onOpen={openTouch}>
              <Begin review={review} begun={keptReviewDraft(unit.id, id) !== null} onBegin={() => setAnswering(true)} />
            </ReviewView>
            {answering && (
              <AnswerSheet
                unit={unit.id}
                review={review}
                now={now}
                onClose={() => setAnswering(false)}
                onDone={() => {
                  setAnswering(false)
                  query.reload()
                }}
              />
            )}
          </>
        )}
      </Answered>
    </Screen>
  )
}

function openTouch({ kind, record, at }: ReviewTouch): void {
  switch (kind) {
    case 'alert':
    case 'dissuasion':
      goCase(record)
      break
    case 'standing':
      goStandingOf(dayOf(at))
      break
    case 'visit':
    case 'leaflet':
    case 'activity':
    case 'broadcast':
      goRecord(record)
      break
    default:
      kind satisfies never
  }
}

interface BeginProps {
  readonly review: ReviewAnswer
  readonly begun: boolean
  readonly onBegin: () => void
}

/** Why it came back stands above what is to be done about it. */
function Begin({ review: { state, counts, returned, returns }, begun, onBegin }: BeginProps) {
  if (!counts) return <View className="rvw-note">这起案件已查明不计入，不用答复。</View>
  if (state === 'closed') return null
  const back = returned ? last(returns) : undefined
  const first = begun ? '接着写答复' : '写答复'
  return (
    <>
      {back !== undefined && (
        <View className="rvw-back" role="alert">
          {back.by}退回：{back.reason ?? '原因已按规定删除'}
        </View>
      )}
      <View className="rvw-acts">
        <Press id="answer" className={state === 'open' ? 'button' : 'button second'} onPress={onBegin}>
          {state === 'answered' ? '修改答复' : returned ? '重新答复' : first}
        </Press>
      </View>
      {state === 'answered' && <View className="rvw-note">街道办结前可以修改。</View>}
    </>
  )
}
