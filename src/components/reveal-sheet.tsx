import { View } from '@tarojs/components'
import { useState } from 'react'
import { type RevealReason, revealReasons } from '#domain/dissuasion'
import { revealWord } from '#words/dissuasion'
import { Alert } from './alert'
import { Chips } from './chips'
import { Press } from './press'
import { Sheet } from './sheet'
import { TextField } from './text-field'
import './reveal-sheet.css'

interface RevealSheetProps {
  /** `note` is empty when nothing was written. */
  readonly onReveal: (reason: RevealReason, note: string) => void
  readonly onClose: () => void
}

/** Why somebody wants to see a resident's name, phone and room; the answer goes into the log (N01). */
export function RevealSheet({ onReveal, onClose }: RevealSheetProps) {
  const [reason, setReason] = useState<RevealReason | null>(null)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const reveal = (): void => {
    if (reason === null) setProblem('请先选一个事由。')
    else if (reason === 'other' && note.trim() === '') setProblem('选“其他”时，请写一句为什么。')
    else onReveal(reason, note.trim())
  }
  return (
    <Sheet title="显示姓名与房号" sub="谁、什么时候、为什么看，会留下记录" onClose={onClose}>
      <Chips
        id="reveal"
        label="事由"
        chips={revealReasons.map((value) => ({ value, word: revealWord[value] }))}
        chosen={reason === null ? [] : [reason]}
        onPress={setReason}
      />
      <TextField
        id="reveal-note"
        label={reason === 'other' ? '说明' : '说明（可不填）'}
        value={note}
        most={100}
        onChange={setNote}
      />
      <Alert words={problem} />
      <View className="reveal-go">
        <Press id="reveal-go" className="button" onPress={reveal}>
          显示，并记入日志
        </Press>
      </View>
    </Sheet>
  )
}
