import { useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { MINUTE, type Milliseconds } from '#domain/time'
import { services } from '#stores/services'

/** The device's time, moved on each minute and whenever the page comes to the front. */
export function useNow(): Milliseconds {
  const [now, setNow] = useState(() => services().now())
  useDidShow(() => setNow(services().now()))
  useEffect(() => {
    const timer = setInterval(() => setNow(services().now()), MINUTE / 2)
    return () => clearInterval(timer)
  }, [])
  return now
}
