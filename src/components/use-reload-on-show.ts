import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Coming back to a page asks anew; its first showing has asked already. */
export function useReloadOnShow(reload: () => void): void {
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) reload()
    shown.current = true
  })
}
