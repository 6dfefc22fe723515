import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { sync } from '#cloud/handlers/sync'
import { sha256 } from '#cloud/operations/canonical'
import { standingItem } from '#cloud/operations/standing-paper'
import { unknownDevice } from '#cloud/session/device-seen'
import { problemAnswer } from '#contract/problem'
import type { BuildingRow, DoorRow } from '#contract/pull'
import { sessionId } from '#contract/scalars'
import type { StaffId } from '#domain/ids'
import { noStock } from '#domain/leaflet'
import { dayOf } from '#domain/time'
import { testContext } from './field-fixture'
import { idAt } from './operation-ids'
import type { World } from './phone'
import { device, smallTown, unit, worker } from './small-town'
import { DOORS, HOUSES } from './story-steps'
import type { WatchedCloud } from './sync-story'

const secretary = worker(9)
const sessionOf = (id: StaffId) => v.parse(sessionId, sha256(id).slice(0, 32))
const FAR = Date.UTC(2090, 0)

/** The cloud's own handlers on a real database, emptied for each story. */
export async function resetRealCloud(database: Database, startedAt: number): Promise<(world: World) => WatchedCloud> {
  const context = testContext(database)
  context.clock.time = startedAt
  const { db } = context
  for (const table of [
    'operation',
    'held',
    'device',
    'session',
    'session_token',
    'visit',
    'hand_out',
    'activity',
    'stock',
    'staff_day',
    'unit_day',
    'channel_day',
    'paper',
    'door',
    'building',
    'staff',
    'grid',
    'unit_head',
    'unit',
  ])
    await sql`delete from ${sql.table(table)}`.execute(db)
  const town = smallTown(HOUSES, DOORS)
  await db.insertInto('unit').values({ unit_id: unit, name: '青枫苑社区', kind: 'community', demo: false }).execute()
  await db.insertInto('unit_head').values({ unit_id: unit, seq: 0, hash: '' }).execute()
  await db
    .insertInto('building')
    .values(
      town.buildings.map(({ id, kind, compound, name }) => ({
        unit_id: unit,
        building_id: id,
        kind,
        compound,
        name,
        grid_id: null,
        doors: DOORS,
        last_visit_at: null,
        seq: 0,
      })),
    )
    .execute()
  await db
    .insertInto('door')
    .values(
      town.doors.map(({ id, buildingId, stairwell, floor, room }) => ({
        unit_id: unit,
        door_id: id,
        building_id: buildingId,
        stairwell,
        floor,
        room,
        last_at: null,
        seq: 0,
      })),
    )
    .execute()
  const person = (id: StaffId, role: 'grid' | 'secretary') => ({
    unit_id: unit,
    staff_id: id,
    name: '王芳',
    role,
    number: '07',
    from_day: null,
    to_day: null,
    active: true,
    roster_key: id,
    openid: null,
    scope: JSON.stringify(
      role === 'secretary'
        ? { kind: 'unit' }
        : { kind: 'buildings', buildingIds: town.buildings.map((building) => building.id) },
    ),
  })
  await db
    .insertInto('staff')
    .values([person(worker(1), 'grid'), person(worker(2), 'grid'), person(secretary, 'secretary')])
    .execute()
  await db
    .insertInto('session')
    .values(
      [worker(1), worker(2), secretary].map((id) => ({
        unit_id: unit,
        session_id: sessionOf(id),
        staff_id: id,
        device_id: device(1),
        kind: 'web' as const,
        ...unknownDevice,
        openid: null,
        opened_at: startedAt,
        seen_on: dayOf(startedAt),
        expires_at: FAR,
        revoked_at: null,
        refresh_hash: null,
        next_hashes: '[]',
      })),
    )
    .execute()
  await db
    .insertInto('session_token')
    .values(
      [worker(1), worker(2), secretary].map((id) => ({
        unit_id: unit,
        token_hash: sha256(`${unit}.${id}`),
        session_id: sessionOf(id),
        expires_at: FAR,
      })),
    )
    .execute()

  const call = async (staff: StaffId, body: unknown) => {
    const { body: answer } = await sync({
      context,
      body: JSON.parse(JSON.stringify(body)),
      token: `${unit}.${staff}`,
      openid: null,
    })
    const refused = v.safeParse(problemAnswer, answer)
    return refused.success
      ? ({ kind: 'problem', problem: refused.output.problem } as const)
      : ({ kind: 'answer', body: JSON.parse(JSON.stringify(answer)) } as const)
  }
  const issue = {
    id: idAt(1, 999),
    unit,
    author: secretary,
    device: device(9),
    at: startedAt,
    elapsed: 0,
    offset: 0,
    type: 'leaflet.issue',
    body: { to: worker(1), kind: 'flyer', quantity: 10 },
  }
  await call(secretary, { action: 'push', protocol: 1, unit, device: device(9), pending: 0, operations: [issue] })

  const one = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(db)).rows[0]
  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the cloud has no such row')
    return value
  }
  return (world) => ({
    call(staff, body) {
      context.clock.time = world.now
      return call(staff, body)
    },
    seqOf: async (id) => (await one(sql<{ seq: number }>`select seq from operation where operation_id = ${id}`))?.seq,
    isHeld: async (id) => (await one(sql`select 1 from held where operation_id = ${id}`)) !== undefined,
    logLength: async () => (await one(sql<{ n: number }>`select count(*)::int as n from operation`))?.n ?? 0,
    door: async (id) =>
      must(
        await one(
          sql<DoorRow>`select door_id as id, building_id as "buildingId", stairwell, floor, room, memory, seq from door where door_id = ${id}`,
        ),
      ),
    building: async (id) =>
      must(
        await one(
          sql<BuildingRow>`select building_id as id, kind, compound, name, grid_id as "gridId", doors, visited, met, seq from building where building_id = ${id}`,
        ),
      ),
    stock: async (staff, kind) =>
      (await one(
        sql<{
          issued: number
          handedOut: number
          returned: number
        }>`select issued, handed_out as "handedOut", returned from stock where staff_id = ${staff} and kind = ${kind}`,
      )) ?? noStock,
    union: async (day) =>
      (await one(sql<{ attended: [number, number][] }>`select attended from unit_day where day = ${day}`))?.attended ??
      [],
    standing: async () => {
      const papers = await db
        .selectFrom('paper')
        .selectAll()
        .where('kind', '=', 'standing')
        .where('state', '=', 'up')
        .execute()
      return papers.map((paper) => ({ id: paper.paper_id, ...standingItem(paper), seq: paper.seq }))
    },
    setScope: async (staff, buildings) => {
      await db
        .updateTable('staff')
        .set({ scope: JSON.stringify({ kind: 'buildings', buildingIds: buildings }) })
        .where('staff_id', '=', staff)
        .execute()
    },
  })
}
