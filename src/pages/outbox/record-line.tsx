import { View } from '@tarojs/components'
import { Line } from '#components/line'
import type { Milliseconds } from '#domain/time'
import type { DoorView, OutboxRecord } from '#sync/engine-api'
import { moment } from '#words/format'
import { recordStatusWord } from '#words/sync-status'
import { recordWords } from './record-words'

interface RecordLineProps {
  readonly record: OutboxRecord
  readonly held: readonly (readonly DoorView[])[]
  readonly now: Milliseconds
}

export function RecordLine({ record: { operation, status }, held, now }: RecordLineProps) {
  const { title, detail } = recordWords(operation, held)
  return (
    <Line
      title={title}
      detail={[moment(operation.at, now), detail].filter((word) => word !== '').join(' · ')}
      end={<View className={`record-status record-${status.kind}`}>{recordStatusWord[status.kind]}</View>}
    />
  )
}
