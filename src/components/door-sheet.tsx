import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { openAppointment } from '#domain/door'
import { dayOf } from '#domain/time'
import type { Outcome, VisitContent } from '#domain/visit'
import { useRecords } from '#stores/field-store'
import { type OwnVisit, ownVisits } from '#stores/own-visits'
import { services } from '#stores/services'
import { logVisit } from '#stores/visit-store'
import type { DoorView } from '#sync/engine-api'
import { comeBackWord } from '#words/come-back'
import { clockTime, dayWord } from '#words/format'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { doorWord } from '#words/place'
import { recordStatusWord } from '#words/sync-status'
import { detailWords, visitWords } from '#words/visit'
import { Alert } from './alert'
import { OutcomeGrid } from './outcome-grid'
import { Press } from './press'
import { Sheet } from './sheet'
import { useFix } from './use-fix'
import { useNow } from './use-now'
import './door-sheet.css'

interface DoorSheetProps {
  readonly buildingName: string
  readonly door: DoorView
  readonly onDetails: (content: VisitContent, startedAt: number) => void
  readonly onAmend: (visit: OwnVisit) => void
  readonly onClose: () => void
}

/** A door's five outcomes: the second of two taps saves, and nothing more is asked (F01). */
export function DoorSheet({ buildingName, door, onDetails, onAmend, onClose }: DoorSheetProps) {
  const now = useNow()
  const own = ownVisits(useRecords())
  const [problem, setProblem] = useState<string | null>(null)
  const [startedAt] = useState(() => services().now())
  const fix = useFix()
  const last = door.memory[0]
  const mine = own.find(({ doorId, at }) => doorId === door.id && dayOf(at) === dayOf(now))
  const before = own.find(({ content, at }) => dayOf(at) === dayOf(now) && detailWords(content).length > 0)
  const appointment = openAppointment(door.memory)

  const save = (content: VisitContent): void => {
    const result = logVisit(door, content, startedAt, fix.current)
    if (result.kind === 'saved') {
      if (process.env.TARO_ENV === 'weapp') void Taro.vibrateShort({ type: 'light' }).catch(() => {})
      onClose()
    } else setProblem(`${result.problem.title}。这一户还没有保存，请先联网发送，再点一次。`)
  }

  return (
    <Sheet
      title={`${buildingName} ${doorWord(door)}`}
      sub={last === undefined ? '还没有走访过' : `上次 ${dayWord(last.at, now)} ${outcomeWord[last.outcome]}`}
      onClose={onClose}
    >
      {appointment !== null && <View className="door-appointment">↻ 约在 {comeBackWord(appointment, now)}</View>}
      <Alert words={problem} />
      <OutcomeGrid onPress={(outcome: Outcome) => save({ outcome })} />
      <View className="door-more">
        {before !== undefined && (
          <Press id="same-as-last" className="door-same" onPress={() => save(repeated(before.content))}>
            <View className="door-same-words">{`同上一户（${visitWords(repeated(before.content))}）`}</View>
          </Press>
        )}
        <Press id="with-details" className="door-details" onPress={() => onDetails({ outcome: 'met' }, startedAt)}>
          填写详情
        </Press>
      </View>
      {mine !== undefined && (
        <View className="door-mine">
          <View className="door-mine-words">
            {`今天 ${clockTime(mine.at)} 我记的：${visitWords(mine.content)}${mine.version > 1 ? `（已更正 ${mine.version - 1} 次）` : ''} · ${recordStatusWord[mine.status]}`}
          </View>
          <Press
            id="amend"
            className="door-amend"
            onPress={() =>
              mine.status === 'rejected' ? Taro.navigateTo({ url: '/pages/outbox/index' }) : onAmend(mine)
            }
          >
            {mine.status === 'rejected' ? '去处理' : '更正'}
          </Press>
        </View>
      )}
      {door.memory.length > 1 && (
        <View className="door-history">
          {door.memory
            .map(
              ({ at, outcome }) =>
                `${dayWord(at, now)} ${clockTime(at)}　${outcomeShape[outcome]} ${outcomeWord[outcome]}`,
            )
            .join('\n')}
        </View>
      )}
    </Sheet>
  )
}

/** A note and an appointment are one door's own. */
function repeated({ note: _, comeBackAt: __, ...content }: VisitContent): VisitContent {
  return content
}
