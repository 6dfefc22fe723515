import { View } from '@tarojs/components'
import { useState } from 'react'
import type { UnitId } from '#domain/ids'
import type { StreetSettings } from '#domain/street-settings'
import { dayOf } from '#domain/time'
import { type CrimeDraft, type CrimeRow, draftOf, emptyCrime, filledCrime } from '#stores/crime-draft'
import { services } from '#stores/services'
import { fraudChoices } from '#words/fraud'
import { Alert } from './alert'
import { Chips } from './chips'
import { DayPicker } from './day-picker'
import { Press } from './press'
import { TextField } from './text-field'
import { Toggle } from './toggle'
import { useDeskAct } from './use-desk-act'
import './crime-form.css'

interface CrimeFormProps {
  readonly unit: UnitId
  readonly settings: Pick<StreetSettings, 'fraudTypes'>
  /** What is put right; null for a new one. */
  readonly before: CrimeRow | null
  readonly onDone: () => void
}

/** A crime entered or put right, by the police or the street; what did not take effect is still in the form. */
export function CrimeForm({ unit, settings, before, onDone }: CrimeFormProps) {
  const [draft, setDraft] = useState<CrimeDraft>(() =>
    before === null ? emptyCrime(dayOf(services().now())) : draftOf(before),
  )
  const [wrong, setWrong] = useState<string | null>(null)
  const acting = useDeskAct(unit, onDone)
  const change = (part: Partial<CrimeDraft>): void => setDraft({ ...draft, ...part })
  const save = (): void => {
    const filled = filledCrime(draft, before)
    setWrong(filled.kind === 'wrong' ? filled.words : null)
    if (filled.kind === 'filled') acting.act(filled.draft)
  }
  const amends = before !== null
  return (
    <View>
      <TextField
        id="number"
        label="案件编号"
        value={draft.number}
        most={40}
        onChange={(number) => change({ number })}
      />
      <DayPicker id="on" label="发案日期" value={draft.on} onChange={(on) => change({ on })} />
      <TextField
        id="time"
        label="时间（不知道可空着）"
        hint="19:40"
        value={draft.time}
        most={5}
        onChange={(time) => change({ time })}
      />
      <Chips
        id="fraud"
        label="诈骗类型"
        chips={fraudChoices(settings, before === null ? [] : [before.fraudType])}
        chosen={draft.fraudType === null ? [] : [draft.fraudType]}
        onPress={(fraudType) => change({ fraudType })}
      />
      <TextField id="loss" label="损失（整数元）" value={draft.loss} most={12} onChange={(loss) => change({ loss })} />
      <TextField
        id="address"
        label={
          amends ? `地址（不改就空着${before.placeWord === null ? '' : `，现为 ${before.placeWord}`}）` : '当事人地址'
        }
        hint={amends ? '' : '青枫苑3幢1单元902'}
        value={draft.address}
        most={120}
        onChange={(address) => change({ address })}
      />
      <TextField
        id="alert"
        label="预警编号（有过预警才填）"
        value={draft.alert}
        most={40}
        onChange={(alert) => change({ alert })}
      />
      <TextField
        id="phone"
        label={amends ? '当事人电话（不改就空着）' : '当事人电话（可空着，只用来找到此前的预警）'}
        value={draft.phone}
        most={24}
        onChange={(phone) => change({ phone })}
      />
      {amends && (
        <>
          <Toggle
            id="counts"
            title="计入统计"
            detail="查明不是诈骗、或不属本单位的，关掉；记录仍可查看"
            on={draft.counts}
            onChange={(counts) => change({ counts })}
          />
          <TextField
            id="reason"
            label="更正原因"
            value={draft.reason}
            most={200}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
      <View className="crime-save">
        <Alert words={wrong ?? acting.problem} />
        <Press id="save-crime" className="button" disabled={acting.busy} onPress={save}>
          {acting.busy ? '正在发送…' : amends ? '保存更正' : '录入案件'}
        </Press>
      </View>
    </View>
  )
}
