import { View } from '@tarojs/components'
import './bar-row.css'

interface BarRowProps {
  readonly label: string
  /** The figure in words: `31 分 20 秒`. */
  readonly value: string
  /** 0…1 of the bar. */
  readonly part: number
  readonly note?: string
  readonly tone?: 'done' | 'action' | 'quiet'
}

/** A name, a bar and the figure: the bar is for the eye, the words say the same. */
export function BarRow({ label, value, part, note, tone = 'done' }: BarRowProps) {
  return (
    <View className="bar-row" role="listitem" aria-label={`${label} ${value}${note === undefined ? '' : `，${note}`}`}>
      <View className="bar-row-label">
        {label}
        {note !== undefined && <View className="bar-row-note">{note}</View>}
      </View>
      <Bar part={part} tone={tone} />
      <View className="bar-row-value">{value}</View>
    </View>
  )
}

export function Bar({ part, tone = 'done' }: { readonly part: number; readonly tone?: 'done' | 'action' | 'quiet' }) {
  const width = Math.max(0, Math.min(1, part)) * 100
  return (
    <View className="bar" aria-hidden>
      <View className={`bar-fill bar-${tone}`} style={{ width: `${width}%` }} />
    </View>
  )
}
