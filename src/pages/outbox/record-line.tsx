import { View } from '@tarojs/components'
import { Line } from '#components/line'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { engine } from '#stores/field-store'
import type { DoorView, OutboxRecord } from '#sync/engine-api'
import { moment } from '#words/format'
import { heldTooLongWords, recordStatusWord } from '#words/sync-status'
import { recordWords } from './record-words'

interface RecordLineProps {
  readonly record: OutboxRecord
  readonly held: readonly (readonly DoorView[])[]
  readonly now: Milliseconds
}

export function RecordLine({ record: { operation, status }, held, now }: RecordLineProps) {
  const { title, detail } = recordWords(operation, held)
  const overdue = status.kind === 'held' ? heldTooLongWords(status.since, now, isHere(status.waitingFor)) : null
  const line = (
    <Line
      title={title}
      detail={[moment(operation.at, now), detail].filter((word) => word !== '').join(' · ')}
      end={<View className={`record-status record-${status.kind}`}>{recordStatusWord[status.kind]}</View>}
    />
  )
  if (overdue === null) return line
  return (
    <View className="record-late">
      {line}
      <View className="record-overdue">{overdue}</View>
    </View>
  )
}

function isHere(id: OperationId): boolean {
  return engine()
    .records()
    .some(({ operation }) => operation.id === id)
}
