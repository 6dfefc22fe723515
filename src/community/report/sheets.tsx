import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { ReportAnswer } from '#contract/report'
import type { UnitId } from '#domain/ids'
import { useDeskAct } from '../../components/use-desk-act'
import './index.css'

interface SheetProps {
  readonly unit: UnitId
  readonly report: ReportAnswer
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says what a signature does before it is given. */
export function SignSheet({ unit, report, onClose, onDone }: SheetProps) {
  const acting = useDeskAct(unit, onDone)
  const held = report.waiting.length
  return (
    <Sheet title="签发半月报" sub="签发后数字和文字不再变动，后到的记录另作更正" onClose={onClose}>
      <View className="rpv-note">
        {held === 0
          ? '所有手机的记录均已送达。'
          : `还有 ${held} 台手机的记录可能没有送达；现在签发，后到的记录会列为更正。`}
      </View>
      <Alert words={acting.problem} />
      <Press
        id="confirm-sign"
        className="button"
        disabled={acting.busy}
        onPress={() => acting.act({ type: 'report.sign', body: { paperId: report.id, seen: report.seen } })}
      >
        {acting.busy ? '正在签发…' : '确认签发'}
      </Press>
    </Sheet>
  )
}

export function AmendSheet({ unit, report, onClose, onDone }: SheetProps) {
  const [note, setNote] = useState('')
  const acting = useDeskAct(unit, onDone)
  return (
    <Sheet title="签发更正" sub="原件不变，更正附在后面" onClose={onClose}>
      <TextField id="amend-note" label="为什么变了" value={note} most={200} onChange={setNote} />
      <Alert words={acting.problem} />
      <Press
        id="confirm-amend"
        className="button"
        disabled={acting.busy || note.trim() === ''}
        onPress={() =>
          acting.act({ type: 'report.amend', body: { paperId: report.id, seen: report.seen, note: note.trim() } })
        }
      >
        {acting.busy ? '正在签发…' : '签发更正'}
      </Press>
    </Sheet>
  )
}
