import { useCallback, useEffect, useState } from 'react'
import type { BuildingId } from '#domain/ids'
import { engineIfAny } from '#stores/field-store'

/** Has the building's doors fetched if the phone does not hold them, and marks it as used. */
export function useHold(id: BuildingId): { readonly state: 'asking' | 'failed'; readonly retry: () => void } {
  const [state, setState] = useState<'asking' | 'failed'>('asking')
  const ask = useCallback(() => {
    setState('asking')
    void engineIfAny()
      ?.hold(id)
      .then((held) => {
        if (!held) setState('failed')
      })
  }, [id])
  useEffect(ask, [ask])
  return { state, retry: ask }
}
