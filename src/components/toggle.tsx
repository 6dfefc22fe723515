import { View } from '@tarojs/components'
import { Press } from './press'
import './field.css'

interface ToggleProps {
  readonly id?: string
  readonly title: string
  readonly detail?: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}

/** A whole line that switches: a larger target than the platform's small switch. */
export function Toggle({ id, title, detail, on, onChange }: ToggleProps) {
  return (
    <Press
      {...(id === undefined ? {} : { id })}
      role="switch"
      chosen={on}
      label={title}
      className="line toggle"
      onPress={() => onChange(!on)}
    >
      <View className="line-main">
        <View className="line-title">{title}</View>
        {detail !== undefined && <View className="line-detail">{detail}</View>}
      </View>
      <View className={`toggle-track${on ? ' toggle-on' : ''}`} aria-hidden>
        <View className="toggle-thumb" />
      </View>
    </Press>
  )
}
