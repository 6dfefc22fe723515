import { View } from '@tarojs/components'
import { Press } from '#components/press'
import { Mark } from '#components/ways-and-marks'
import type { RecordRow } from '#contract/record-query'
import type { Milliseconds } from '#domain/time'
import { moment } from '#words/format'
import { goRecord } from '../go'
import { eventWord, isUndone, marksOf, markWord } from './words'

/** One record as a line; the whole line opens it. */
export function RecordLine({ record, now }: { readonly record: RecordRow; readonly now: Milliseconds }) {
  const marks = marksOf(record)
  const undone = isUndone(record)
  const tone = record.kind === 'visit' && !undone ? ` rec-${record.outcome}` : ''
  return (
    <Press
      className="rec-line"
      role="link"
      label={`${moment(record.at, now)} ${record.place} ${eventWord(record)} ${record.staffName} ${marks.map((mark) => markWord[mark]).join('、')}`}
      onPress={() => goRecord(record.id)}
    >
      <View className="rec-place">{record.place}</View>
      <View className={`rec-event${tone}${undone ? ' rec-undone' : ''}`}>{eventWord(record)}</View>
      <View className="rec-who">
        {moment(record.at, now)} · {record.staffName}
      </View>
      <View className="rec-marks">
        {marks.map((mark) => (
          <Mark
            key={mark}
            tone={mark === 'late' || mark === 'amended' ? 'again' : mark === 'undone' ? 'quiet' : 'urgent'}
          >
            {markWord[mark]}
          </Mark>
        ))}
      </View>
    </Press>
  )
}
