import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { FeedbackList } from '#contract/feedback'
import { feedbackKindWord, feedbackStateWord } from '#words/feedback'
import { moment } from '#words/format'
import { roleWord } from '#words/labels'
import './feedback-card.css'

export type ListedFeedback = FeedbackList['feedback'][number]

interface FeedbackCardProps {
  readonly feedback: ListedFeedback
  readonly now: number
  /** For who reads what others wrote. */
  readonly withWriter?: boolean
}

const erased = '内容已按规定删除'

/** What somebody wrote and what the street answered; what can be done stands below. */
export function FeedbackCard({ feedback, now, withWriter = false, children }: PropsWithChildren<FeedbackCardProps>) {
  const { id, unit, kind, state, words, by, at, answer } = feedback
  const who = withWriter ? [`${by.name}（${roleWord[by.role]}）`, unit.name] : []
  return (
    <View id={`feedback-${id}`} className="fbk">
      <View className="fbk-head">
        <View className="fbk-kind">{feedbackKindWord[kind]}</View>
        <View className={state === 'open' ? 'fbk-open' : 'fbk-done'}>{feedbackStateWord[state]}</View>
      </View>
      <View className="fbk-words">{words ?? erased}</View>
      <View className="fbk-facts">{[...who, moment(at, now)].join(' · ')}</View>
      {answer !== null && (
        <View className="fbk-answer">
          <View className="fbk-words">{answer.words ?? erased}</View>
          <View className="fbk-facts">
            街道答复 · {answer.by} · {moment(answer.at, now)}
          </View>
        </View>
      )}
      {children}
    </View>
  )
}
