import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { Section } from '#components/section'
import type { CasesAnswer } from '#contract/case-query'
import type { Milliseconds } from '#domain/time'
import { caseCounts, countWords } from '#stores/case-counts'
import { goCases } from '../go'

interface DayCasesProps {
  readonly cases: CasesAnswer
  readonly now: Milliseconds
}

/** How 见面劝阻 stands in one line; leads to the list. */
export function DayCases({ cases: { cases, more }, now }: DayCasesProps) {
  const counts = caseCounts(cases, now)
  return (
    <Section large title="见面劝阻">
      <Press id="to-cases" className="day-cases" role="link" onPress={goCases}>
        <View className="day-cases-words">
          <View className="day-cases-figure">{counts.open}</View>
          {countWords(counts)}
          {more ? ' 以上' : ''}
        </View>
        <View aria-hidden>›</View>
      </Press>
    </Section>
  )
}
