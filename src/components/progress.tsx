import { View } from '@tarojs/components'
import './progress.css'

/** How much of a whole is done. Beside it stands the figure, so it is not read aloud. */
export function Progress({ part, whole }: { readonly part: number; readonly whole: number }) {
  const width = whole === 0 ? 0 : (part / whole) * 100
  return (
    <View className="progress" aria-hidden>
      <View className="progress-done" style={{ width: `${width}%` }} />
    </View>
  )
}
