import { View } from '@tarojs/components'
import type { AlertLevel } from '#domain/alert'
import type { Due } from '#domain/dissuasion'
import { countdownWords } from '#words/countdown'
import { useTick } from './use-tick'
import './countdown.css'

interface CountdownProps {
  /** Null: nothing is running, and nothing is shown. */
  readonly due: Due | null
  /** An urgent alert's time is short from its first minute. */
  readonly level?: AlertLevel
  /** `small` is the figure alone, for the head of a line. */
  readonly size: 'large' | 'small'
}

export function Countdown({ due, level, size }: CountdownProps) {
  return due === null ? null : <Running due={due} level={level ?? null} size={size} />
}

interface RunningProps {
  readonly due: Due
  readonly level: AlertLevel | null
  readonly size: 'large' | 'small'
}

function Running({ due, level, size }: RunningProps) {
  const { tone, figure, until, spoken } = countdownWords(due, level, useTick())
  return (
    <View className={`countdown countdown-${size} countdown-${tone}`} role="timer" aria-label={spoken}>
      <View className="countdown-figure" aria-hidden>
        {tone === 'near' && size === 'large' ? `! ${figure}` : figure}
      </View>
      {size === 'large' && (
        <View className="countdown-until" aria-hidden>
          {until}
        </View>
      )}
    </View>
  )
}
