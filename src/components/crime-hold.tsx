import { View } from '@tarojs/components'
import { useState } from 'react'
import type { CrimeRow } from '#stores/crime-draft'
import { Alert } from './alert'
import { Press } from './press'
import { TextField } from './text-field'
import { useDeskAct } from './use-desk-act'
import './crime-form.css'

interface CrimeHoldProps {
  readonly crime: CrimeRow
  readonly onDone: () => void
}

/** 依法保留 of a crime, placed or lifted with a reason: while it stands nothing of the crime is erased (F24). */
export function CrimeHold({ crime, onDone }: CrimeHoldProps) {
  const [reason, setReason] = useState('')
  const acting = useDeskAct(crime.unit.id, onDone)
  const held = crime.held === true
  const save = (): void =>
    acting.act({
      type: held ? 'hold.lift' : 'hold.place',
      body: { about: 'crime', paperId: crime.id, reason: reason.trim() },
    })
  return (
    <>
      <View className="crime-words">
        {held
          ? '解除依法保留：以后按保存期限处理，已过期限的当晚删除。'
          : '依法保留：保留期间，到期和本人申请都不删除这起案件的任何内容。'}
      </View>
      <TextField
        id="hold-reason"
        label="原因"
        value={reason}
        hint="如：已立案侦查，公安函〔2021〕3号"
        most={200}
        onChange={setReason}
      />
      <Alert words={acting.problem} />
      <Press id="hold-save" className="button" disabled={acting.busy || reason.trim() === ''} onPress={save}>
        {held ? '解除保留' : '保留'}
      </Press>
    </>
  )
}
