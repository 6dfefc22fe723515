import { create } from 'zustand'
import type { Location } from '#contract/location'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'
import { type Outcome, UNDO_OFFERED, type VisitContent } from '#domain/visit'
import type { DoorView, SaveResult } from '#sync/engine-api'
import { engine } from './field-store'
import { services } from './services'

/** What the bar at the bottom offers to take back for 10 s. */
export interface Offer {
  readonly visits: readonly { readonly id: OperationId; readonly door: DoorView }[]
  readonly content: VisitContent
}

export const useOffer = create<{ readonly offer: Offer | null }>()(() => ({ offer: null }))
let fading: ReturnType<typeof setTimeout> | null = null

function show(offer: Offer | null): void {
  if (fading !== null) clearTimeout(fading)
  fading = offer === null ? null : setTimeout(() => show(null), UNDO_OFFERED)
  useOffer.setState({ offer })
}

/** The bar goes: its time is over, or the worker has moved on. */
export function closeOffer(): void {
  show(null)
}

export function logVisit(
  door: DoorView,
  content: VisitContent,
  startedAt: Milliseconds,
  location: Location | null,
): SaveResult {
  const result = save(door, content, startedAt, location)
  if (result.kind === 'saved') show({ visits: [{ id: result.id, door }], content })
  return result
}

/** The same outcome at several doors. When the storage is full the first ones stand, and are offered to be taken back. */
export function logVisits(doors: readonly DoorView[], outcome: Outcome): SaveResult | null {
  const visits: { id: OperationId; door: DoorView }[] = []
  let last: SaveResult | null = null
  for (const door of doors) {
    last = save(door, { outcome }, services().now(), null)
    if (last.kind !== 'saved') break
    visits.push({ id: last.id, door })
  }
  if (visits.length > 0) show({ visits, content: { outcome } })
  return last
}

/** Null: there was nothing to take back any more. */
export function undoOffer(): SaveResult | null {
  const { offer } = useOffer.getState()
  let last: SaveResult | null = null
  for (const { id } of offer?.visits ?? []) {
    last = engine().save({ type: 'visit.undo', body: { visitId: id }, after: id })
    if (last.kind !== 'saved') return last
  }
  show(null)
  return last
}

export function amendVisit(visitId: OperationId, content: VisitContent, reason: string): SaveResult {
  const result = engine().save({ type: 'visit.amend', body: { visitId, reason, ...tidy(content) }, after: visitId })
  if (result.kind === 'saved') show(null)
  return result
}

function save(door: DoorView, content: VisitContent, startedAt: Milliseconds, location: Location | null): SaveResult {
  return engine().save({
    type: 'visit.log',
    body: { doorId: door.id, startedAt, ...tidy(content), ...(location === null ? {} : { location }) },
  })
}

/** Only what belongs to the outcome is kept: an appointment's time has no place in a 拒访. */
export function tidy({
  outcome,
  adults,
  topics,
  leaflets,
  note,
  comeBackAt,
  minutes,
}: VisitContent): Omit<OperationOf<'visit.amend'>['body'], 'visitId' | 'reason'> {
  const line = note?.trim() ?? ''
  return {
    outcome,
    ...(outcome === 'met' && adults !== undefined ? { adults } : {}),
    ...(outcome === 'met' && topics !== undefined && topics.length > 0 ? { topics: [...topics] } : {}),
    ...(leaflets !== undefined && leaflets > 0 ? { leaflets } : {}),
    ...(line === '' ? {} : { note: line }),
    ...(outcome === 'again' && comeBackAt !== undefined ? { comeBackAt } : {}),
    ...(outcome === 'met' && minutes !== undefined ? { minutes } : {}),
  }
}
