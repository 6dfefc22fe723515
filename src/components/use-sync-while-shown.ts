import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { MINUTE, type Milliseconds } from '#domain/time'
import { syncNow } from '#stores/field-store'

const EVERY: Milliseconds = MINUTE / 2

/** A page whose news cannot wait for the next record: it asks the cloud as long as somebody looks at it. */
export function useSyncWhileShown(): void {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (!shown) return
    void syncNow()
    const timer = setInterval(() => void syncNow(), EVERY)
    return () => clearInterval(timer)
  }, [shown])
}
