import type { DoorId, OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import type { VisitContent } from '#domain/visit'
import type { OutboxRecord, RecordStatus } from '#sync/engine-api'

/** A visit of this device as it stands now: its newest amendment's content. */
export interface OwnVisit {
  readonly id: OperationId
  readonly doorId: DoorId
  readonly at: Milliseconds
  readonly content: VisitContent
  /** 1 as logged, +1 with each amendment. */
  readonly version: number
  readonly status: RecordStatus['kind']
}

const known = new WeakMap<readonly OutboxRecord[], readonly OwnVisit[]>()

/** Newest first, without those undone. What the cloud refused changes nothing. */
export function ownVisits(records: readonly OutboxRecord[]): readonly OwnVisit[] {
  const cached = known.get(records)
  if (cached !== undefined) return cached
  const visits = collect(records)
  known.set(records, visits)
  return visits
}

function collect(records: readonly OutboxRecord[]): readonly OwnVisit[] {
  const changes = new Map<OperationId, { content: VisitContent; version: number } | 'undone'>()
  const visits: OwnVisit[] = []
  for (const { operation, status } of [...records].reverse()) {
    if (operation.type === 'visit.log') {
      const { doorId, startedAt: _, location: __, ...content } = operation.body
      visits.push({ id: operation.id, doorId, at: operation.at, content, version: 1, status: status.kind })
    } else if (status.kind === 'rejected') {
      // A refused amendment waits in quarantine.
    } else if (operation.type === 'visit.amend') {
      const { visitId, reason: _, ...content } = operation.body
      const before = changes.get(visitId)
      if (before !== 'undone') changes.set(visitId, { content, version: (before?.version ?? 1) + 1 })
    } else if (operation.type === 'visit.undo') changes.set(operation.body.visitId, 'undone')
  }
  const standing: OwnVisit[] = []
  for (const visit of visits.reverse()) {
    const change = changes.get(visit.id)
    if (change !== 'undone') standing.push(change === undefined ? visit : { ...visit, ...change })
  }
  return standing
}
