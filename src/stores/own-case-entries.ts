import type { AttemptEntry, CaseEntry } from '#contract/case-query'
import type { Operation, OperationOf } from '#contract/operation'
import type { CaseRow } from '#contract/pull'
import type { OperationId, StaffId } from '#domain/ids'
import type { OutboxRecord, RecordStatus } from '#sync/engine-api'
import type { SignedInStaff } from './session-store'

type Person = NonNullable<CaseEntry['by']>

interface OwnEntry {
  readonly entry: CaseEntry
  readonly status: RecordStatus['kind']
}

/**
 * What this device did in a case, as the thread will show it once the cloud has it: a worker who has just come out of a stairwell
 * sees the visit at once. Oldest first.
 */
export function ownCaseEntries(
  records: readonly OutboxRecord[],
  row: CaseRow,
  me: Pick<SignedInStaff, 'id' | 'name' | 'role' | 'number'>,
): readonly OwnEntry[] {
  const found: OwnEntry[] = []
  for (const { operation, status } of records) {
    const entry = operation.author === me.id ? entryOf(operation, row, me) : null
    if (entry !== null) found.push({ entry, status: status.kind })
  }
  return found.sort((a, b) => a.entry.at - b.entry.at)
}

/** The cloud's thread with this device's own on top; what both have is the cloud's. */
export function mergedThread(cloud: readonly CaseEntry[], own: readonly OwnEntry[]): readonly CaseEntry[] {
  const known = new Set(cloud.map(({ id }) => id))
  const mine = own.filter(({ entry }) => !known.has(entry.id)).map(({ entry }) => entry)
  return [...cloud, ...mine].sort((a, b) => a.at - b.at)
}

/** The ones that are still on their way, or came back. */
export function statusById(own: readonly OwnEntry[]): ReadonlyMap<OperationId, RecordStatus['kind']> {
  return new Map(own.filter(({ status }) => status !== 'delivered').map(({ entry, status }) => [entry.id, status]))
}

function entryOf(operation: Operation, row: CaseRow, me: Person): CaseEntry | null {
  // No device knows yet when the cloud will have it.
  const base = { id: operation.id, at: operation.at, receivedAt: operation.at, late: false, by: me }
  switch (operation.type) {
    case 'dissuasion.accept':
      return operation.body.caseId === row.id ? { kind: 'accept', ...base } : null
    case 'dissuasion.transfer':
      return operation.body.caseId === row.id
        ? { kind: 'transfer', ...base, to: personOf(row, operation.body.to), reason: operation.body.reason }
        : null
    case 'dissuasion.attempt':
      return operation.body.caseId === row.id ? { ...attemptOf(operation, row), ...base } : null
    default:
      return null
  }
}

function attemptOf(
  { body }: OperationOf<'dissuasion.attempt'>,
  row: CaseRow,
): Omit<AttemptEntry, 'id' | 'at' | 'receivedAt' | 'late' | 'by'> {
  return {
    kind: 'attempt',
    startedAt: body.startedAt,
    met: body.met,
    result: body.result,
    with: (body.with ?? []).map((id) => personOf(row, id)).filter((person) => person !== null),
    answers: body.answers ?? {},
    fraudType: body.fraudType ?? null,
    amount: body.amount ?? null,
    advised: body.advised ?? [],
    residence: body.residence ?? null,
    nextVisitAt: body.nextVisitAt ?? null,
    note: body.note ?? null,
    minutes: body.minutes ?? null,
    photos: (body.photos ?? []).map((photo) => ({ ...photo, arrived: false })),
    attached: false,
  }
}

/** A row names its team without their numbers, which the thread does not show either. */
function personOf({ leader, workers, companions }: CaseRow, id: StaffId): Person | null {
  const team = [...(leader === null ? [] : [leader]), ...workers, ...companions]
  const found = team.find((person) => person.id === id)
  return found === undefined ? null : { ...found, number: '' }
}
