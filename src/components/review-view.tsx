import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { ReviewAnswer } from '#contract/review'
import { dayOf } from '#domain/time'
import { yuanWord } from '#words/crime'
import { moment, shortDate } from '#words/format'
import { fraudWord } from '#words/fraud'
import { daysBeforeWord, gapKindWord, nearWord, rectifiedWord, reviewGapWord, reviewStateWord } from '#words/review'
import { Line } from './line'
import { FarTouches, NearTouches, type ReviewTouch } from './review-touches'
import { Section } from './section'
import './review-view.css'

interface ReviewViewProps {
  readonly review: ReviewAnswer
  readonly now: number
  readonly onOpen: (touch: ReviewTouch) => void
}

/** One crime backwards (S35): reached when, where the gap lay, what was done, by whom, and whether it is mended. */
export function ReviewView({ review, now, onOpen, children }: PropsWithChildren<ReviewViewProps>) {
  return (
    <View className="rvw-columns">
      <View className="rvw-left">
        <View className="rvw-answer" role="heading" aria-level={2}>
          {nearWord(review)}
        </View>
        <Standing review={review} now={now} />
        {children}
        <NearTouches review={review} onOpen={onOpen} />
        <Answer review={review} now={now} />
        <Section large title="最近一次">
          {review.gaps.map(({ kind, days }) => (
            <Line
              key={kind}
              title={gapKindWord[kind]}
              end={<View className={days === null ? 'rvw-never' : 'rvw-days'}>{daysBeforeWord(days)}</View>}
            />
          ))}
        </Section>
        <Crime review={review} />
      </View>
      <View className="rvw-right">
        <FarTouches review={review} onOpen={onOpen} />
      </View>
    </View>
  )
}

function Standing({ review, now }: { readonly review: ReviewAnswer; readonly now: number }) {
  const { unit, state, due, overdue, counts } = review
  const told = [
    `责任单位 ${unit.name}`,
    counts && state === 'open' ? `${shortDate(due)}前答复` : null,
    `数据截至 ${moment(review.asOf, now)}`,
  ]
  return (
    <View className="rvw-head">
      <View id="review-state" className={overdue ? 'rvw-late' : `rvw-state rvw-${state}`}>
        {reviewStateWord(review)}
      </View>
      <View>{told.filter((word) => word !== null).join(' · ')}</View>
    </View>
  )
}

/** What the unit said, what the street said of it; newest first. */
function Answer({ review, now }: { readonly review: ReviewAnswer; readonly now: number }) {
  const { answer, returns, closedAt } = review
  const history = [
    ...returns.map(({ at, by, reason }) => ({ at, words: `${by} 退回：${reason ?? '原因已按规定删除'}` })),
    ...(answer === null ? [] : [{ at: answer.at, words: `${answer.by} 答复` }]),
    ...(closedAt === null ? [] : [{ at: closedAt, words: '街道办结' }]),
  ].sort((a, b) => b.at - a.at)
  return (
    <>
      {answer !== null && (
        <Section large title="单位答复">
          {answer.reachedOn !== undefined && (
            <Line title="记录之外提醒过" end={answer.reachedOn === null ? '没有' : shortDate(answer.reachedOn)} />
          )}
          <Line title="问题出在" end={reviewGapWord[answer.gap]} />
          <Line title="整改" end={rectifiedWord(answer.rectified, dayOf(now))} />
          <View className="rvw-said">
            <View className="rvw-label">措施</View>
            {answer.measure ?? '已按规定删除'}
          </View>
        </Section>
      )}
      {history.length > 0 && (
        <Section title="经过">
          {history.map(({ at, words }) => (
            <View key={`${at} ${words}`} className="rvw-step">
              {moment(at, now)} {words}
            </View>
          ))}
        </Section>
      )}
    </>
  )
}

function Crime({ review }: { readonly review: ReviewAnswer }) {
  const { number, on, time, placeWord, fraudType, loss, alert } = review
  return (
    <Section large title="案件">
      <Line title="编号" end={number} />
      <Line title="发案" end={`${shortDate(on)} ${time ?? '时间不明'}`} />
      <Line title="类型" end={fraudWord(fraudType)} />
      <Line title="地址" end={placeWord ?? '只有民警知道'} />
      <Line title="损失" end={yuanWord(loss)} />
      {alert !== null && <Line title="此前预警" end={alert} />}
    </Section>
  )
}
