import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { MINUTE, type Milliseconds } from '#domain/time'
import { syncNow } from '#stores/field-store'

const EVERY: Milliseconds = MINUTE / 2
/** A page that nobody has come back to for so long lies open on a table: at most four calls an hour are spent on it. */
const LOOKED_AT: Milliseconds = 5 * MINUTE
const LEFT_OPEN: Milliseconds = 15 * MINUTE

/** How long until such a page asks again, after it has been shown for so long. */
export const nextLook = (shownFor: Milliseconds): Milliseconds => (shownFor < LOOKED_AT ? EVERY : LEFT_OPEN)

/** A page whose news cannot wait for the next record: it asks the cloud while somebody looks at it. */
export function useSyncWhileShown(): void {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (!shown) return
    let timer: ReturnType<typeof setTimeout>
    let shownFor = 0
    const look = () => {
      void syncNow()
      const wait = nextLook(shownFor)
      timer = setTimeout(() => {
        shownFor += wait
        look()
      }, wait)
    }
    look()
    return () => clearTimeout(timer)
  }, [shown])
}
