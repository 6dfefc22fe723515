import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import './section.css'

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  /** A part of a page that is read at a desk: its heading in strong type. */
  readonly large?: boolean
}

/** A part of a page under its heading. */
export function Section({ title, aside, large = false, children }: PropsWithChildren<SectionProps>) {
  return (
    <View className={`section${large ? ' section-large' : ''}`}>
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
