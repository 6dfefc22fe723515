import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Press } from './press'
import './ways-and-marks.css'

/** A way on, beside a heading. */
export function More({ word, onPress }: { readonly word: string; readonly onPress: () => void }) {
  return (
    <Press className="sec-more" role="link" onPress={onPress}>
      {word} ›
    </Press>
  )
}

/** A way on, as a line of its own. */
export function WayOn({
  word,
  hint,
  onPress,
}: {
  readonly word: string
  readonly hint: string
  readonly onPress: () => void
}) {
  return (
    <Press className="sec-way" role="link" onPress={onPress}>
      <View className="sec-way-words">
        <View className="sec-way-word">{word}</View>
        <View className="sec-way-hint">{hint}</View>
      </View>
      <View aria-hidden>›</View>
    </Press>
  )
}

/** A mark on a record or a building: a word with a sign. */
export function Mark({ tone, children }: PropsWithChildren<{ readonly tone: 'again' | 'urgent' | 'quiet' | 'done' }>) {
  return <View className={`sec-mark sec-${tone}`}>{children}</View>
}
