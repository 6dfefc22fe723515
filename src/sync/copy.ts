import type { BuildingRow, CaseRow, DayRow, DoorRow, PullAnswer, ScopeGrant, StockRow } from '#contract/pull'
import type { StandingRow } from '#contract/standing'
import type { BuildingId, OperationId } from '#domain/ids'
import { DAY, type Milliseconds } from '#domain/time'
import type { StoredBuilding, StoredCase, StoredIndex } from './stored'

/** What one page of changes does to the device's copy of the cloud. Pure; doing it twice does nothing more. */
export interface PagePlan {
  readonly index: StoredIndex
  /** The held buildings that stay. A building outside goes with the page that took it out of the scope. */
  readonly keeps: (building: string) => boolean
  readonly doors: ReadonlyMap<string, readonly DoorRow[]>
}

export const emptyIndex: StoredIndex = {
  cursor: null,
  scope: null,
  buildings: [],
  stock: [],
  days: [],
  cases: [],
  standing: [],
}

/** A fortnight of days is more than any page of the phone shows. */
const DAYS_KEPT = 14
/** A case that is over stays this long at hand, and no more than so many: the index is one key. The cloud keeps them all. */
const OVER_KEPT: Milliseconds = 30 * DAY
const MOST_OVER = 100

export function planPage(index: StoredIndex, from: string | null, answer: PullAnswer): PagePlan {
  const scope = answer.scope ?? index.scope
  const inScope = scope === null ? null : new Set<string>(scope.buildings)
  const within = (building: string) => inScope === null || inScope.has(building)
  // After the last day, and in another role, nothing of what was known before stays on the device: the cloud begins its list anew
  // with each grant. Only as it is granted: what comes after that is meant to be here.
  const before = answer.scope !== undefined && endsWhatWas(index.scope, answer.scope) ? emptyIndex : index
  const buildings = new Map(before.buildings.filter(({ id }) => within(id)).map((row) => [row.id, row]))
  const stock = new Map(before.stock.map((row) => [row.kind, row]))
  const days = new Map(before.days.map((row) => [row.day, row]))
  const standing = new Map(before.standing.map((row) => [row.id, row]))
  const cases = new Map(before.cases.map((known) => [known.row.id, known]))
  const doors = new Map<BuildingId, DoorRow[]>()
  for (const change of answer.changes) {
    switch (change.kind) {
      case 'building':
        if (within(change.row.id)) keepNewer<BuildingId, BuildingRow>(buildings, change.row.id, change.row)
        break
      case 'door':
        if (within(change.row.buildingId)) addTo(doors, change.row.buildingId, change.row)
        break
      case 'stock':
        keepNewer<StockRow['kind'], StockRow>(stock, change.row.kind, change.row)
        break
      case 'day':
        keepNewer<DayRow['day'], DayRow>(days, change.row.day, change.row)
        break
      case 'standing':
        keepNewer<OperationId, StandingRow>(standing, change.row.id, change.row)
        break
      case 'case':
        keepNewerCase(cases, change.row, answer.serverTime)
        break
      default:
        change satisfies never
    }
  }
  return {
    index: {
      cursor: answer.cursor,
      scope,
      buildings: [...buildings.values()],
      stock: [...stock.values()],
      days: [...days.values()].sort((a, b) => (a.day < b.day ? 1 : -1)).slice(0, DAYS_KEPT),
      cases: withoutOld([...cases.values()], answer.serverTime),
      standing: withoutRemoved([...standing.values()], answer.serverTime),
    },
    // Doors held from before a fresh start have missed what happened between the cursors.
    keeps: (building) => from !== null && within(building),
    doors,
  }
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function endsWhatWas(before: ScopeGrant | null, granted: ScopeGrant): boolean {
  return isNothing(granted) || (before !== null && before.staff.role !== granted.staff.role)
}

/** No building to work in and no community to serve. An officer never has buildings: he is sent cases alone. */
function isNothing({ buildings, staff }: ScopeGrant): boolean {
  return buildings.length === 0 && staff.serves.length === 0
}

/** The whole row takes the earlier one's place: of a team that this person has left, the resident goes with it. */
function keepNewerCase(cases: Map<OperationId, StoredCase>, row: CaseRow, now: Milliseconds): void {
  const known = cases.get(row.id)
  if (known !== undefined && row.seq < known.row.seq) return
  cases.set(row.id, { row, heardAt: known?.row.seq === row.seq ? known.heardAt : now })
}

function withoutOld(cases: readonly StoredCase[], now: Milliseconds): StoredCase[] {
  const stays = new Set(
    cases
      .filter(({ row, heardAt }) => isOver(row) && now - heardAt <= OVER_KEPT)
      .sort((a, b) => b.row.seq - a.row.seq)
      .slice(0, MOST_OVER),
  )
  return cases.filter((known) => !isOver(known.row) || stays.has(known))
}

/** What was taken down stays a while, so that an older row can't put it up again. */
function withoutRemoved(rows: readonly StandingRow[], now: Milliseconds): StandingRow[] {
  return rows.filter(({ removedAt }) => removedAt === null || now - removedAt <= OVER_KEPT)
}

function isOver({ state, part }: CaseRow): boolean {
  return state === 'closed' || part === 'former'
}

/** The building's doors with newer rows in their places; itself when none is newer. */
export function withDoors<T extends StoredBuilding>(building: T, rows: readonly DoorRow[]): T {
  const doors = new Map(building.doors.map((row) => [row.id, row]))
  const changed = rows.filter((row) => keepNewer(doors, row.id, row))
  return changed.length === 0 ? building : { ...building, doors: [...doors.values()] }
}

function keepNewer<K, R extends { readonly seq: number }>(rows: Map<K, R>, key: K, row: R): boolean {
  const known = rows.get(key)
  if (known !== undefined && row.seq < known.seq) return false
  rows.set(key, row)
  return true
}
