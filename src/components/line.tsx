import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Press } from './press'
import './line.css'

interface LineProps {
  readonly id?: string
  /** A time or a word before the title. */
  readonly lead?: string
  readonly title: string
  readonly detail?: string
  /** Shown at the end: a figure, a mark. */
  readonly end?: ReactNode
  readonly urgent?: boolean
  readonly onPress?: () => void
}

/** One thing of a list: when, what, and what more is known; leads on where it can be pressed. */
export function Line({ id, lead, title, detail, end, urgent = false, onPress }: LineProps) {
  const content = (
    <>
      {lead !== undefined && <View className="line-lead">{lead}</View>}
      <View className="line-main">
        <View className="line-title">{title}</View>
        {detail !== undefined && <View className="line-detail">{detail}</View>}
      </View>
      {end}
      {onPress !== undefined && <View className="line-on" aria-hidden />}
    </>
  )
  const look = `line${urgent ? ' line-urgent' : ''}`
  if (onPress === undefined) return <View className={look}>{content}</View>
  return (
    <Press {...(id === undefined ? {} : { id })} className={look} onPress={onPress}>
      {content}
    </Press>
  )
}
