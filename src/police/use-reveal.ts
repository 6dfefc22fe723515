import { useEffect, useRef, useState } from 'react'
import type { ResidentRow } from '#contract/pull'
import type { RevealReason } from '#domain/dissuasion'
import type { OperationId, UnitId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { ask } from '#stores/query-store'
import { services } from '#stores/services'
import { adviceFor } from '../components/problem-advice'

interface Revealed {
  readonly resident: ResidentRow | null
  readonly problem: string | null
  readonly busy: boolean
  readonly reveal: (reason: RevealReason, note: string) => void
}

/** What stays in sight of whoever walks past the desk. */
const SHOWN = MINUTE

/** Name, phone and room in the clear: asked of the cloud, which logs the asking first; gone again after a minute. */
export function useReveal(unit: UnitId, id: OperationId): Revealed {
  const [state, setState] = useState<Omit<Revealed, 'reveal'>>(hidden)
  const fading = useRef<ReturnType<typeof setTimeout> | null>(null)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
      if (fading.current !== null) clearTimeout(fading.current)
    }
  }, [])
  const reveal = (reason: RevealReason, note: string): void => {
    setState({ ...hidden, busy: true })
    const why = { reason, ...(note === '' ? {} : { note }) }
    void ask({ action: 'reveal', unit, id, device: services().device, ...why }).then((result) => {
      if (!alive.current) return
      if (result.kind === 'problem') {
        const { problem } = result
        setState({ ...hidden, problem: `${problem.title}。${adviceFor(problem)}` })
        return
      }
      setState({ ...hidden, resident: result.value.resident })
      if (fading.current !== null) clearTimeout(fading.current)
      fading.current = setTimeout(() => setState(hidden), SHOWN)
    })
  }
  return { ...state, reveal }
}

const hidden = { resident: null, problem: null, busy: false } as const
