import { View } from '@tarojs/components'
import { useState } from 'react'
import { Press } from './press'
import { Sheet } from './sheet'
import './choice-chip.css'

export interface Choice {
  readonly value: string
  readonly word: string
}

interface ChoiceChipProps {
  /** `楼栋` */
  readonly label: string
  readonly choices: readonly Choice[]
  /** Null: no choice, all of them. */
  readonly value: string | null
  readonly onChoose: (value: string | null) => void
  /** The word for no choice; without it one has to be taken. */
  readonly all?: string
}

/** A small button that opens its choices from the bottom edge; once something is chosen it says what. */
export function ChoiceChip({ label, choices, value, onChoose, all }: ChoiceChipProps) {
  const [open, setOpen] = useState(false)
  const word = choices.find((choice) => choice.value === value)?.word
  const take = (chosen: string | null): void => {
    setOpen(false)
    onChoose(chosen)
  }
  return (
    <>
      <Press
        className={`pick${word === undefined ? '' : ' pick-on'}`}
        label={`${label}：${word ?? all ?? '未选'}`}
        onPress={() => setOpen(true)}
      >
        {word ?? label} <View className="pick-more">▾</View>
      </Press>
      {open && (
        <Sheet title={label} onClose={() => setOpen(false)}>
          <View role="radiogroup" aria-label={label}>
            {all !== undefined && <Option word={all} chosen={value === null} onPress={() => take(null)} />}
            {choices.map((choice) => (
              <Option
                key={choice.value}
                word={choice.word}
                chosen={choice.value === value}
                onPress={() => take(choice.value)}
              />
            ))}
          </View>
        </Sheet>
      )}
    </>
  )
}

function Option({
  word,
  chosen,
  onPress,
}: {
  readonly word: string
  readonly chosen: boolean
  readonly onPress: () => void
}) {
  return (
    <Press className={`pick-option${chosen ? ' pick-option-on' : ''}`} role="radio" chosen={chosen} onPress={onPress}>
      <View>{word}</View>
      <View aria-hidden>{chosen ? '✓' : ''}</View>
    </Press>
  )
}

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly word: string }[]
  readonly value: Value
  readonly onChoose: (value: Value) => void
}

/** Two to four choices side by side, one of them taken. */
export function Segments<Value extends string>({ label, choices, value, onChoose }: SegmentsProps<Value>) {
  return (
    <View className="segs" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <Press
          key={choice.value}
          className={`seg${choice.value === value ? ' seg-on' : ''}`}
          role="radio"
          chosen={choice.value === value}
          onPress={() => onChoose(choice.value)}
        >
          {choice.word}
        </Press>
      ))}
    </View>
  )
}
