import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { change, writeTogether } from '#cloud/db/bulk'
import type { Database } from '#cloud/db/database'
import type { DoorMemory } from '#domain/door'
import type { BuildingId, DoorId, UnitId } from '#domain/ids'
import { building, call, pulled, tokenOf } from '../../support/calls'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { isCitus, openTestDatabase } from '../../support/test-database'

const DOORS = 1500

let database: Database
let context: TestContext
let field: Field

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
  field = await createField(context, { doors: DOORS })
  // Each door remembers three visits, which is the most: ids that no zip makes short.
  const { rows } = await sql<{ readonly unit_id: UnitId; readonly door_id: DoorId; readonly memory: DoorMemory }>`
    select unit_id, door_id, (
      select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'at', 1617000000000 + floor(random() * 1e9), 'outcome',
        (array['met', 'nobody', 'refused'])[1 + floor(random() * 3)::int], 'comeBackAt', null))
      from generate_series(1, 3) where door.door_id is not null) as memory
    from door where unit_id = ${field.unit}`.execute(database.kysely)
  await writeTogether(database.kysely, change('door', rows, ['unit_id', 'door_id'], ['memory']))
})
afterAll(() => database.close())

/** What a new phone asks: pages until there are no more, then the doors of each building. */
async function everything(token: string) {
  const [texts, before]: [string[], number] = [[], database.roundTrips()]
  const ask = async (body: object) => {
    const answer = await call(context, 'sync', { protocol: 2, unit: field.unit, ...body }, token)
    expect(answer.status).toBe(200)
    texts.push(JSON.stringify(answer.body))
    return answer
  }
  const buildings = new Set<BuildingId>()
  let [cursor, scope]: [string | null, string | null] = [null, null]
  for (let more = true; more; ) {
    const page = pulled(await ask({ action: 'pull', device: field.device, pending: 0, cursor, scope }))
    for (const { kind, row } of page.changes) if (kind === 'building') buildings.add(row.id)
    cursor = page.cursor
    scope = page.scope?.hash ?? scope
    more = page.more
  }
  let doors = 0
  for (const id of buildings)
    for (let after: string | null | undefined; after !== null; ) {
      const page = building(await ask({ action: 'building', building: id, after: after ?? null }))
      doors += page.doors.length
      after = page.next
    }
  const zipped = texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
  return { doors, requests: texts.length, statements: database.roundTrips() - before, zipped }
}

test('a worker’s new phone gets 3,000 doors in one page and one call for 500 doors, two statements each, below 600 KB zipped', async () => {
  const { doors, requests, statements, zipped } = await everything(await tokenOf(context, field.worker))
  expect(doors).toBe(2 * DOORS)
  expect(requests).toBe(1 + (2 * DOORS) / 500)
  expect(statements).toBeLessThanOrEqual(2 * requests + (isCitus() ? 2 : 1))
  expect(zipped).toBeLessThan(600 * 1024)
})
