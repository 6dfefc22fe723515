import { useEffect, useRef } from 'react'
import type { CaseAnswer } from '#contract/case-query'
import type { CaseRow } from '#contract/pull'
import type { OperationId, UnitId } from '#domain/ids'
import { useCase } from '#stores/field-store'
import { type QueryState, useQuery } from '#stores/query-store'

export interface CasePage {
  /** The newer of the device's own and the cloud's answer; null while neither is there. */
  readonly row: CaseRow | null
  readonly query: QueryState<CaseAnswer>
}

/** A case from the device at once, and whole as soon as the cloud has answered; asked again whenever its row moves. */
export function useCasePage(unit: UnitId, id: OperationId): CasePage {
  const local = useCase(id)
  const query = useQuery({ action: 'case', unit, id })
  const told = local === null ? null : `${local.row.seq} ${local.waiting === null || local.waiting === 'delivered'}`
  const last = useRef({ id, told })
  const { reload, answer } = query
  useEffect(() => {
    // Another case asks by itself.
    if (last.current.id === id && last.current.told !== told) reload()
    last.current = { id, told }
  }, [id, told, reload])
  const row = local !== null && (answer === null || local.row.seq >= answer.row.seq) ? local.row : (answer?.row ?? null)
  return { row, query }
}
