import type { BuildingRow, DoorRow } from '#contract/pull'
import type { DoorMemory } from '#domain/door'
import type { BuildingId, DoorId, OperationId, StaffId } from '#domain/ids'
import { defaultSettings, dissuasionPolicyOf } from '#domain/street-settings'
import type { LocalDate } from '#domain/time'
import { byUrgency } from './case-order'
import type { CloudCopy } from './cloud-copy'
import type {
  BuildingView,
  CaseView,
  DoorView,
  MinutesSoFar,
  OutboxRecord,
  RecordStatus,
  StandingView,
  StockView,
} from './engine-api'
import type { Flight } from './flight'
import { memo, memoBy } from './memo'
import type { Meta } from './meta'
import type { Outbox } from './outbox'
import { caseWith, recordsByCase } from './overlay-cases'
import { countsWith, memoryWith, newestWaiting, recordsByDoor } from './overlay-doors'
import { minutesWith } from './overlay-minutes'
import { standingWith } from './overlay-standing'
import { stockWith } from './overlay-stock'
import { heldSince, type StoredBuilding, type StoredIndex, type StoredRecord } from './stored'

interface Views {
  records(): readonly OutboxRecord[]
  buildings(): readonly BuildingView[]
  doors(id: BuildingId): readonly DoorView[] | null
  stock(): readonly StockView[]
  cases(): readonly CaseView[]
  standing(): readonly StandingView[]
  minutes(day: LocalDate): MinutesSoFar
}

interface Parts {
  readonly staff: StaffId
  readonly outbox: Outbox
  readonly flight: Flight
  readonly copy: CloudCopy
  readonly meta: Meta
}

const none: readonly StoredRecord[] = []

