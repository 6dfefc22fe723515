import { useEffect, useRef } from 'react'
import type { Location } from '#contract/location'
import type { Milliseconds } from '#domain/time'
import { services } from '#stores/services'
import { useSettings } from '#stores/settings-store'

/**
 * One fix asked for when a form opens, if the worker wants it; what is not there at save is done without (F11). `opened`: which opening it
 * is of a form that stays there; null while it is closed.
 */
export function useFix(opened: Milliseconds | null = 0): { readonly current: Location | null } {
  const wanted = useSettings(({ location }) => location)
  const fix = useRef<Location | null>(null)
  useEffect(() => {
    fix.current = null
    if (!wanted || opened === null) return
    let asking = true
    void services()
      .locate()
      .then((found) => {
        // Where the door before was is not where this one is.
        if (asking) fix.current = found
      })
    return () => {
      asking = false
    }
  }, [wanted, opened])
  return fix
}
