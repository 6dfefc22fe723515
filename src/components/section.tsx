import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import './section.css'

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
}

export function Section({ title, aside, children }: PropsWithChildren<SectionProps>) {
  return (
    <View className="section">
      <View className="section-head">
        <View className="section-title" role="heading" aria-level={2}>
          {title}
        </View>
        {aside}
      </View>
      {children}
    </View>
  )
}
