import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import { insertRows } from '../../../src/cloud/db/insert-rows'
import type { Tables } from '../../../src/cloud/db/tables'
import { random, seededUuid } from '../../../src/cloud/demo/random'
import { replay } from '../../../src/cloud/demo/replay'
import { makeTown, type Town, type TownPerson } from '../../../src/cloud/demo/town'
import type { WalkDoor } from '../../../src/cloud/demo/walk'
import { writeUnit } from '../../../src/cloud/demo/write-unit'
import { sha256 } from '../../../src/cloud/operations/canonical'
import { deviceId, sessionId, staffId, unitId } from '../../../src/contract/scalars'
import { inScope } from '../../../src/domain/authorisation'
import { leafletKinds } from '../../../src/domain/leaflet'
import { DAY, dayOf, type Milliseconds } from '../../../src/domain/time'
import type { TestContext } from '../../support/field-fixture'
import { clonedPerson, cloneName, cloneUnit } from '../clone-unit'
import type { SimulateOptions } from './options'

/** A person with a phone, or a secretary with a page, and a session. */
export interface Player {
  readonly person: TownPerson
  readonly token: string
}

export interface SimulatedUnit {
  readonly workers: readonly Player[]
  readonly secretary: Player
}

export interface Ground {
  /** Of which all units are copies: buildings and doors are called alike in each. */
  readonly town: Town
  /** The doors of a worker, by his place in the unit. */
  readonly doors: readonly (readonly WalkDoor[])[]
  readonly units: readonly SimulatedUnit[]
}

const TEMPLATE = 'a00000'
const IN_HAND = 2000

/** Who there is, as yet nowhere but here. */
export function groundOf({ units, workers, buildings, seed }: SimulateOptions, now: Milliseconds): Ground {
  const town = makeTown(template(Math.ceil(workers / units), buildings), dayOf(now), random(seed))
  const doors = town.staff
    .filter(({ role }) => role === 'grid')
    .map((person) =>
      town.buildings
        .filter((one) => inScope(person, one))
        .flatMap((one) => one.doors.map((door) => ({ ...door, kind: one.kind }))),
    )
  return { town, doors, units: Array.from({ length: units }, (_, nth) => playersOf(town, nth + 1, seed)) }
}

/** Units, people, doors, leaflets in hand and sessions, before anything was logged: one unit is made, the others are its copies. */
export async function plantGround(
  context: TestContext,
  { town, units }: Ground,
  seed: number,
  now: Milliseconds,
  say: (line: string) => void,
): Promise<void> {
  const { db } = context
  await db
    .insertInto('unit')
    .values({ unit_id: town.unit.id, name: town.unit.name, kind: 'community', station_id: null })
    .execute()
  const rows = replay(town, [], { station: null, street: null, now, vault: null }, random(seed))
  await db.transaction().execute((trx) => writeUnit(trx, town.unit.id, rows, []))
  await emptyLog(db, town)
  await cloneUnit(db, town.unit.id, units.length, say)
  await db.insertInto('retention_run').columns(['unit_id', 'day', 'at']).expression(purgedOn(db, now)).execute()
  await openSessions(db, units, now)
  await sql`vacuum analyze`.execute(db)
}

function template(workers: number, buildings: number) {
  const grids = Array.from({ length: workers }, (_, nth) => `第${nth + 1}网格`)
  return {
    id: TEMPLATE,
    name: '青枫苑社区',
    kind: 'community' as const,
    station: null,
    grids,
    compounds: [
      {
        name: '青枫苑',
        kind: 'residential' as const,
        buildings: grids.flatMap((_, grid) =>
          Array.from({ length: buildings }, (_, nth) => ({
            name: `${grid * buildings + nth + 1}幢`,
            grid,
            floors: 11,
            stairwells: [2, 2],
          })),
        ),
      },
    ],
    people: [
      ...grids.map((_, grid) => ({
        name: `网格员${grid + 1}`,
        role: 'grid' as const,
        scope: { kind: 'grid' as const, grid },
      })),
      { name: '书记', role: 'secretary' as const, scope: { kind: 'unit' as const } },
    ],
  }
}

/** Every copy's log is its own from the first entry on, so that its chain can be computed anew at the end. */
async function emptyLog(db: Kysely<Tables>, { unit, staff }: Town): Promise<void> {
  await db.deleteFrom('operation').where('unit_id', '=', unit.id).execute()
  await db.updateTable('unit_head').set({ seq: 0, hash: '' }).where('unit_id', '=', unit.id).execute()
  for (const table of ['building', 'door'] as const)
    await db.updateTable(table).set({ seq: 0 }).where('unit_id', '=', unit.id).execute()
  const inHand = { issued: IN_HAND, handed_out: 0, returned: 0, over_stock: 0, seq: 0 }
  await insertRows(
    db,
    'stock',
    staff.flatMap(({ id, role }) =>
      role === 'grid' ? leafletKinds.map((kind) => ({ unit_id: unit.id, staff_id: id, kind, ...inHand })) : [],
    ),
  )
}

/** The night before everything was purged: that is the night's work, and not the evening's. */
const purgedOn = (db: Kysely<Tables>, now: Milliseconds) =>
  db.selectFrom('unit').select(['unit_id', sql<string>`${dayOf(now)}`.as('day'), sql<number>`${now}`.as('at')])

function playersOf(town: Town, nth: number, seed: number): SimulatedUnit {
  const rng = random(seed * 7919 + nth)
  const unit = v.parse(unitId, cloneName(nth))
  const players = town.staff.map((person): Player => {
    const id = v.parse(staffId, clonedPerson(nth, person.id))
    const device = v.parse(deviceId, seededUuid(town.opened, rng))
    return {
      person: { ...person, unitId: unit, id, device },
      token: `${unit}.${randomBytes(24).toString('base64url')}`,
    }
  })
  const secretary = players.find(({ person }) => person.role === 'secretary')
  if (secretary === undefined) throw new Error('no secretary')
  return { workers: players.filter((player) => player !== secretary), secretary }
}

async function openSessions(db: Kysely<Tables>, units: readonly SimulatedUnit[], now: Milliseconds): Promise<void> {
  const AT_ONCE = 500
  for (let from = 0; from < units.length; from += AT_ONCE) {
    const opened = units
      .slice(from, from + AT_ONCE)
      .flatMap(({ workers, secretary }) => [...workers, secretary])
      .map((player) => ({ ...player, session: v.parse(sessionId, randomBytes(16).toString('hex')) }))
    await insertRows(
      db,
      'session',
      opened.map(({ person, session }) => ({
        unit_id: person.unitId,
        session_id: session,
        staff_id: person.id,
        device_id: person.device,
        kind: 'web' as const,
        browser: 'other' as const,
        system: 'other' as const,
        openid: null,
        opened_at: now,
        seen_on: dayOf(now),
        expires_at: now + 30 * DAY,
        revoked_at: null,
        ended_why: null,
        only_types: null,
        refresh_hash: null,
        next_hashes: [],
      })),
    )
    await insertRows(
      db,
      'session_token',
      opened.map(({ person, session, token }) => ({
        unit_id: person.unitId,
        token_hash: sha256(token),
        session_id: session,
        expires_at: now + 30 * DAY,
      })),
    )
  }
}
