import * as v from 'valibot'
import { contentHash } from '#cloud/operations/canonical'
import type { LogRow } from '#cloud/operations/log'
import { SERVER } from '#cloud/operations/server-id'
import { operationId } from '#contract/scalars'
import { DAY } from '#domain/time'
import { type Random, seededUuid } from './random'
import type { Town } from './town'

/** A unit's log opens with where its doors and people came from, as after an import; the day before the first record. */
export function openingEntries(
  { unit, opened, buildings, staff, grids }: Town,
  rng: Random,
): readonly Omit<LogRow, 'seq' | 'hash'>[] {
  const houses = {
    type: 'ledger.import',
    fileName: '演示数据',
    added: buildings.reduce((sum, { doors }) => sum + doors.length, 0),
    known: 0,
    buildings: buildings.map(({ id, kind, compound, name }) => ({ id, kind, compound, name })),
  }
  const roster = {
    type: 'roster.import',
    fileName: '演示数据',
    added: staff.length,
    known: 0,
    grids: grids.map(({ id, name }) => ({ id, name })),
    staff: staff.map(({ id, role, number, scope }) => ({ id, role, number, scope })),
  }
  return [houses, roster]
    .filter(({ added }) => added > 0)
    .map((content, index) => {
      const at = opened - DAY / 2 + index * 1000
      const id = v.parse(operationId, seededUuid(at, rng))
      return {
        unit_id: unit.id,
        operation_id: id,
        type: content.type,
        staff_id: SERVER,
        device_id: 'server',
        subject: id,
        at,
        received_at: at,
        content,
        content_hash: contentHash(content),
      }
    })
}
