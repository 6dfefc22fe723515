import * as v from 'valibot'
import { operationId } from '#contract/scalars'
import type { OperationId } from '#domain/ids'

/** UUIDv7 by count instead of time, so that a failing example is the same at the next run. */
export function operationIds(maker = 0): () => OperationId {
  let count = 0
  return () => idAt(++count, maker)
}

export function idAt(count: number, maker = 0): OperationId {
  const time = (0x0190_0000_0000 + count).toString(16).padStart(12, '0')
  return v.parse(operationId, `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${maker.toString(16).padStart(12, '0')}`)
}
