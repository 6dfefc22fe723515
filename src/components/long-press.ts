import { useRef } from 'react'

/** As long as a mini program waits. */
const LONG = 350

/** A mini program's view tells of a finger that stays; in a browser it is waited for here. */
export function useLongPress(tell: (() => void) | undefined): object {
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  if (tell === undefined) return {}
  if (process.env.TARO_ENV !== 'h5') return { onLongPress: tell }
  const stop = (): void => {
    if (waiting.current !== null) clearTimeout(waiting.current)
    waiting.current = null
  }
  return {
    onTouchStart: ({ currentTarget }: { readonly currentTarget: Element }) => {
      stop()
      waiting.current = setTimeout(() => {
        if (currentTarget.isConnected) tell()
      }, LONG)
    },
    onTouchMove: stop,
    onTouchEnd: stop,
    onTouchCancel: stop,
  }
}
