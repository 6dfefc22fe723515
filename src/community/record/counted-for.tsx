import { View } from '@tarojs/components'
import { ruleWord } from '#components/minutes-lines'
import { Section } from '#components/section'
import { More } from '#components/ways-and-marks'
import type { DayAnswer } from '#contract/query'
import type { RecordRow } from '#contract/record-query'
import { isBroadcast } from '#domain/activity'
import type { LocalDate } from '#domain/time'
import { useQuery } from '#stores/query-store'
import { clockTime, exactTime, shortDate } from '#words/format'
import { goDay } from '../go'
import { isUndone } from '../records/words'
import type { OwnUnit } from '../use-unit'

interface CountedForProps {
  readonly record: RecordRow
  readonly unit: OwnUnit
  readonly day: LocalDate
}

/** What the record counted for, as the day's own explanation has it. */
export function CountedFor({ record, unit, day }: CountedForProps) {
  const { answer } = useQuery({ action: 'day', unit: unit.id, day })
  return (
    <Section large title="计入" aside={<More word={shortDate(day)} onPress={() => goDay(day)} />}>
      <View id="counted-for" className="one-counted">
        {answer === null ? '正在读取这一天的明细…' : countedWords(record, answer)}
      </View>
    </Section>
  )
}

export function countedWords(record: RecordRow, answer: DayAnswer): string {
  if (isUndone(record)) return '已撤销，不计入。'
  if (record.kind === 'activity' && isBroadcast(record.channel)) return '播放与线上另计，不计入 60 分钟。'
  for (const line of answer.lines) {
    const stretch = `${clockTime(line.from)}–${clockTime(line.to)} 这一段`
    if (line.activityId === record.id) {
      const overlap = line.overlap > 0 ? `，其中 ${exactTime(line.overlap)} 与前面重叠、不重复计` : ''
      return `${stretch}，计入 ${exactTime(line.adds)}${overlap}。`
    }
    const stop = line.stops.find(({ id }) => id === record.id)
    if (stop !== undefined) {
      return `计 ${exactTime(stop.time)}（${ruleWord(stop.rule, answer.policyVersion)}），在 ${stretch}里；这一段共计入 ${exactTime(line.adds)}。`
    }
  }
  return '这一天的明细里没有它。'
}
