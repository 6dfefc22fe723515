import type { OperationId } from './ids'
import { dayOf, daysBetween, type Milliseconds } from './time'

/** What can have reached somebody before a crime. */
export const touchKinds = ['alert', 'dissuasion', 'visit', 'leaflet', 'activity', 'broadcast', 'standing'] as const
export type TouchKind = (typeof touchKinds)[number]

/** How near it came, nearest first: the person, the door, the building, the compound 小区, the whole unit. */
export const touchReaches = ['person', 'door', 'building', 'compound', 'unit'] as const
export type TouchReach = (typeof touchReaches)[number]

export interface Touch {
  readonly kind: TouchKind
  readonly reach: TouchReach
  readonly record: OperationId
  readonly at: Milliseconds
  /** Whether somebody was spoken to. */
  readonly met: boolean
  /** Pieces handed over, whatever else it was. */
  readonly leaflets: number
}

/** What ought to have been there, and for how many days before the crime it was not. */
export const gapKinds = ['visit', 'met', 'leaflet', 'activity', 'broadcast', 'alert'] as const
export type GapKind = (typeof gapKinds)[number]

export interface Gap {
  readonly kind: GapKind
  /** Days in Shanghai between the last one and the crime; null: there never was one. */
  readonly days: number | null
}

/** Before the crime, newest first; of the same instant the nearer one first. What came after explains nothing. */
export function touchesBefore<Known extends Touch>(touches: readonly Known[], crimeAt: Milliseconds): readonly Known[] {
  return touches
    .filter(({ at }) => at < crimeAt)
    .sort((a, b) => b.at - a.at || rank(a) - rank(b) || (a.record < b.record ? 1 : -1))
}

function rank({ reach }: Touch): number {
  return touchReaches.indexOf(reach)
}

export function daysBefore(at: Milliseconds, crimeAt: Milliseconds): number {
  return daysBetween(dayOf(at), dayOf(crimeAt))
}

/** With no door known nobody can say that none was ever visited: then that gap is not named. */
export function gapsBefore(touches: readonly Touch[], crimeAt: Milliseconds, doorKnown: boolean): readonly Gap[] {
  const before = touchesBefore(touches, crimeAt)
  return gapKinds.flatMap((kind): readonly Gap[] => {
    const last = before.find((touch) => closes(kind, touch))
    if (last === undefined) return doorKnown || !ofDoor.includes(kind) ? [{ kind, days: null }] : []
    return [{ kind, days: daysBefore(last.at, crimeAt) }]
  })
}

const ofDoor: readonly GapKind[] = ['visit', 'met']

/** A visit to another door of the building closes no gap at this one. */
function closes(kind: GapKind, touch: Touch): boolean {
  const here = touch.reach === 'door' || touch.reach === 'person'
  switch (kind) {
    case 'visit':
      return here && (touch.kind === 'visit' || touch.kind === 'dissuasion')
    case 'met':
      return here && touch.met
    case 'leaflet':
      return touch.kind === 'leaflet' || touch.leaflets > 0
    case 'activity':
      return touch.kind === 'activity'
    case 'broadcast':
      return touch.kind === 'broadcast' || touch.kind === 'standing'
    case 'alert':
      return here && touch.kind === 'alert'
    default:
      return kind satisfies never
  }
}

/** Somebody of the household was spoken to, and the records show when: then nobody is asked. */
export function reachKnown(touches: readonly Touch[], crimeAt: Milliseconds): boolean {
  return touches.some((touch) => touch.at < crimeAt && closes('met', touch))
}
