import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { Milliseconds } from '#domain/time'
import { services } from '#stores/services'

/** The device's time, moved on each second while somebody can see it: a phone in a pocket spends nothing on it. */
export function useTick(): Milliseconds {
  const [now, setNow] = useState(() => services().now())
  const [visible, setVisible] = useState(true)
  useDidShow(() => setVisible(true))
  useDidHide(() => setVisible(false))
  useEffect(() => {
    if (!visible) return
    const look = (): void => setNow(services().now())
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [visible])
  return now
}
