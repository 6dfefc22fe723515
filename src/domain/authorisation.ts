import type { BuildingId, GridId, StaffId, UnitId } from './ids'
import { onDuty, type Role, type Staff } from './staff'
import type { LocalDate } from './time'

/** Everything a person may do. Operations carry the name they have on the wire. */
export const actions = [
  'visit.log',
  'visit.amend',
  'visit.undo',
  'leaflet.issue',
  'leaflet.hand-out',
  'leaflet.return',
  'activity.log',
  'staff.assign',
  'ledger.import',
  'building.read', // a building's doors and their memory
  'day.read', // a unit's minutes, calendar and the reasons behind them
  'coverage.read',
  'record.read', // a record with its history
  'staff.read',
  'stock.read',
  'alert.enter',
  'alert.match',
  'alert.label', // 前科 · 高危地区
  'dissuasion.call',
  'dissuasion.dispatch',
  'dissuasion.accept',
  'dissuasion.transfer',
  'dissuasion.attempt',
  'dissuasion.confirm',
  'dissuasion.return',
  'dissuasion.follow-up',
  'dissuasion.close',
  'dissuasion.reopen',
  'dissuasion.conclude', // 管控结论
  'resident.reveal',
  'case.read', // a case, as the person may know it
  'police.read', // what only the police may know of it, and everything of a unit's cases
] as const
export type Action = (typeof actions)[number]

/** What it is done to. Facts come from the server's own data, never from the request. */
export interface Subject {
  readonly unitId: UnitId
  /** For what happens in a building: where it is, and whose grid. */
  readonly building?: { readonly id: BuildingId; readonly gridId: GridId | null }
  /** For what belongs to a person: a record's author, a stock's owner. */
  readonly owner?: StaffId
  /** The station that serves the unit. */
  readonly station?: UnitId | null
  /** For a case: everybody who is of its team, or was once. */
  readonly people?: readonly StaffId[]
}

type Reach =
  | 'no'
  | 'own-building' // inside the person's scope
  | 'own' // the person's own record or stock
  | 'unit' // anything in the person's unit
  | 'case' // a case the person was sent to
  | 'station' // anything in a unit that the person's station serves

/** role × action. One row an action, so that a change of rights is one line to read. */
const table: Readonly<Record<Action, Readonly<Record<Role, Reach>>>> = {
  'visit.log': {
    grid: 'own-building',
    volunteer: 'own-building',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'visit.amend': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'own',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'visit.undo': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'own',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'leaflet.issue': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'leaflet.hand-out': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'own',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'leaflet.return': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'own',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'activity.log': {
    grid: 'unit',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'staff.assign': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'ledger.import': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'building.read': {
    grid: 'own-building',
    volunteer: 'own-building',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'day.read': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'coverage.read': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'record.read': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'staff.read': {
    grid: 'no',
    volunteer: 'no',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'stock.read': {
    grid: 'own',
    volunteer: 'own',
    police: 'no',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'alert.enter': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'alert.match': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'alert.label': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.call': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.dispatch': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.accept': {
    grid: 'case',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.transfer': {
    grid: 'case',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.attempt': {
    grid: 'case',
    volunteer: 'case',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.confirm': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.return': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.follow-up': {
    grid: 'case',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.close': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.reopen': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'dissuasion.conclude': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'resident.reveal': {
    grid: 'case',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'case.read': {
    grid: 'case',
    volunteer: 'case',
    police: 'station',
    secretary: 'unit',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
  'police.read': {
    grid: 'no',
    volunteer: 'no',
    police: 'station',
    secretary: 'no',
    street: 'no',
    inspector: 'no',
    leader: 'no',
  },
}

/** The one question every operation and query asks. `today` is the server's day: a volunteer's last day is the last one. */
export function can(actor: Staff, action: Action, subject: Subject, today: LocalDate): boolean {
  if (!onDuty(actor, today)) return false
  const reach = table[action][actor.role]
  // The one right that reaches into another unit: an alert lives in the community that must act on it.
  if (reach === 'station') return subject.station !== undefined && subject.station === actor.unitId
  if (subject.unitId !== actor.unitId) return false
  switch (reach) {
    case 'no':
      return false
    case 'unit':
      return true
    case 'own':
      return subject.owner === actor.id
    case 'case':
      return subject.people?.includes(actor.id) ?? false
    case 'own-building':
      return subject.building !== undefined && inScope(actor, subject.building)
    default:
      return reach satisfies never
  }
}

/** Whether a building belongs to the person's scope. */
export function inScope(
  actor: Pick<Staff, 'scope'>,
  building: { readonly id: BuildingId; readonly gridId: GridId | null },
): boolean {
  switch (actor.scope.kind) {
    case 'unit':
      return true
    case 'grid':
      return building.gridId === actor.scope.gridId
    case 'buildings':
      return actor.scope.buildingIds.includes(building.id)
    case 'none':
      return false
    default:
      return actor.scope satisfies never
  }
}
