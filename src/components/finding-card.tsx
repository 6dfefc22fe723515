import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { FindingsAnswer } from '#contract/finding'
import { askedStateWord, findingActionWord, findingStateSign, findingStateWord, signalWord } from '#words/finding'
import { moment, shortDate } from '#words/format'
import { Line } from './line'
import './finding-card.css'

export type ListedFinding = FindingsAnswer['findings'][number]

interface FindingCardProps {
  readonly finding: ListedFinding
  readonly now: number
  /** For who reads of many units. */
  readonly withUnit?: boolean
}

/** What was found or is asked, by when, and everything that was said about it; what can be done stands below. */
export function FindingCard({ finding, now, withUnit = false, children }: PropsWithChildren<FindingCardProps>) {
  const { id, unit, state, overdue, worker, content } = finding
  const { what, by, signal, steps, openedAt, openedBy } = content
  const told = [
    withUnit ? unit.name : null,
    signal === null
      ? null
      : `${signalWord[signal.kind]} · ${worker ?? '已离岗'} · ${signal.sample} 条里 ${signal.seen} 条`,
    `${openedBy} ${moment(openedAt, now)}`,
    `期限 ${shortDate(by)}`,
  ]
  const word = (signal === null ? findingStateWord : askedStateWord)[state]
  return (
    <View className="fnd" id={`finding-${id}`}>
      <Line
        title={what}
        detail={told.filter((part) => part !== null).join(' · ')}
        urgent={overdue}
        end={overdue ? '! 已逾期' : `${findingStateSign[state]} ${word}`}
      />
      {steps.map((step) => (
        <View key={`${step.at}-${step.action}`} className="fnd-step">
          {moment(step.at, now)} {step.by} {findingActionWord[step.action]}
          {step.words === null ? '' : `：${step.words}`}
        </View>
      ))}
      {children}
    </View>
  )
}
