import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { BuildingId, OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { VisitContent } from '#domain/visit'
import { type DraftOf, keepDraft } from '#stores/drafts'
import { services } from '#stores/services'
import { amendVisit, logVisit } from '#stores/visit-store'
import type { DoorView } from '#sync/engine-api'
import { outcomeWord } from '#words/outcome'
import { doorWord } from '#words/place'
import { Alert } from './alert'
import { Chips } from './chips'
import { Press } from './press'
import { Sheet } from './sheet'
import { TextField } from './text-field'
import { useFix } from './use-fix'
import { useNow } from './use-now'
import { VisitForm } from './visit-form'
import './details-sheet.css'

export interface Details {
  readonly content: VisitContent
  /** A visit to be amended; null for a new one. */
  readonly visitId: OperationId | null
  readonly startedAt: Milliseconds | null
  readonly reason: string
}

interface DetailsSheetProps {
  readonly buildingName: string
  readonly door: DoorView
  readonly start: Details
  readonly onClose: () => void
}

/** Said by itself when more is told of a visit just saved. */
export const ADDED = '补充'
const reasons = ['点错了', '住户情况有变', '补充情况']

/** All of a visit at once: a new one in detail, or an amendment with its reason. Kept at each step (F08). */
export function DetailsSheet({ buildingName, door, start, onClose }: DetailsSheetProps) {
  const now = useNow()
  const [content, setContent] = useState(start.content)
  const [reason, setReason] = useState(start.reason)
  const [problem, setProblem] = useState<string | null>(null)
  const amends = start.visitId !== null
  const fix = useFix()

  const keep = (next: VisitContent, why: string): void =>
    keepDraft('visit', {
      ...asDraft(door.buildingId, door.id, start),
      content: { ...next, topics: next.topics?.slice() },
      reason: why,
    })
  const close = useCallback(() => {
    keepDraft('visit', null)
    onClose()
  }, [onClose])

  const save = (): void => {
    if (amends && reason.trim() === '') {
      setProblem('请写一句更正的原因，旧的内容也会保留。')
      return
    }
    const result =
      start.visitId === null
        ? logVisit(door, content, start.startedAt ?? services().now(), fix.current)
        : amendVisit(start.visitId, content, reason.trim())
    if (result.kind === 'saved') close()
    else setProblem(`${result.problem.title}。内容还在这里，没有丢。`)
  }

  return (
    <Sheet title={`${buildingName} ${doorWord(door)}`} sub={hintOf(start)} onClose={close}>
      <VisitForm
        content={content}
        now={now}
        onChange={(next) => {
          setContent(next)
          keep(next, reason)
        }}
      />
      {amends && start.reason !== ADDED && (
        <>
          <Chips
            id="reason"
            label="为什么更正"
            chips={reasons.map((word) => ({ value: word, word }))}
            chosen={[reason]}
            onPress={why}
          />
          <TextField
            id="reason-text"
            label="其他原因"
            value={reasons.includes(reason) ? '' : reason}
            most={200}
            onChange={why}
          />
        </>
      )}
      <View className="details-save">
        <Alert words={problem} />
        <Press id="save-details" className="button" onPress={save}>
          {amends ? (start.reason === ADDED ? '保存补充' : '保存更正') : `保存 ${outcomeWord[content.outcome]}`}
        </Press>
      </View>
    </Sheet>
  )

  function why(value: string): void {
    setReason(value)
    keep(content, value)
  }
}

function hintOf({ visitId, reason }: Details): string {
  if (visitId === null) return '填写详情，每项都可不填'
  return reason === ADDED ? '补充刚才的走访，每项都可不填' : '更正记录，旧的内容也会保留'
}

function asDraft(
  buildingId: BuildingId,
  doorId: DoorView['id'],
  { content, reason, startedAt, visitId }: Details,
): DraftOf<'visit'> {
  return { buildingId, doorId, startedAt, visitId, reason, content: { ...content, topics: content.topics?.slice() } }
}
