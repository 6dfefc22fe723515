import type { Selectable } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import { isLate } from '#cloud/operations/occurrence'
import { openContent } from '#cloud/vault/content'
import type { UnitVault } from '#cloud/vault/unit-vault'
import type { CaseEntry } from '#contract/case-query'
import { type OperationOf, operationSchema } from '#contract/operation'
import { caseSteps } from '#domain/dissuasion-policy'
import type { DoorId, StaffId } from '#domain/ids'
import { currentPolicy } from '#domain/minutes-policy'
import type { CaseRecords } from './case-records'
import type { Person } from './people'

export type LoggedRow = Selectable<Tables['operation']>

/** What the entries need beside the log. */
export interface ThreadFacts {
  readonly vault: UnitVault
  readonly people: ReadonlyMap<StaffId, Person>
  readonly records: CaseRecords
  readonly source: Selectable<Tables['dissuasion']>['source']
  /** Where a door is, masked. */
  readonly places: ReadonlyMap<DoorId, string>
}

/** Nothing is left of the words; the entry itself stays. */
const ERASED = '（已按规定删除）'

const escalated = v.object({ body: v.object({ step: v.picklist(caseSteps) }) })

/** Everything that was done to a case, oldest first, as the police may read it; `entrySeen` says what of it others may. */
export function threadOf(log: readonly LoggedRow[], facts: ThreadFacts): readonly CaseEntry[] {
  return log.flatMap((row) => entryOf(row, facts) ?? [])
}

function entryOf(row: LoggedRow, facts: ThreadFacts): CaseEntry | null {
  const base = {
    id: row.operation_id,
    at: row.at,
    receivedAt: row.received_at,
    late: isLate(row.at, row.received_at, currentPolicy),
    by: facts.people.get(row.staff_id) ?? null,
  }
  switch (row.type) {
    // What it says of the resident is in the case's own row.
    case 'alert.enter':
      return { kind: 'entered', ...base, source: facts.source }
    case 'dissuasion.escalate':
      return { kind: 'escalate', ...base, step: v.parse(escalated, row.content).body.step }
    default:
      return operationEntry(base, row, facts)
  }
}

type Base = Pick<CaseEntry, 'id' | 'at' | 'receivedAt' | 'late' | 'by'>

function operationEntry(base: Base, { content }: LoggedRow, { vault, people, records, places }: ThreadFacts) {
  const named = (ids: readonly StaffId[]) => ids.flatMap((id) => people.get(id) ?? [])
  const parsed = v.safeParse(operationSchema, withWords(openContent(content, vault)))
  // What the cloud itself may log about a case one day is no entry that this page knows.
  if (!parsed.success) return null
  const operation = parsed.output
  switch (operation.type) {
    case 'alert.match': {
      const { doorId } = operation.body
      return entry({ kind: 'matched', ...base, place: doorId === null ? null : (places.get(doorId) ?? null) })
    }
    case 'alert.label':
      return entry({ kind: 'labelled', ...base, labels: operation.body.labels })
    case 'dissuasion.call':
      return entry({ kind: 'call', ...base, reached: operation.body.reached, note: operation.body.note ?? null })
    case 'dissuasion.dispatch': {
      const { leader, workers, companions, note } = operation.body
      return entry({
        kind: 'dispatch',
        ...base,
        leader: people.get(leader) ?? null,
        workers: named(workers),
        companions: named(companions),
        note: note ?? null,
      })
    }
    case 'dissuasion.accept':
      return entry({ kind: 'accept', ...base })
    case 'dissuasion.transfer': {
      const { to, reason } = operation.body
      return entry({ kind: 'transfer', ...base, to: people.get(to) ?? null, reason })
    }
    case 'dissuasion.attempt':
      return attemptEntry(base, operation, named, records)
    case 'dissuasion.confirm': {
      const { followUpAt, note } = operation.body
      return entry({ kind: 'confirm', ...base, followUpAt, note: note ?? null })
    }
    case 'dissuasion.return':
      return entry({ kind: 'return', ...base, reason: operation.body.reason })
    case 'dissuasion.follow-up': {
      const { outcome, nextAt, note } = operation.body
      return entry({ kind: 'follow-up', ...base, outcome, nextAt, note: note ?? null })
    }
    case 'dissuasion.close':
      return entry({ kind: 'close', ...base, reason: operation.body.reason, note: operation.body.note })
    case 'dissuasion.reopen':
      return entry({ kind: 'reopen', ...base, reason: operation.body.reason })
    case 'dissuasion.conclude':
      return entry({ kind: 'conclude', ...base, conclusion: operation.body.conclusion })
    case 'resident.reveal': {
      const { reason, note } = operation.body
      return entry({ kind: 'reveal', ...base, reason, note: note ?? null, deviceAt: operation.at })
    }
    default:
      // Everything else in the log has another subject than a case.
      return null
  }
}

/** Says which of the entries it is, where a literal alone would widen. */
function entry(made: CaseEntry): CaseEntry {
  return made
}

function attemptEntry(
  base: Base,
  { id, offset, body }: OperationOf<'dissuasion.attempt'>,
  named: (ids: readonly StaffId[]) => Person[],
  { attempts, arrived }: CaseRecords,
): CaseEntry {
  const row = attempts.find(({ attempt_id }) => attempt_id === id)
  return {
    kind: 'attempt',
    ...base,
    startedAt: row?.started_at ?? Math.min(body.startedAt + (offset ?? 0), base.at),
    met: body.met,
    result: body.result,
    with: named(body.with ?? []),
    answers: body.answers ?? {},
    fraudType: body.fraudType ?? null,
    amount: body.amount ?? null,
    advised: body.advised ?? [],
    residence: body.residence ?? null,
    nextVisitAt: body.nextVisitAt ?? null,
    note: body.note ?? null,
    minutes: body.minutes ?? null,
    photos: (body.photos ?? []).map((photo) => ({ ...photo, arrived: arrived.has(photo.sha256) })),
    attached: row?.attached ?? false,
  }
}

/** Of an entry whose words were erased, what it must hold to be read at all. */
const required: Readonly<Record<string, object>> = {
  'alert.label': { labels: [] },
  'dissuasion.transfer': { reason: ERASED },
  'dissuasion.return': { reason: ERASED },
  'dissuasion.close': { note: ERASED },
  'dissuasion.reopen': { reason: ERASED },
  'dissuasion.conclude': { conclusion: ERASED },
}

function withWords(content: unknown): unknown {
  const parsed = v.safeParse(v.looseObject({ type: v.string(), body: v.looseObject({}) }), content)
  if (!parsed.success) return content
  const { type, body } = parsed.output
  return { ...parsed.output, body: { ...required[type], ...body } }
}

/** Doors that the thread speaks of. */
export function doorsNamed(log: readonly LoggedRow[]): readonly DoorId[] {
  return log.flatMap(({ type, content }) => {
    if (type !== 'alert.match') return []
    const parsed = v.safeParse(operationSchema, content)
    return parsed.success && parsed.output.type === 'alert.match' ? (parsed.output.body.doorId ?? []) : []
  })
}

/** Everybody whom the thread names, but for a team, which the case's own row remembers. */
export function authorsOf(log: readonly LoggedRow[]): readonly StaffId[] {
  return [...new Set(log.map(({ staff_id }) => staff_id))]
}
