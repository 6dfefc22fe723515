import { useCallback, useEffect, useRef, useState } from 'react'
import type { CasesAnswer } from '#contract/case-query'
import type { Problem } from '#contract/problem'
import type { UnitId } from '#domain/ids'
import { ask } from '#stores/query-store'

interface CasePages {
  /** Every page read so far as one answer; null while there is none. */
  readonly answer: CasesAnswer | null
  readonly problem: Problem | null
  readonly loading: boolean
  readonly reload: () => void
  readonly next: () => void
}

/** A community's cases a page at a time, open ones first by deadline; what was read stays when a page fails. */
export function useCasePages(unit: UnitId): CasePages {
  const [state, setState] = useState<Pick<CasePages, 'answer' | 'problem' | 'loading'>>({
    answer: null,
    problem: null,
    loading: true,
  })
  const asked = useRef(0)
  const read = useCallback(
    async (known: CasesAnswer | null): Promise<void> => {
      const turn = ++asked.current
      setState((old) => ({ ...old, problem: null, loading: true }))
      const last = known?.cases[known.cases.length - 1]
      const result = await ask({ action: 'cases', unit, before: last?.id ?? null, open: false })
      if (turn !== asked.current) return
      if (result.kind === 'problem') {
        setState((old) => ({ ...old, problem: result.problem, loading: false }))
        return
      }
      const cases = [...(known?.cases ?? []), ...result.value.cases]
      setState({ answer: { ...result.value, cases }, problem: null, loading: false })
    },
    [unit],
  )
  const reload = useCallback(() => void read(null), [read])
  useEffect(() => {
    reload()
    return () => {
      asked.current++
    }
  }, [reload])
  const next = (): void => {
    if (!state.loading && state.answer?.more === true) void read(state.answer)
  }
  return { ...state, reload, next }
}
