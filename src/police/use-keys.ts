import { useEffect, useRef } from 'react'

/** Keys of a page on a computer; not while somebody types or a sheet is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const listen = (event: KeyboardEvent): void => {
      const run = latest.current[event.key]
      if (run === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null) return
      if (document.getElementById('sheet') !== null) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
