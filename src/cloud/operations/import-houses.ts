import { type Selectable, sql, type Transaction } from 'kysely'
import * as v from 'valibot'
import type { Context } from '#cloud/context'
import { insertRows } from '#cloud/db/insert-rows'
import type { Tables } from '#cloud/db/tables'
import type { CompoundPlan, HousePlan } from '#cloud/ledger/house-ledger'
import { buildingId, doorId } from '#contract/scalars'
import type { BuildingId, Seq, StaffId, UnitId } from '#domain/ids'
import { appendServerEntry } from './append-server-entry'
import { lockHead } from './log'
import { nextNumber } from './next-number'

export interface ImportOf<Plan> {
  readonly unitId: UnitId
  readonly author: StaffId
  readonly plan: Plan
  readonly fileName: string
  /** SHA-256 of the file, in hex: the log says which file it was. */
  readonly fileHash: string
  readonly dryRun: boolean
}

export interface Imported {
  readonly added: number
  readonly known: number
}

type BuildingRow = Selectable<Tables['building']>
type DoorRow = Selectable<Tables['door']>
type Known = Pick<BuildingRow, 'building_id' | 'compound' | 'name'>
type KnownDoor = Pick<DoorRow, 'door_id' | 'building_id' | 'stairwell' | 'room'>

interface Additions {
  readonly buildings: readonly Omit<BuildingRow, 'seq'>[]
  readonly doors: readonly Omit<DoorRow, 'seq'>[]
  /** Doors in the file that are there already. They keep their history, whatever the ledger says of them now. */
  readonly known: number
}

/**
 * Adds what a house ledger names and the unit does not have yet, under the unit's lock; the caller's transaction makes it all or
 * nothing. 空置 in a ledger is a remark of its keeper and no visit, so it is not taken over: a door's state is only what somebody
 * saw at the door.
 */
export async function importHouses(
  context: Context,
  trx: Transaction<Tables>,
  request: ImportOf<HousePlan>,
): Promise<Imported> {
  const { unitId } = request
  const head = await lockHead(trx, unitId)
  const { buildings, doors, known } = await additions(trx, unitId, request.plan.compounds)
  if (request.dryRun || doors.length === 0) return { added: doors.length, known }
  const content = {
    type: 'ledger.import',
    fileName: request.fileName,
    fileHash: request.fileHash,
    added: doors.length,
    known,
    buildings: buildings.map(({ building_id, kind, compound, name }) => ({ id: building_id, kind, compound, name })),
    doors: doors.map(({ door_id, stairwell, floor, room }) => ({ id: door_id, stairwell, floor, room })),
  }
  const seq = await appendServerEntry(context, trx, head, {
    unitId,
    author: request.author,
    type: content.type,
    content,
  })
  const withSeq = <Row extends object>(row: Row) => ({ ...row, seq })
  await insertRows(trx, 'building', buildings.map(withSeq))
  await insertRows(trx, 'door', doors.map(withSeq))
  await countDoors(trx, unitId, doors, seq)
  return { added: doors.length, known }
}

/** What of the plan is not there yet, by natural key: compound and name, then stairwell and room. */
async function additions(
  trx: Transaction<Tables>,
  unitId: UnitId,
  compounds: readonly CompoundPlan[],
): Promise<Additions> {
  const knownBuildings: readonly Known[] = await trx
    .selectFrom('building')
    .select(['building_id', 'compound', 'name'])
    .where('unit_id', '=', unitId)
    .execute()
  const knownDoors: readonly KnownDoor[] = await trx
    .selectFrom('door')
    .select(['door_id', 'building_id', 'stairwell', 'room'])
    .where('unit_id', '=', unitId)
    .execute()
  const idOf = new Map(
    knownBuildings.map((building) => [buildingKey(building.compound, building.name), building.building_id]),
  )
  const doorsOf = new Map<BuildingId, KnownDoor[]>()
  for (const door of knownDoors) doorsOf.set(door.building_id, [...(doorsOf.get(door.building_id) ?? []), door])
  let nextBuilding = nextNumber('b', idOf.values())
  const buildings: Omit<BuildingRow, 'seq'>[] = []
  const doors: Omit<DoorRow, 'seq'>[] = []
  let known = 0
  for (const compound of compounds) {
    for (const building of compound.buildings) {
      const existing = idOf.get(buildingKey(compound.name, building.name))
      const id = existing ?? v.parse(buildingId, `b${nextBuilding++}`)
      if (existing === undefined) {
        const counts = { doors: 0, visited: 0, met: 0, last_visit_at: null }
        buildings.push({
          unit_id: unitId,
          building_id: id,
          kind: compound.kind,
          compound: compound.name,
          name: building.name,
          grid_id: null,
          ...counts,
        })
      }
      const own = doorsOf.get(id) ?? []
      const places = new Set(own.map(({ stairwell, room }) => doorKey(stairwell, room)))
      let nextDoor = nextNumber(
        `${id}-`,
        own.map(({ door_id }) => door_id),
      )
      for (const { stairwell, floor, room } of building.doors) {
        if (places.has(doorKey(stairwell, room))) {
          known++
          continue
        }
        const door = v.parse(doorId, `${id}-${nextDoor++}`)
        doors.push({
          unit_id: unitId,
          door_id: door,
          building_id: id,
          stairwell,
          floor,
          room,
          memory: [],
          visits: 0,
          met: 0,
          last_at: null,
        })
      }
    }
  }
  return { buildings, doors, known }
}

/** A building's count grows with its doors, and its row is a change that devices pull. */
async function countDoors(
  trx: Transaction<Tables>,
  unitId: UnitId,
  doors: Additions['doors'],
  seq: Seq,
): Promise<void> {
  const counts = new Map<BuildingId, number>()
  for (const { building_id } of doors) counts.set(building_id, (counts.get(building_id) ?? 0) + 1)
  const json = JSON.stringify([...counts].map(([id, more]) => ({ id, more })))
  await sql`
    update building set doors = building.doors + added.more, seq = ${seq}
    from jsonb_to_recordset(${json}::jsonb) as added(id text, more integer)
    where building.unit_id = ${unitId} and building.building_id = added.id
  `.execute(trx)
}

function buildingKey(compound: string, name: string): string {
  return `${compound}\n${name}`
}

function doorKey(stairwell: number | null, room: string): string {
  return `${stairwell ?? 0}\n${room}`
}
