import { View } from '@tarojs/components'
import { Chips } from '#components/chips'
import { TimePicker } from '#components/time-picker'
import type { Milliseconds } from '#domain/time'
import { comeBackChoices } from '#words/come-back'

interface NextVisitProps {
  readonly value: Milliseconds | null
  readonly now: Milliseconds
  readonly onChange: (at: Milliseconds | null) => void
}

const NO_TIME = -1

export function NextVisit({ value, now, onChange }: NextVisitProps) {
  const times = comeBackChoices(now)
  return (
    <>
      <Chips
        id="next-visit"
        label="下次上门（可不填）"
        chips={[{ value: NO_TIME, word: '没定' }, ...times.map(({ at, word }) => ({ value: at, word }))]}
        chosen={[value ?? NO_TIME]}
        onPress={(at) => onChange(at === NO_TIME ? null : at)}
      />
      <View className="field">
        <TimePicker label="其他时间" value={value ?? times[0]?.at ?? now} onChange={onChange} />
      </View>
    </>
  )
}
