import { sql } from 'kysely'
import { kindsFor, readChanges } from '#cloud/sync/changes'
import type { Cursor } from '#cloud/sync/cursor'
import { arrive } from '#cloud/sync/scope'
import type { BuildingId, DoorId } from '#domain/ids'
import type { Scope } from '#domain/staff'
import { tokenOf } from '../../support/calls'
import { createField, type Field, newDeviceId, type TestContext, testContext } from '../../support/field-fixture'
import { recordedDatabase } from '../../support/recorded-database'
import { rowsRead } from '../../support/rows-read'
import { isCitus } from '../../support/test-database'

const BUILDINGS = 200
const DOORS = 50
const PAGE = 501

const recorded = recordedDatabase()
let context: TestContext
let field: Field

/** A community of ten thousand doors, of which each changed in a place of the log of its own. */
beforeAll(async () => {
  context = testContext(recorded.database)
  field = await createField(context)
  const { kysely } = recorded.database
  const buildings = Array.from({ length: BUILDINGS }, (_, nth) => `x${nth}` as BuildingId)
  const row = {
    unit_id: field.unit,
    kind: 'residential',
    compound: '青枫苑',
    grid_id: null,
    doors: DOORS,
    seq: 0,
  } as const
  await kysely
    .insertInto('building')
    .values(buildings.map((building_id) => ({ ...row, building_id, name: building_id })))
    .execute()
  for (const [nth, building_id] of buildings.entries())
    await kysely
      .insertInto('door')
      .values(
        Array.from({ length: DOORS }, (_, number) => ({
          unit_id: field.unit,
          door_id: `${building_id}-${number}` as DoorId,
          building_id,
          stairwell: 1,
          floor: 1,
          room: `${number}`,
          last_at: null,
          seq: nth * DOORS + number + 1,
        })),
      )
      .execute()
  await sql`vacuum analyze`.execute(kysely)
})

const all: Scope = {
  kind: 'buildings',
  buildingIds: Array.from({ length: BUILDINGS }, (_, nth) => `x${nth}` as BuildingId),
}

test.each<[string, Scope]>([
  ['named buildings', all],
  ['a whole unit', { kind: 'unit' }],
])('a page takes no more doors from %s than it tells of, however many there are', async (_, scope) => {
  const worker = { ...field.worker, scope }
  const viewer = { staff: worker, unitId: field.unit, stationId: null, streetId: null }
  const read = (cursor: Cursor) =>
    recorded.pool.recorded(() => readChanges(context, viewer, kindsFor(worker, true), cursor, PAGE))
  const cost = async (seq: number) => {
    const statements = await read({ seq, kind: 9, key: '', index: null })
    const connection = await recorded.pool.connect()
    try {
      return await rowsRead(connection, statements, { plannedOnce: true })
    } finally {
      connection.release()
    }
  }
  const others = BUILDINGS + 10
  expect(await cost(1000)).toBeLessThanOrEqual(PAGE + others)
  expect(await cost(BUILDINGS * DOORS - 20)).toBeLessThanOrEqual(20 + others)
})

test('what waits for no disk is the device’s own word alone: the connection’s next commit does', async () => {
  if (isCitus()) return
  const token = await tokenOf(context, field.worker)
  const asked = { unit: field.unit, device: newDeviceId(), pending: 3 }
  const statements = await recorded.pool.recorded(() => arrive(context, { token, openid: null }, asked))
  expect(statements).toHaveLength(1)
  const connection = await recorded.pool.connect()
  try {
    const [statement] = statements
    await connection.query(statement?.sql ?? '', statement?.parameters ?? [])
    const { rows } = await connection.query('show synchronous_commit', [])
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  } finally {
    connection.release()
  }
})
