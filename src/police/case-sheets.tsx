import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chips } from '#components/chips'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { CaseRow } from '#contract/pull'
import { type CloseReason, type FollowUpOutcome, followUpOutcomes } from '#domain/dissuasion'
import { firstFollowUp } from '#domain/dissuasion-act'
import type { UnitId } from '#domain/ids'
import { dissuasionPolicyOf } from '#domain/street-settings'
import { DAY, MINUTE } from '#domain/time'
import { services } from '#stores/services'
import { useStreetSettings } from '#stores/street-settings'
import { closeWord, followUpWord, resultWord } from '#words/dissuasion'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'
import { WhenField } from './when-field'

export interface CaseSheetProps {
  readonly unit: UnitId
  readonly row: CaseRow
  readonly onClose: () => void
  readonly onDone: () => void
}

const noted = (note: string): { readonly note?: string } => (note.trim() === '' ? {} : { note: note.trim() })

/** Whole minutes, so that what is chosen in days is what the picker shows. */
function minuteNow(): number {
  return Math.floor(services().now() / MINUTE) * MINUTE
}

/** S27: each call is kept, also the ones that nobody answered. */
export function CallSheet({ unit, row, onClose, onDone }: CaseSheetProps) {
  const [reached, setReached] = useState<'yes' | 'no' | null>(null)
  const [note, setNote] = useState('')
  const acting = useAct(unit, onDone)
  return (
    <Sheet title="电话劝阻结果" sub={`预警 ${row.number}`} onClose={onClose}>
      <Chips
        id="reached"
        label="结果"
        even
        chips={[
          { value: 'yes', word: '✓ 接通并劝阻' },
          { value: 'no', word: '○ 未接通' },
        ]}
        chosen={reached === null ? [] : [reached]}
        onPress={setReached}
      />
      <TextField id="call-note" label="说明（可不填）" value={note} most={200} onChange={setNote} />
      <SheetFoot
        word="记下这次电话"
        acting={acting}
        disabled={reached === null}
        onSave={() =>
          acting.act({
            type: 'dissuasion.call',
            body: { caseId: row.id, reached: reached === 'yes', ...noted(note) },
          })
        }
      />
    </Sheet>
  )
}

/** S29: by an officer who logged none of the visits. */
export function ConfirmSheet({ unit, row, onClose, onDone }: CaseSheetProps) {
  const [now] = useState(minuteNow)
  const policy = dissuasionPolicyOf(useStreetSettings())
  const [followUpAt, setFollowUpAt] = useState<number | null>(() => firstFollowUp(now, { level: row.level, policy }))
  const [note, setNote] = useState('')
  const acting = useAct(unit, onDone)
  const result = row.lastAttempt === null ? '' : `结果：${resultWord[row.lastAttempt.result]}`
  return (
    <Sheet title="确认这次劝阻" sub={result} onClose={onClose}>
      <WhenField label="回访" now={now} value={followUpAt} onChange={setFollowUpAt} />
      <TextField id="confirm-note" label="说明（可不填）" value={note} most={200} onChange={setNote} />
      <SheetFoot
        word={followUpAt === null ? '确认，不回访' : '确认'}
        acting={acting}
        onSave={() => acting.act({ type: 'dissuasion.confirm', body: { caseId: row.id, followUpAt, ...noted(note) } })}
      />
    </Sheet>
  )
}

/** S30. */
export function FollowUpSheet({ unit, row, onClose, onDone }: CaseSheetProps) {
  const [now] = useState(minuteNow)
  const [outcome, setOutcome] = useState<FollowUpOutcome | null>(null)
  const [nextAt, setNextAt] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const acting = useAct(unit, onDone)
  const choose = (chosen: FollowUpOutcome): void => {
    setOutcome(chosen)
    setNextAt(chosen === 'well' || chosen === 'defrauded-again' ? null : now + DAY)
  }
  return (
    <Sheet title="记一次回访" sub={`预警 ${row.number}`} onClose={onClose}>
      <Chips
        id="outcome"
        label="结果"
        chips={followUpOutcomes.map((value) => ({ value, word: followUpWord[value] }))}
        chosen={outcome === null ? [] : [outcome]}
        onPress={choose}
      />
      {outcome === 'defrauded-again' ? (
        <View className="act-hint">保存后任务重新打开，回到待派发；以前的经过都保留。</View>
      ) : (
        <WhenField label="下次回访" now={now} value={nextAt} onChange={setNextAt} />
      )}
      <TextField id="follow-up-note" label="说明（可不填）" value={note} most={200} onChange={setNote} />
      <SheetFoot
        word="记下这次回访"
        acting={acting}
        disabled={outcome === null}
        onSave={() => {
          if (outcome === null) return
          acting.act({ type: 'dissuasion.follow-up', body: { caseId: row.id, outcome, nextAt, ...noted(note) } })
        }}
      />
    </Sheet>
  )
}

/** 误报 needs a word on how one knows; 劝阻完成 only where somebody was spoken to. */
export function CloseSheet({ unit, row, onClose, onDone }: CaseSheetProps) {
  const spokenTo = row.state === 'phoned' || row.state === 'confirmed'
  const reasons: readonly CloseReason[] = spokenTo ? ['resolved', 'false-alarm'] : ['false-alarm']
  const [reason, setReason] = useState<CloseReason>(spokenTo ? 'resolved' : 'false-alarm')
  const [note, setNote] = useState('')
  const acting = useAct(unit, onDone)
  const needsNote = reason === 'false-alarm'
  return (
    <Sheet
      title="结案"
      sub={spokenTo ? '结案后经过仍可查看，也可以重启' : '还没有劝阻到本人，只能以误报结案'}
      onClose={onClose}
    >
      <Chips
        id="close"
        label="原因"
        chips={reasons.map((value) => ({ value, word: closeWord[value] }))}
        chosen={[reason]}
        onPress={setReason}
      />
      <TextField
        id="close-note"
        label={needsNote ? '怎么确认是误报' : '说明（可不填）'}
        value={note}
        most={200}
        onChange={setNote}
      />
      <SheetFoot
        word={`以“${closeWord[reason]}”结案`}
        acting={acting}
        disabled={needsNote && note.trim() === ''}
        onSave={() =>
          acting.act({
            type: 'dissuasion.close',
            body: { caseId: row.id, reason, note: note.trim() === '' ? closeWord[reason] : note.trim() },
          })
        }
      />
    </Sheet>
  )
}
