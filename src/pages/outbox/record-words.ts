import type { Operation } from '#contract/operation'
import type { DoorId, OperationId } from '#domain/ids'
import { engine } from '#stores/field-store'
import { findDoor } from '#stores/short-list'
import type { DoorView } from '#sync/engine-api'
import { clockTime } from '#words/format'
import { audienceWord, channelWord, leafletWord } from '#words/labels'
import { doorWord } from '#words/place'
import { visitWords } from '#words/visit'

export interface RecordWords {
  readonly title: string
  readonly detail: string
}

/** A record as its author would tell it. */
export function recordWords(operation: Operation, held: readonly (readonly DoorView[])[]): RecordWords {
  switch (operation.type) {
    case 'visit.log':
      return { title: `走访 ${placeOf(operation.body.doorId, held)}`, detail: visitWords(operation.body) }
    case 'visit.amend':
      return {
        title: `更正 ${placeOfVisit(operation.body.visitId, held)}`,
        detail: `${visitWords(operation.body)} · 原因：${operation.body.reason}`,
      }
    case 'visit.undo':
      return { title: `撤销 ${placeOfVisit(operation.body.visitId, held)}`, detail: '' }
    case 'leaflet.hand-out': {
      const { kind, quantity, place, audience } = operation.body
      return { title: `发放 ${leafletWord[kind]} ${quantity} 份`, detail: `${place} · ${audienceWord[audience]}` }
    }
    case 'leaflet.return':
      return { title: `退回 ${leafletWord[operation.body.kind]} ${operation.body.quantity} 份`, detail: '' }
    case 'leaflet.issue':
      return { title: `发给人员 ${leafletWord[operation.body.kind]} ${operation.body.quantity} 份`, detail: '' }
    case 'activity.log': {
      const { channel, from, to, place } = operation.body
      return { title: channelWord[channel], detail: `${place} · ${clockTime(from)}–${clockTime(to)}` }
    }
    case 'staff.assign':
      return { title: '人员分工', detail: '' }
    default:
      return operation satisfies never
  }
}

function placeOf(id: DoorId, held: readonly (readonly DoorView[])[]): string {
  const door = findDoor(held, id)
  if (door === null) return id
  const building = engine()
    .buildings()
    .find(({ row }) => row.id === door.buildingId)
  return `${building === undefined ? '' : `${building.row.name} `}${doorWord(door)}`
}

function placeOfVisit(id: OperationId, held: readonly (readonly DoorView[])[]): string {
  const visit = engine()
    .records()
    .find(({ operation }) => operation.id === id)?.operation
  return visit?.type === 'visit.log' ? placeOf(visit.body.doorId, held) : '走访记录'
}
