import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { memo, useRef, useState } from 'react'
import { openAppointment } from '#domain/door'
import { dayOf, type Milliseconds } from '#domain/time'
import type { Outcome, VisitContent } from '#domain/visit'
import { useRecordsWhile } from '#stores/field-store'
import { type OwnVisit, ownVisits } from '#stores/own-visits'
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

/** A door that was tapped, and when. */
export interface OpenDoor {
  readonly door: DoorView
  readonly startedAt: Milliseconds
}

interface DoorSheetProps {
  readonly buildingName: string
  /** Null: closed. */
  readonly open: OpenDoor | null
  /** Any door: on the web the sheet is made with it before one is tapped, and stays there when it is closed. */
  readonly ahead: DoorView
  readonly onDetails: (content: VisitContent, startedAt: Milliseconds) => void
  readonly onAmend: (visit: OwnVisit) => void
  readonly onClose: () => void
}

/** On WeChat boxes that nobody sees would be bytes of `setData`, and a sheet can't be scrolled back up from here. */
const KEPT = process.env.TARO_ENV === 'h5'

/** A door's five outcomes: the second of two taps saves, and nothing more is asked (F01). */
export function DoorSheet({ open, ahead, ...rest }: DoorSheetProps) {
  const last = useRef<OpenDoor | null>(null)
  if (open !== null) last.current = open
  if (open === null && !KEPT) return null
  const { door, startedAt } = last.current ?? { door: ahead, startedAt: 0 }
  return <Outcomes {...rest} door={door} startedAt={startedAt} open={open !== null} />
}

interface OutcomesProps extends Omit<DoorSheetProps, 'open' | 'ahead'>, OpenDoor {
  readonly open: boolean
}

function Outcomes({ buildingName, door, startedAt, open, onDetails, onAmend, onClose }: OutcomesProps) {
  const now = Math.max(useNow(), startedAt)
  const records = useRecordsWhile(open)
  const [refused, setRefused] = useState<(OpenDoor & { readonly words: string }) | null>(null)
  const fix = useFix(open ? startedAt : null)
  const last = door.memory[0]

  const save = (content: VisitContent): void => {
    const result = logVisit(door, content, startedAt, fix.current)
    if (result.kind === 'saved') {
      if (process.env.TARO_ENV === 'weapp') void Taro.vibrateShort({ type: 'light' }).catch(() => {})
      onClose()
    } else setRefused({ door, startedAt, words: `${result.problem.title}。这一户还没有保存，请先联网发送，再点一次。` })
  }

  return (
    <Sheet
      title={`${buildingName} ${doorWord(door)}`}
      sub={last === undefined ? '还没有走访过' : `上次 ${dayWord(last.at, now)} ${outcomeWord[last.outcome]}`}
      open={open}
      onClose={onClose}
    >
      <Content
        open={open}
        door={door}
        now={now}
        own={ownVisits(records)}
        problem={refused?.door.id === door.id && refused.startedAt === startedAt ? refused.words : null}
        onSave={save}
        onDetails={() => onDetails({ outcome: 'met' }, startedAt)}
        onAmend={onAmend}
      />
    </Sheet>
  )
}

interface ContentProps {
  readonly open: boolean
  readonly door: DoorView
  readonly now: Milliseconds
  readonly own: readonly OwnVisit[]
  readonly problem: string | null
  readonly onSave: (content: VisitContent) => void
  readonly onDetails: () => void
  readonly onAmend: (visit: OwnVisit) => void
}

/** As it was last seen while it is closed: an outcome's picture is the board, and no box here waits for it. */
const Content = memo(
  function Content({ door, now, own, problem, onSave, onDetails, onAmend }: ContentProps) {
    const mine = own.find(({ doorId, at }) => doorId === door.id && dayOf(at) === dayOf(now))
    const before = own.find(({ content, at }) => dayOf(at) === dayOf(now) && detailWords(content).length > 0)
    const appointment = openAppointment(door.memory)
    return (
      <>
        {appointment !== null && <View className="door-appointment">↻ 约在 {comeBackWord(appointment, now)}</View>}
        <Alert words={problem} />
        <OutcomeGrid onPress={(outcome: Outcome) => onSave({ outcome })} />
        <View className="door-more">
          {before !== undefined && (
            <Press id="same-as-last" className="door-same" onPress={() => onSave(repeated(before.content))}>
              <View className="door-same-words">{`同上一户（${visitWords(repeated(before.content))}）`}</View>
            </Press>
          )}
          <Press id="with-details" className="door-details" onPress={onDetails}>
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
      </>
    )
  },
  (_, { open }) => !open,
)

/** A note and an appointment are one door's own. */
function repeated({ note: _, comeBackAt: __, ...content }: VisitContent): VisitContent {
  return content
}
