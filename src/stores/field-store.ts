import { create } from 'zustand'
import type { ScopeGrant } from '#contract/pull'
import type { BuildingId, OperationId, UnitId } from '#domain/ids'
import type { LocalDate } from '#domain/time'
import { byUrgency } from '#sync/case-order'
import type { CaseView, DoorView, Engine, MinutesSoFar, OutboxRecord, PhotoView, SyncStatus } from '#sync/engine-api'
import { nameFraudTypes } from '#words/fraud'

/**
 * A worker's account has one engine. An officer has one a community that the station serves: each is pulled by its own cursor, and
 * pages see them merged.
 */
interface FieldState {
  readonly engines: readonly Engine[]
  /** Moves with every change in an engine; the hooks below read the engines anew then. */
  readonly version: number
  /** Somebody is signed in, and the key of what lies here is being read. */
  readonly opening: boolean
  /** What of this person's lies here and can't be opened: records, forms. */
  readonly locked: number
}

const useField = create<FieldState>()(() => ({ engines: [], version: 0, opening: false, locked: 0 }))
let unsubscribe: readonly (() => void)[] = []

/** The account's engines; what was attached before is let go first. */
export function attachEngines(engines: readonly Engine[], locked = 0): void {
  detachEngines()
  nameFraudTypes(engines[0]?.scope()?.settings?.fraudTypes ?? null)
  useField.setState(({ version }) => ({ engines, version: version + 1, locked }))
  unsubscribe = engines.map((each) =>
    each.subscribe(() => {
      nameFraudTypes(each.scope()?.settings?.fraudTypes ?? null)
      useField.setState(({ version }) => ({ version: version + 1 }))
    }),
  )
  void syncNow()
}

export function attachEngine(engine: Engine): Engine {
  attachEngines([engine])
  return engine
}

export function detachEngines(): readonly Engine[] {
  const { engines } = useField.getState()
  for (const stop of unsubscribe) stop()
  unsubscribe = []
  for (const each of engines) each.stop()
  useField.setState(({ version }) => ({ engines: [], version: version + 1, opening: false, locked: 0 }))
  return engines
}

/** Engines will follow, as soon as what lies on the device can be read. */
export function awaitEngines(): void {
  detachEngines()
  useField.setState({ opening: true })
}

export function useOpening(): boolean {
  return useField(({ opening }) => opening)
}

export function useLocked(): number {
  return useField(({ locked }) => locked)
}

export function lockedNow(): number {
  return useField.getState().locked
}

/** For events: a page that acts has an account. A worker's only engine. */
export function engine(): Engine {
  const found = engineIfAny()
  if (found === null) throw new Error('no account is signed in')
  return found
}

/** The engine of a unit, for what happens to one of its cases. */
export function engineOf(unit: UnitId): Engine {
  const found = engineIn(unit)
  if (found === null) throw new Error(`no account in ${unit}`)
  return found
}

/** Null: this account keeps nothing of that unit. */
export function engineIn(unit: UnitId): Engine | null {
  return useField.getState().engines.find(({ account }) => account.unit === unit) ?? null
}

/** For what may run before anybody is signed in. */
export function engineIfAny(): Engine | null {
  return useField.getState().engines[0] ?? null
}

/** For an event that only wants to know; idle where no account keeps records. */
export function statusNow(): SyncStatus {
  return mergedStatus(useField.getState().engines)
}

/** Whom the cloud says this is, whenever an engine has changed; an officer is told the same by each of his communities. */
export function whenGranted(tell: (staff: ScopeGrant['staff']) => void): () => void {
  return useField.subscribe(({ engines }) => {
    const staff = engines[0]?.scope()?.staff
    if (staff !== undefined) tell(staff)
  })
}

/** Forms half filled on this device. */
export function formsNow(): number {
  return useField.getState().engines.reduce((sum, each) => sum + each.forms(), 0)
}

/** Sync when there may be something to do; harmless without an account. */
export async function syncNow(): Promise<void> {
  await Promise.all(useField.getState().engines.map((each) => each.sync()))
}

/** Another tab wrote to the storage. */
export function readAnew(): void {
  for (const each of useField.getState().engines) each.refresh()
}

/**
 * A hook. The engine gives the same object while nothing changed, so a component renders again only for what it shows. To know, it
 * reads the storage, which another tab may have written: after each change it is asked once, not at each look of each component.
 */
function ofEngine<K extends readonly string[], T>(
  look: (engine: Engine, ...key: K) => T,
  nothing: T,
): (...key: K) => T {
  const looked = new Map<string, { readonly version: number; readonly value: T }>()
  return (...key) =>
    useField(({ engines: [first], version }) => {
      if (first === undefined) return nothing
      const name = key.join(' ')
      const known = looked.get(name)
      if (known?.version === version) return known.value
      const value = look(first, ...key)
      looked.set(name, { version, value })
      return value
    })
}

