import { View } from '@tarojs/components'
import { OutcomeGrid } from '#components/outcome-grid'
import type { Outcome } from '#domain/visit'

interface PickBarProps {
  readonly count: number
  readonly onOutcome: (outcome: Outcome) => void
}

/** One outcome for the doors picked. */
export function PickBar({ count, onOutcome }: PickBarProps) {
  return (
    <View className="pick-bar" role="region" aria-label="多选">
      <View className="pick-words" role="status">
        {count === 0 ? '点选几户，或点楼层选整层' : `已选 ${count} 户，记为：`}
      </View>
      <OutcomeGrid slim disabled={count === 0} onPress={onOutcome} />
    </View>
  )
}
