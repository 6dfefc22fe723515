import { create } from 'zustand'
import type { ScopeGrant } from '#contract/pull'
import type { BuildingId } from '#domain/ids'
import type { LocalDate } from '#domain/time'
import type {
  BuildingView,
  DoorView,
  Engine,
  MinutesSoFar,
  OutboxRecord,
  StockView,
  SyncStatus,
} from '#sync/engine-api'

interface FieldState {
  readonly engine: Engine | null
  /** Moves with every change in the engine; the hooks below read the engine anew then. */
  readonly version: number
}

const useField = create<FieldState>()(() => ({ engine: null, version: 0 }))
let unsubscribe: (() => void) | null = null

/** The account's engine; what was attached before is let go first. */
export function attachEngine(engine: Engine): Engine {
  detachEngine()
  useField.setState(({ version }) => ({ engine, version: version + 1 }))
  unsubscribe = engine.subscribe(() => useField.setState(({ version }) => ({ version: version + 1 })))
  void engine.sync()
  return engine
}

export function detachEngine(): Engine | null {
  const { engine } = useField.getState()
  unsubscribe?.()
  unsubscribe = null
  engine?.stop()
  useField.setState(({ version }) => ({ engine: null, version: version + 1 }))
  return engine
}

/** For events: a page that acts has an account. */
export function engine(): Engine {
  const found = useField.getState().engine
  if (found === null) throw new Error('no account is signed in')
  return found
}

/** For what may run before anybody is signed in. */
export function engineIfAny(): Engine | null {
  return useField.getState().engine
}

/** For an event that only wants to know; idle where no account keeps records. */
export function statusNow(): SyncStatus {
  return useField.getState().engine?.status() ?? idle
}

/** Sync when there may be something to do; harmless without an account. */
export function syncNow(): Promise<void> {
  return useField.getState().engine?.sync() ?? Promise.resolve()
}

/** Another tab wrote to the storage. */
export function readAnew(): void {
  useField.getState().engine?.refresh()
}

/** The engine gives the same object while nothing changed, so a component renders again only for what it shows. */
function useEngine<T>(look: (engine: Engine) => T, nothing: T): T {
  return useField(({ engine }) => (engine === null ? nothing : look(engine)))
}

const none: readonly never[] = []
const idle: SyncStatus = {
  running: false,
  pending: 0,
  quarantined: 0,
  lastDeliveredAt: null,
  lastPulledAt: null,
  offline: false,
  problem: null,
  bytes: 0,
  broken: 0,
}

export const useBuildings = (): readonly BuildingView[] => useEngine((e) => e.buildings(), none)
export const useDoors = (building: BuildingId): readonly DoorView[] | null => useEngine((e) => e.doors(building), null)
export const useRecords = (): readonly OutboxRecord[] => useEngine((e) => e.records(), none)
export const useSyncStatus = (): SyncStatus => useEngine((e) => e.status(), idle)
export const useScope = (): ScopeGrant | null => useEngine((e) => e.scope(), null)
export const useStock = (): readonly StockView[] => useEngine((e) => e.stock(), none)
export const useMinutes = (day: LocalDate): MinutesSoFar | null => useEngine((e) => e.minutes(day), null)

/** The doors of every building on the device: one array a building, each the same object while nothing in it changed. */
export const useHeldDoors = (): readonly (readonly DoorView[])[] => useEngine(heldDoors, none)

let lastHeld: readonly (readonly DoorView[])[] = none
function heldDoors(e: Engine): readonly (readonly DoorView[])[] {
  const held = e
    .buildings()
    .map(({ row, held }) => (held ? e.doors(row.id) : null))
    .filter((doors) => doors !== null)
  if (held.length !== lastHeld.length || held.some((doors, index) => doors !== lastHeld[index])) lastHeld = held
  return lastHeld
}