/** What pages read: the cloud's rows with the own records on top. */
export function createViews({ staff, outbox, flight, copy, meta }: Parts): Views {
  const shown = memo((records: readonly StoredRecord[], leftover: readonly OperationId[], _flights: number) => {
    const left = new Set(leftover)
    return records
      .map((record) => ({ operation: record.operation, status: shownStatus(record, left, flight) }))
      .reverse()
  })
  const records = () => shown(outbox.all(), flight.leftover(), flight.revision())

  const doorsOf = memoBy(
    (_id: BuildingId, building: StoredBuilding, all: readonly StoredRecord[], statuses: readonly OutboxRecord[]) => {
      const own = recordsByDoor(all, building.doors)
      const kinds = new Map(statuses.map(({ operation, status }) => [operation.id, status.kind]))
      return building.doors.map((row) => viewOf(row, own.get(row.id) ?? none, kinds))
    },
  )

  /** Keeps a door's own object while it looks the same, so that a board redraws one door. */
  const before = new Map<DoorId, DoorView>()
  function viewOf(
    row: DoorRow,
    own: readonly StoredRecord[],
    kinds: ReadonlyMap<OperationId, RecordStatus['kind']>,
  ): DoorView {
    const { id, buildingId, stairwell, floor, room } = row
    const waits = newestWaiting(own)
    const waiting = waits ? (kinds.get(waits.operation.id) ?? waits.status.kind) : null
    const view = { id, buildingId, stairwell, floor, room, memory: memoryWith(row, own), waiting }
    const known = before.get(id)
    if (known !== undefined && sameView(known, view)) return known
    before.set(id, view)
    return view
  }

  const buildingViews = memo(
    (index: StoredIndex, all: readonly StoredRecord[], held: string): readonly BuildingView[] => {
      const here = new Set(held.split(' '))
      const touched = new Set(all.flatMap(({ building }) => building ?? []))
      return index.buildings.map((row) => ({
        row: touched.has(row.id) ? counted(row, all) : row,
        held: here.has(row.id),
      }))
    },
  )

  function counted(row: BuildingRow, all: readonly StoredRecord[]): BuildingRow {
    const building = copy.building(row.id)
    // Whether an own visit was a door's first is only known where the doors are.
    if (building === null) return row
    const own = recordsByDoor(all, building.doors)
    return countsWith(
      row,
      building.doors
        .filter(({ id }) => own.has(id))
        .map((door) => ({ row: door, memory: memoryWith(door, own.get(door.id) ?? none) })),
    )
  }

  /** Each case's own object, and the whole list's, while they look the same. */
  let lastCases: readonly CaseView[] = []
  const casesOf = memo(
    (index: StoredIndex, all: readonly StoredRecord[], statuses: readonly OutboxRecord[]): readonly CaseView[] => {
      const own = recordsByCase(all)
      const kinds = new Map(statuses.map(({ operation, status }) => [operation.id, status.kind]))
      const policy = dissuasionPolicyOf(index.scope?.settings ?? defaultSettings)
      const me = { id: staff, grant: index.scope?.staff ?? null, policy }
      const known = new Map(lastCases.map((view) => [view.row.id, view]))
      const views = index.cases
        .map(({ row }): CaseView => {
          const records = own.get(row.id) ?? none
          const waits = newestWaiting(records)
          const waiting = waits ? (kinds.get(waits.operation.id) ?? waits.status.kind) : null
          return sameAs(known.get(row.id), { row: caseWith(row, records, me), waiting })
        })
        .sort((a, b) => byUrgency(a.row, b.row))
      const same = views.length === lastCases.length && views.every((view, at) => view === lastCases[at])
      if (!same) lastCases = views
      return lastCases
    },
  )

  const standingOf = memo(
    (index: StoredIndex, all: readonly StoredRecord[], statuses: readonly OutboxRecord[]): readonly StandingView[] => {
      const kinds = new Map(statuses.map(({ operation, status }) => [operation.id, status.kind]))
      return standingWith(index.standing, all).map(({ row, own }) => {
        const waits = newestWaiting(own)
        return { row, waiting: waits ? (kinds.get(waits.operation.id) ?? waits.status.kind) : null }
      })
    },
  )

  const stockOf = memo((index: StoredIndex, all: readonly StoredRecord[]): readonly StockView[] =>
    stockWith(index.stock, all, staff),
  )
  const minutesOf = memoBy((day: LocalDate, index: StoredIndex, all: readonly StoredRecord[], asOf: number | null) =>
    minutesWith(
      day,
      index.days.find((row) => row.day === day),
      all,
      asOf,
    ),
  )

  return {
    records,
    buildings: () => buildingViews(copy.index(), outbox.all(), [...copy.held()].join(' ')),
    doors(id) {
      const building = copy.index().buildings.some((row) => row.id === id) ? copy.building(id) : null
      return building && doorsOf(id, building, outbox.all(), records())
    },
    stock: () => stockOf(copy.index(), outbox.all()),
    standing: () => standingOf(copy.index(), outbox.all(), records()),
    cases: () => casesOf(copy.index(), outbox.all(), records()),
    minutes: (day) => minutesOf(day, copy.index(), outbox.all(), meta.get().lastPulledAt),
  }
}

function sameAs(known: CaseView | undefined, view: CaseView): CaseView {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(view) ? known : view
}

function shownStatus(
  { operation: { id }, status }: StoredRecord,
  left: ReadonlySet<OperationId>,
  flight: Flight,
): RecordStatus {
  switch (status.kind) {
    case 'saved':
    case 'unconfirmed':
      if (flight.sending(id)) return { kind: 'sending' }
      return left.has(id) || flight.unwritten(id) ? { kind: 'unconfirmed' } : status
    case 'held':
      return { kind: 'held', waitingFor: status.waitingFor, since: heldSince(status) }
    case 'delivered':
    case 'rejected':
      return status
    default:
      return status satisfies never
  }
}

function sameView(a: DoorView, b: DoorView): boolean {
  return (
    a.waiting === b.waiting &&
    a.stairwell === b.stairwell &&
    a.floor === b.floor &&
    a.room === b.room &&
    a.buildingId === b.buildingId &&
    sameMemory(a.memory, b.memory)
  )
}

function sameMemory(a: DoorMemory, b: DoorMemory): boolean {
  return (
    a.length === b.length &&
    a.every((visit, at) => {
      const other = b[at]
      return (
        other !== undefined &&
        visit.id === other.id &&
        visit.at === other.at &&
        visit.outcome === other.outcome &&
        visit.comeBackAt === other.comeBackAt
      )
    })
  )
}
