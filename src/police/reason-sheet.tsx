import { useState } from 'react'
import { Sheet } from '#components/sheet'
import { TextField } from '#components/text-field'
import type { UnitId } from '#domain/ids'
import type { Draft } from '#sync/engine-api'
import { SheetFoot } from './sheet-foot'
import { useAct } from './use-act'

interface ReasonSheetProps {
  readonly unit: UnitId
  readonly title: string
  readonly sub: string
  readonly label: string
  readonly hint?: string
  readonly word: string
  readonly most: number
  readonly start?: string
  readonly draftOf: (words: string) => Draft
  readonly onClose: () => void
  readonly onDone: () => void
}

/** What needs nothing but a sentence: a return, a re-opening, a conclusion. */
export function ReasonSheet({ unit, title, sub, label, hint, word, most, start, draftOf, ...on }: ReasonSheetProps) {
  const [words, setWords] = useState(start ?? '')
  const acting = useAct(unit, on.onDone)
  return (
    <Sheet title={title} sub={sub} onClose={on.onClose}>
      <TextField
        id="reason"
        label={label}
        value={words}
        most={most}
        {...(hint === undefined ? {} : { hint })}
        onChange={setWords}
      />
      <SheetFoot
        word={word}
        acting={acting}
        disabled={words.trim() === ''}
        onSave={() => acting.act(draftOf(words.trim()))}
      />
    </Sheet>
  )
}
