import { useCallback, useEffect, useState } from 'react'
import type { BuildingId } from '#domain/ids'
import { engineIfAny, useOpening } from '#stores/field-store'

/** Has the building's doors fetched if the phone does not hold them, and marks it as used. */
export function useHold(
  id: BuildingId,
  held: boolean,
): { readonly state: 'asking' | 'failed'; readonly retry: () => void } {
  const [state, setState] = useState<'asking' | 'failed'>('asking')
  const ask = useCallback(() => {
    setState('asking')
    void engineIfAny()
      ?.hold(id)
      .then((held) => {
        if (!held) setState('failed')
      })
  }, [id])
  const opening = useOpening()
  // Asked again when the doors have had to make room for records, and once there is whom to ask.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is held may change while the page is open
  useEffect(ask, [ask, held, opening])
  return { state, retry: ask }
}
