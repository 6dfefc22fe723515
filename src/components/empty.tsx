import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './empty.css'

/** Says what is not there and why, and what to do about it. */
export function Empty({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <View className="empty">
      <View className="empty-title">{title}</View>
      <View className="empty-text">{children}</View>
    </View>
  )
}
