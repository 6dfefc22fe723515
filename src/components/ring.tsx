import { View } from '@tarojs/components'
import './ring.css'

interface RingProps {
  readonly minutes: number
  readonly target: number
  /** Diameter in px, where it is not the mode's own. */
  readonly size?: number
}

/**
 * Today's minutes against the target, drawn by a conic gradient: no canvas and no SVG, which a mini program has not, and the ring
 * closes by itself at 60. The figure is text, so it is read aloud and grows with senior mode.
 */
export function Ring({ minutes, target, size }: RingProps) {
  const part = target === 0 ? 1 : Math.min(1, minutes / target)
  const full = part >= 1
  const colour = full ? 'var(--done)' : 'var(--action)'
  return (
    <View
      className="ring"
      role="img"
      aria-label={`今日宣传 ${minutes} 分钟，目标 ${target} 分钟`}
      style={{
        ...(size === undefined ? {} : { width: `${size}px`, height: `${size}px` }),
        background: `conic-gradient(${colour} ${part * 360}deg, var(--line) ${part * 360}deg)`,
      }}
    >
      {part > 0 && part < 1 && (
        <>
          <View className="ring-cap" style={{ background: colour }} aria-hidden />
          <View className="ring-turn" style={{ transform: `rotate(${part * 360}deg)` }} aria-hidden>
            <View className="ring-cap" style={{ background: colour }} />
          </View>
        </>
      )}
      <View className="ring-hole">
        <View className={`ring-figure${full ? ' ring-full' : ''}`}>{minutes}</View>
        <View className="ring-of">/ {target} 分钟</View>
      </View>
    </View>
  )
}
