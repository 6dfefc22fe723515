import { useEffect, useRef, useState } from 'react'
import type { Problem } from '#contract/problem'
import type { QueryRequest } from '#contract/query'
import type { RecordRow } from '#contract/record-query'
import { ask } from '#stores/query-store'

type RecordsRequest = Extract<QueryRequest, { action: 'records' }>
export type RecordFilter = Omit<RecordsRequest, 'action' | 'before'>

interface Pages {
  readonly key: string
  readonly records: readonly RecordRow[]
  readonly more: boolean
  readonly asOf: number | null
  readonly problem: Problem | null
  readonly loading: boolean
}

export interface RecordPages extends Omit<Pages, 'key'> {
  readonly next: () => void
  readonly reload: () => void
}

const nothing = { records: [], more: false, asOf: null, problem: null, loading: true } as const

/** Records page by page, newest first; what was read stays when a page fails. */
export function useRecordPages(filter: RecordFilter): RecordPages {
  const key = JSON.stringify(filter)
  const [pages, setPages] = useState<Pages>({ key, ...nothing })
  const [round, setRound] = useState(0)
  const current = useRef(key)
  current.current = `${key} ${round}`

  async function read(before: RecordsRequest['before'], known: readonly RecordRow[]): Promise<void> {
    const asked = current.current
    const result = await ask({ action: 'records', ...filter, before })
    if (asked !== current.current) return
    if (result.kind === 'problem') setPages((old) => ({ ...old, key, problem: result.problem, loading: false }))
    else {
      const { records, more, asOf } = result.value
      setPages({ key, records: [...known, ...records], more, asOf, problem: null, loading: false })
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter; a round is a reload
  useEffect(() => {
    setPages((old) => (old.key === key ? { ...old, problem: null, loading: true } : { key, ...nothing }))
    void read(null, [])
  }, [key, round])

  const next = (): void => {
    const last = pages.records[pages.records.length - 1]
    if (pages.loading || !pages.more || last === undefined) return
    setPages((old) => ({ ...old, problem: null, loading: true }))
    void read({ at: last.at, id: last.id }, pages.records)
  }
  const shown = pages.key === key ? pages : { ...nothing, key }
  return { ...shown, next, reload: () => setRound((r) => r + 1) }
}
