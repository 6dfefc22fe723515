import { useEffect, useState } from 'react'

const WIDE = '(min-width: 1024px)'

function media(): MediaQueryList | null {
  return process.env.TARO_ENV === 'h5' && typeof window.matchMedia === 'function' ? window.matchMedia(WIDE) : null
}

/** Whether there is room for two columns; what only a computer shows is not drawn on a phone at all. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => media()?.matches ?? false)
  useEffect(() => {
    const query = media()
    if (query === null) return
    const listen = (event: MediaQueryListEvent): void => setWide(event.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [])
  return wide
}
