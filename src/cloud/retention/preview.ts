import type { Context } from '#cloud/context'
import type { UnitId } from '#domain/ids'
import type { RetentionKind } from '#domain/retention'
import type { Milliseconds } from '#domain/time'
import { cutoffOf } from './purge-unit'
import { retentionTasks } from './tasks'

export interface DueOfKind {
  readonly kind: RetentionKind
  readonly count: number
  readonly oldest: Milliseconds
  readonly newest: Milliseconds
}

/** What a purge would take now, by kind and age, and nothing of whom. Changes nothing. */
export async function previewUnit(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  unitId: UnitId,
): Promise<readonly DueOfKind[]> {
  const found: DueOfKind[] = []
  for (const task of retentionTasks) {
    const due = await task.due(db, unitId, await cutoffOf(db, unitId, task.kind, clock.now()), null)
    const [first] = due
    const last = due.at(-1)
    if (first === undefined || last === undefined) continue
    found.push({ kind: task.kind, count: due.length, oldest: first.since, newest: last.since })
  }
  return found
}