const none: readonly never[] = []
const idle: SyncStatus = {
  running: false,
  pending: 0,
  photos: 0,
  quarantined: 0,
  lastDeliveredAt: null,
  lastPulledAt: null,
  offline: false,
  problem: null,
  bytes: 0,
  broken: 0,
}

export const useBuildings = ofEngine((e) => e.buildings(), none)
export const useDoors = ofEngine((e, building: BuildingId) => e.doors(building), null)
export const useRecords = (): readonly OutboxRecord[] => useField(recordsAt)
/** None, and no change of one is heard of, while they are not wanted. */
export const useRecordsWhile = (wanted: boolean): readonly OutboxRecord[] =>
  useField((state) => (wanted ? recordsAt(state) : none))
export const useSyncStatus = (): SyncStatus => useField(({ engines }) => mergedStatus(engines))
export const useScope = ofEngine((e) => e.scope(), null)
export const useStanding = ofEngine((e) => e.standing(), none)
export const useStock = ofEngine((e) => e.stock(), none)
export const useMinutes = ofEngine((e, day: LocalDate): MinutesSoFar | null => e.minutes(day), null)

/** The doors of every building on the device: one array a building, each the same object while nothing in it changed. */
export const useHeldDoors = ofEngine(heldDoors, none)

let lastHeld: readonly (readonly DoorView[])[] = none
function heldDoors(e: Engine): readonly (readonly DoorView[])[] {
  const held = e
    .buildings()
    .map(({ row, held }) => (held ? e.doors(row.id) : null))
    .filter((doors) => doors !== null)
  if (held.length !== lastHeld.length || held.some((doors, index) => doors !== lastHeld[index])) lastHeld = held
  return lastHeld
}

/** A case and whose it is. */
export interface CaseOfUnit extends CaseView {
  readonly unit: UnitId
}

/** Over all engines, by deadline: what is due first comes first, what is done last. */
export const useCases = (): readonly CaseOfUnit[] => useField(({ engines }) => mergedCases(engines))

/** Null: not on this device. */
export function useCase(id: OperationId | null): CaseOfUnit | null {
  return useCases().find(({ row }) => row.id === id) ?? null
}

export const usePhotos = (unit: UnitId): readonly PhotoView[] =>
  useField(({ engines }) => engines.find(({ account }) => account.unit === unit)?.photos() ?? none)

const mergedRecords = memoByParts(
  (engine: Engine) => engine.records(),
  (parts) => parts.flat().sort((a, b) => b.operation.at - a.operation.at),
)
/** As `ofEngine`. */
let records: { readonly version: number; readonly value: readonly OutboxRecord[] } | null = null
function recordsAt({ engines, version }: FieldState): readonly OutboxRecord[] {
  if (records?.version !== version) records = { version, value: mergedRecords(engines) }
  return records.value
}
const mergedCases = memoByParts(
  (engine: Engine) => engine.cases(),
  (parts, engines) =>
    parts
      .flatMap((views, index) => {
        const unit = engines[index]?.account.unit
        return unit === undefined ? [] : views.map((view) => ({ ...view, unit }))
      })
      .sort((a, b) => byUrgency(a.row, b.row)),
)
const mergedStatus = memoByParts(
  (engine: Engine) => engine.status(),
  (statuses) => statuses.reduce(joined, idle),
)

/** All is well only when it is everywhere. */
function joined(a: SyncStatus, b: SyncStatus): SyncStatus {
  if (a === idle) return b
  const oldest = (x: number | null, y: number | null) => (x === null || y === null ? null : Math.min(x, y))
  return {
    running: a.running || b.running,
    pending: a.pending + b.pending,
    photos: a.photos + b.photos,
    quarantined: a.quarantined + b.quarantined,
    lastDeliveredAt: Math.max(a.lastDeliveredAt ?? 0, b.lastDeliveredAt ?? 0) || null,
    lastPulledAt: oldest(a.lastPulledAt, b.lastPulledAt),
    offline: a.offline || b.offline,
    problem: a.problem ?? b.problem,
    bytes: Math.max(a.bytes, b.bytes),
    broken: Math.max(a.broken, b.broken),
  }
}

/** One engine's own object, or a merged one that stays the same while every engine's does. */
function memoByParts<Part, Whole>(
  part: (engine: Engine) => Part,
  merge: (parts: readonly Part[], engines: readonly Engine[]) => Whole,
): (engines: readonly Engine[]) => Whole {
  let last: { readonly parts: readonly Part[]; readonly whole: Whole } | null = null
  return (engines) => {
    const parts = engines.map(part)
    if (last === null || parts.length !== last.parts.length || parts.some((one, index) => one !== last?.parts[index]))
      last = { parts, whole: merge(parts, engines) }
    return last.whole
  }
}
