import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { compareRooms } from '#domain/building'
import type { BuildingId, DoorId, UnitId } from '#domain/ids'
import { type DoorAddress, readAddress } from './address'
import { buildingName } from './building-name'
import { tidyCell } from './tidy-cell'

/** A door that an address may mean. */
export interface MatchedDoor {
  readonly unitId: UnitId
  readonly doorId: DoorId
  readonly buildingId: BuildingId
  readonly compound: string
  readonly building: string
  readonly stairwell: number | null
  readonly room: string
}

export interface AddressMatch {
  /** The one door that it names, and no other could be meant. */
  readonly exact: MatchedDoor | null
  /** What else it may mean, best first; empty beside an exact one. */
  readonly candidates: readonly MatchedDoor[]
}

const MOST_CANDIDATES = 8
const nothing: AddressMatch = { exact: null, candidates: [] }

type KnownBuilding = Pick<MatchedDoor, 'unitId' | 'buildingId' | 'compound'> & { readonly name: string }
type KnownDoor = Pick<MatchedDoor, 'unitId' | 'buildingId' | 'doorId' | 'stairwell' | 'room'>

/** An address with the buildings that bear its number, whatever compound they stand in. */
interface Meant {
  readonly address: DoorAddress
  readonly buildings: readonly KnownBuilding[]
}

/**
 * The doors of some units that addresses mean, in two statements however many there are. One answer an address, in their order.
 * Nothing is guessed: where the stairwell or the compound does not fit, the door is a candidate and a person decides.
 */
export async function matchDoors(
  db: Kysely<Tables>,
  unitIds: readonly UnitId[],
  addresses: readonly string[],
): Promise<readonly AddressMatch[]> {
  const read = addresses.map((text) => readAddress({ building: '', stairwell: '', room: tidyCell(text) }))
  if (unitIds.length === 0 || read.every(({ kind }) => kind === 'none')) return read.map(() => nothing)
  const known = await db
    .selectFrom('building')
    .select(['unit_id as unitId', 'building_id as buildingId', 'compound', 'name'])
    .where('unit_id', 'in', unitIds)
    .execute()
  const meant = read.map((reading) => (reading.kind === 'door' ? buildingsOf(reading.door, known) : null))
  const doors = await doorsOf(db, meant)
  return meant.map((one) => (one === null ? nothing : matched(one, doors)))
}

function buildingsOf(address: DoorAddress, known: readonly KnownBuilding[]): Meant {
  const name = buildingName(address.building)
  return { address, buildings: known.filter((building) => building.name === name) }
}

/** The doors in those buildings that bear those numbers, by building. */
async function doorsOf(
  db: Kysely<Tables>,
  meant: readonly (Meant | null)[],
): Promise<ReadonlyMap<string, readonly KnownDoor[]>> {
  const wanted = new Map(
    meant.flatMap((one) =>
      (one?.buildings ?? []).map(({ unitId, buildingId }) => {
        const room = one?.address.room ?? ''
        return [`${unitId} ${buildingId} ${room}`, { unit: unitId, building: buildingId, room }] as const
      }),
    ),
  )
  if (wanted.size === 0) return new Map()
  const { rows } = await sql<KnownDoor>`
    select door.unit_id as "unitId", door.building_id as "buildingId", door.door_id as "doorId", door.stairwell, door.room
    from jsonb_to_recordset(${JSON.stringify([...wanted.values()])}::jsonb) as wanted(unit text, building text, room text)
    join door on door.unit_id = wanted.unit and door.building_id = wanted.building and door.room = wanted.room
  `.execute(db)
  const found = new Map<string, KnownDoor[]>()
  for (const row of rows) {
    const key = buildingKey(row)
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return found
}

function matched({ address, buildings }: Meant, doors: ReadonlyMap<string, readonly KnownDoor[]>): AddressMatch {
  const found = buildings.flatMap((building) =>
    (doors.get(buildingKey(building)) ?? [])
      .filter(({ room }) => room === address.room)
      .map((door) => ({
        door: { ...door, compound: building.compound, building: building.name },
        fits: { compound: namesCompound(address, building.compound), stairwell: namesStairwell(address, door) },
      })),
  )
  const right = found.filter(({ fits }) => fits.compound && fits.stairwell)
  const [only] = right
  if (only !== undefined && right.length === 1) return { exact: only.door, candidates: [] }
  const rank = ({ fits }: (typeof found)[number]) => (fits.compound ? 0 : 2) + (fits.stairwell ? 0 : 1)
  const ranked = [...found].sort((a, b) => rank(a) - rank(b) || asTheyStand(a.door, b.door))
  return { exact: null, candidates: ranked.slice(0, MOST_CANDIDATES).map(({ door }) => door) }
}

/** An address may begin with city, street and community: `唯亭街道青枫苑小区`. Without a compound it may be any. */
function namesCompound({ compound }: DoorAddress, known: string): boolean {
  return compound === null || compound.endsWith(known) || compound.endsWith(`${known}小区`)
}

function namesStairwell({ stairwell }: DoorAddress, door: KnownDoor): boolean {
  return stairwell === null || stairwell === door.stairwell
}

function asTheyStand(a: MatchedDoor, b: MatchedDoor): number {
  const [one, other] = [`${a.compound}${a.building}`, `${b.compound}${b.building}`]
  if (one !== other) return one < other ? -1 : 1
  return (a.stairwell ?? 0) - (b.stairwell ?? 0) || compareRooms(a.room, b.room)
}

function buildingKey({ unitId, buildingId }: Pick<KnownDoor, 'unitId' | 'buildingId'>): string {
  return `${unitId} ${buildingId}`
}
