import { useEffect, useRef } from 'react'
import type { Location } from '#contract/location'
import { services } from '#stores/services'
import { useSettings } from '#stores/settings-store'

/** One fix asked for when a form opens, if the worker wants it; what is not there at save is done without (F11). */
export function useFix(): { readonly current: Location | null } {
  const wanted = useSettings(({ location }) => location)
  const fix = useRef<Location | null>(null)
  useEffect(() => {
    if (!wanted) return
    void services()
      .locate()
      .then((found) => {
        fix.current = found
      })
  }, [wanted])
  return fix
}
