import { useEffect, useState } from 'react'

/** Px, from which on there are two columns on most pages. */
const WIDE = 1024

function media(width: number): MediaQueryList | null {
  if (process.env.TARO_ENV !== 'h5' || typeof window.matchMedia !== 'function') return null
  return window.matchMedia(`(min-width: ${width}px)`)
}

/** Whether there is room for two columns; what only a computer shows is not drawn on a phone at all. */
export function useWide(width = WIDE): boolean {
  const [wide, setWide] = useState(() => media(width)?.matches ?? false)
  useEffect(() => {
    const query = media(width)
    if (query === null) return
    const listen = (event: MediaQueryListEvent): void => setWide(event.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [width])
  return wide
}
