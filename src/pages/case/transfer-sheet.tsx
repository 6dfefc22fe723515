import { View } from '@tarojs/components'
import { useState } from 'react'
import { Alert } from '#components/alert'
import { Chips } from '#components/chips'
import { Press } from '#components/press'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { CaseRow } from '#contract/pull'
import type { StaffId } from '#domain/ids'
import type { SaveResult } from '#sync/engine-api'

interface TransferSheetProps {
  /** Who else was sent: nobody beyond them is known to a worker. */
  readonly people: CaseRow['workers']
  readonly onTransfer: (to: StaffId, reason: string) => SaveResult
  readonly onClose: () => void
}

const reasons = ['不在我负责的楼', '我今天赶不到', '住户和我认识']

export function TransferSheet({ people, onTransfer, onClose }: TransferSheetProps) {
  const [to, setTo] = useState<StaffId | null>(people.length === 1 ? (people[0]?.id ?? null) : null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  /** What is wrong, or null when it is handed over. */
  const attempt = (): string | null => {
    if (to === null) return '请选一个人。'
    if (reason.trim() === '') return '请选或写一句为什么。'
    const result = onTransfer(to, reason.trim())
    return result.kind === 'saved' ? null : `${result.problem.title}。还没有转出。`
  }
  const transfer = (): void => {
    const wrong = attempt()
    setProblem(wrong)
    if (wrong === null) onClose()
  }
  return (
    <Sheet title="转给同去的网格员" sub="转出后，这户的姓名和房号会从本机清除" onClose={onClose}>
      <Chips
        id="transfer-to"
        label="转给"
        chips={people.map(({ id, name }) => ({ value: id, word: name }))}
        chosen={to === null ? [] : [to]}
        onPress={setTo}
      />
      <Chips
        id="transfer-why"
        label="原因"
        chips={reasons.map((word) => ({ value: word, word }))}
        chosen={[reason]}
        onPress={setReason}
      />
      <TextField
        id="transfer-why-text"
        label="其他原因"
        value={reasons.includes(reason) ? '' : reason}
        most={200}
        onChange={setReason}
      />
      <Alert words={problem} />
      <View className="case-transfer-go">
        <Press id="transfer-go" className="button" onPress={transfer}>
          转出
        </Press>
      </View>
    </Sheet>
  )
}
