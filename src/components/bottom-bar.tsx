import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './bottom-bar.css'

/** The one thing to do, at the bottom edge under the thumb. Goes into a page's `overlay`. */
export function BottomBar({ label, children }: PropsWithChildren<{ readonly label: string }>) {
  return (
    <View className="bottom-bar" role="region" aria-label={label}>
      {children}
    </View>
  )
}

/** Last in the page's body, so that its end is not under the bar. */
export function BottomSpace() {
  return <View className="bottom-space" aria-hidden />
}
