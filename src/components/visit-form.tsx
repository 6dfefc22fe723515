import { View } from '@tarojs/components'
import type { Milliseconds } from '#domain/time'
import { outcomes, type VisitContent } from '#domain/visit'
import { useStreetSettings } from '#stores/street-settings'
import { comeBackChoices } from '#words/come-back'
import { fraudChoices } from '#words/fraud'
import { outcomeShape, outcomeWord } from '#words/outcome'
import { Chips } from './chips'
import { Stepper } from './stepper'
import { TextField } from './text-field'
import { TimePicker } from './time-picker'

interface VisitFormProps {
  readonly content: VisitContent
  readonly now: Milliseconds
  readonly onChange: (content: VisitContent) => void
}

const NO_CHOICE = -1

/** Everything that can be said of a door. All of it optional, and only what belongs to the outcome. */
export function VisitForm({ content, now, onChange }: VisitFormProps) {
  const change = (part: Partial<VisitContent>): void => onChange({ ...content, ...part })
  const { outcome, topics = [], leaflets = 0, note = '', comeBackAt } = content
  const times = comeBackChoices(now)
  const settings = useStreetSettings()
  return (
    <View>
      <Chips
        id="form-outcome"
        label="结果"
        even
        chips={outcomes.map((value) => ({ value, word: `${outcomeShape[value]} ${outcomeWord[value]}` }))}
        chosen={[outcome]}
        onPress={(value) => change({ outcome: value })}
      />
      {outcome === 'again' && (
        <>
          <Chips
            id="form-time"
            label="约在"
            chips={[{ value: NO_CHOICE, word: '未约时间' }, ...times.map(({ at, word }) => ({ value: at, word }))]}
            chosen={[comeBackAt ?? NO_CHOICE]}
            onPress={(at) => change({ comeBackAt: at === NO_CHOICE ? undefined : at })}
          />
          <View className="field">
            <TimePicker
              label="其他时间"
              value={comeBackAt ?? times[0]?.at ?? now}
              onChange={(at) => change({ comeBackAt: at })}
            />
          </View>
        </>
      )}
      {outcome === 'met' && (
        <>
          <Stepper
            id="form-adults"
            label="见到成年人"
            unit="人"
            value={content.adults ?? 1}
            least={1}
            most={50}
            onChange={(adults) => change({ adults })}
          />
          <Chips
            id="form-topic"
            label="讲了什么"
            many
            chips={fraudChoices(settings, topics)}
            chosen={topics}
            onPress={(value) =>
              change({
                topics: topics.includes(value) ? topics.filter((topic) => topic !== value) : [...topics, value],
              })
            }
          />
        </>
      )}
      {outcome !== 'vacant' && (
        <Stepper
          id="form-leaflets"
          label="留下宣传单"
          unit="份"
          value={leaflets}
          least={0}
          most={200}
          onChange={(value) => change({ leaflets: value })}
        />
      )}
      <TextField
        id="form-note"
        label="备注（一句话，不写姓名电话）"
        value={note}
        most={200}
        onChange={(value) => change({ note: value === '' ? undefined : value })}
      />
      {outcome === 'met' && (
        <Chips
          id="form-minutes"
          label="用时（不选则按记录时间计算）"
          chips={[NO_CHOICE, 5, 10, 15, 20, 30].map((value) => ({
            value,
            word: value === NO_CHOICE ? '自动' : `${value} 分钟`,
          }))}
          chosen={[content.minutes ?? NO_CHOICE]}
          onPress={(minutes) => change({ minutes: minutes === NO_CHOICE ? undefined : minutes })}
        />
      )}
    </View>
  )
}
