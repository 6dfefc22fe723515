import { View } from '@tarojs/components'
import { type Outcome, outcomes } from '#domain/visit'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { Press } from './press'
import './outcome-grid.css'

interface OutcomeGridProps {
  /** One row of five, for several doors at once. */
  readonly slim?: boolean
  readonly disabled?: boolean
  readonly onPress: (outcome: Outcome) => void
}

/** Five outcomes under the thumb, the most frequent the largest. */
export function OutcomeGrid({ slim = false, disabled = false, onPress }: OutcomeGridProps) {
  return (
    <View className={slim ? 'outcomes outcomes-slim' : 'outcomes'} role="group" aria-label="走访结果">
      {order.map((outcome) => (
        <Press
          key={outcome}
          id={`outcome-${outcome}`}
          className={`outcome outcome-${outcome}`}
          label={outcomeWord[outcome]}
          disabled={disabled}
          onPress={() => onPress(outcome)}
        >
          {slim ? <Stacked outcome={outcome} /> : `${outcomeShape[outcome]}\u2002${outcomeWord[outcome]}`}
        </Press>
      ))}
    </View>
  )
}

function Stacked({ outcome }: { readonly outcome: Outcome }) {
  return (
    <>
      <View aria-hidden>{outcomeShape[outcome]}</View>
      <View>{outcomeWord[outcome]}</View>
    </>
  )
}

const order = [...outcomes].sort((a, b) => rank(a) - rank(b))

function rank(outcome: Outcome): number {
  return { met: 0, nobody: 1, again: 2, refused: 3, vacant: 4 }[outcome]
}
