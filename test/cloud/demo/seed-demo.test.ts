import type { Database } from '#cloud/db/database'
import { seedDemo } from '#cloud/demo/seed-demo'
import { tryFirst } from '#cloud/demo/try-first'
import { verifyChain } from '#cloud/operations/verify-chain'
import { staffOf } from '#cloud/operations/working-set'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { activitiesOf, readDay, stopsOf } from '#cloud/queries/read-day'
import type { UnitId } from '#domain/ids'
import { outreachMinutes } from '#domain/minutes'
import { currentPolicy } from '#domain/minutes-policy'
import type { Staff } from '#domain/staff'
import { dayOf } from '#domain/time'
import { type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

const TEN_AT_NIGHT = Date.parse('2021-04-29T21:40:00+08:00')
const qfy = 'qfy' as UnitId

let database: Database
let context: TestContext

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database, 'demo')
  context.clock.time = TEN_AT_NIGHT
  await seedDemo(context)
}, 120_000)
afterAll(() => database.close())

async function secretaryOf(unit: UnitId): Promise<Staff> {
  const row = await context.db
    .selectFrom('staff')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('role', '=', 'secretary')
    .executeTakeFirstOrThrow()
  return staffOf({ ...row })
}

describe('the demonstration street', () => {
  it('has six communities, some six thousand doors and forty people', async () => {
    const units = await context.db.selectFrom('unit').selectAll().execute()
    expect(units.filter(({ kind }) => kind === 'community')).toHaveLength(6)
    expect(units.every(({ demo }) => demo)).toBe(true)
    const { doors } = await context.db
      .selectFrom('door')
      .select(({ fn }) => fn.countAll<number>().as('doors'))
      .executeTakeFirstOrThrow()
    expect(doors).toBeGreaterThan(5500)
    const staff = await context.db.selectFrom('staff').selectAll().execute()
    expect(staff.length).toBeGreaterThanOrEqual(40)
    expect(new Set(staff.map(({ number }) => number)).size).toBe(staff.length)
  })

  it('has a log without a gap whose chain holds to the unit’s head', async () => {
    for (const { unit_id, seq } of await context.db.selectFrom('unit_head').selectAll().execute()) {
      expect(await verifyChain(context.db, unit_id)).toEqual({ kind: 'intact', rows: seq })
    }
  })

  it('keeps figures that a recomputation from the records gives again', async () => {
    const rows = await context.db.selectFrom('unit_day').selectAll().execute()
    expect(rows.length).toBeGreaterThan(6 * 25)
    for (const row of rows) {
      const records = await readDay(context.db, row.unit_id, row.day)
      const explained = outreachMinutes(stopsOf(records), activitiesOf(records), row.day, currentPolicy)
      expect([row.activity_ms, row.person_ms, row.broadcast_ms]).toEqual([
        explained.activityTime,
        explained.personTime,
        explained.broadcastTime,
      ])
    }
  })

  it('counts at doors and buildings what their visits say', async () => {
    const visits = (await context.db.selectFrom('visit').selectAll().execute()).filter(({ undone }) => !undone)
    const byDoor = new Map<string, typeof visits>()
    for (const visit of visits)
      byDoor.set(`${visit.unit_id} ${visit.door_id}`, [
        ...(byDoor.get(`${visit.unit_id} ${visit.door_id}`) ?? []),
        visit,
      ])
    const doors = await context.db.selectFrom('door').selectAll().execute()
    for (const door of doors) {
      const own = (byDoor.get(`${door.unit_id} ${door.door_id}`) ?? []).sort((a, b) => b.at - a.at)
      expect([door.visits, door.last_at, door.memory[0]?.outcome]).toEqual([
        own.length,
        own[0]?.at ?? null,
        own[0]?.outcome,
      ])
    }
    for (const building of await context.db.selectFrom('building').selectAll().execute()) {
      const own = doors.filter((door) => door.unit_id === building.unit_id && door.building_id === building.building_id)
      const last = own.flatMap(({ last_at }) => last_at ?? [])
      expect([building.doors, building.visited, building.met, building.last_visit_at]).toEqual([
        own.length,
        own.filter(({ visits }) => visits > 0).length,
        own.filter(({ met }) => met > 0).length,
        last.length === 0 ? null : Math.max(...last),
      ])
    }
  })

  it('leaves today in 青枫苑社区 short of 60 and unknown, for a device still holds records', async () => {
    const answer = await day(context, await secretaryOf(qfy), { action: 'day', unit: qfy, day: dayOf(TEN_AT_NIGHT) })
    if (!answer.ok) throw new Error(answer.problem.title)
    expect(answer.answer.activityMinutes).toBeGreaterThan(10)
    expect(answer.answer.activityMinutes).toBeLessThan(60)
    expect(answer.answer.status).toBe('unknown')
    expect(answer.answer.waiting).toEqual([expect.objectContaining({ pending: 6 })])
  })

  it('shows days that were met and days that were not, late records, amended and undone ones, stickers over the stock', async () => {
    const days = await context.db.selectFrom('unit_day').selectAll().where('unit_id', '=', qfy).execute()
    const met = days.filter(({ activity_ms }) => activity_ms >= 3_600_000).length
    expect(met).toBeGreaterThan(days.length / 2)
    expect(met).toBeLessThan(days.length)
    const visits = await context.db.selectFrom('visit').selectAll().where('unit_id', '=', qfy).execute()
    expect(visits.some(({ late }) => late)).toBe(true)
    expect(visits.some(({ version }) => version > 1)).toBe(true)
    expect(visits.some(({ undone }) => undone)).toBe(true)
    const handOuts = await context.db.selectFrom('hand_out').selectAll().execute()
    expect(handOuts.some(({ over_stock }) => over_stock)).toBe(true)
  })

  it('offers a grid worker of 青枫苑社区 first to whoever tries it, then a volunteer, then the secretary', async () => {
    const staff = await context.db.selectFrom('staff').selectAll().orderBy('unit_id').orderBy('staff_id').execute()
    const people = staff.map(({ unit_id: unitId, role }) => ({ unitId, role })).sort(tryFirst)
    expect(people.slice(0, 7).map(({ unitId, role }) => `${unitId} ${role}`)).toEqual([
      ...Array.from({ length: 4 }, () => 'qfy grid'),
      ...Array.from({ length: 2 }, () => 'qfy volunteer'),
      'qfy secretary',
    ])
  })

  it('has a building to go on with, a building nobody owns and appointments due today', async () => {
    const answer = await coverage(context, await secretaryOf(qfy), { action: 'coverage', unit: qfy, staleDays: 7 })
    if (!answer.ok) throw new Error(answer.problem.title)
    expect(answer.answer.buildings.some(({ visited, doors }) => visited > 0 && visited < doors)).toBe(true)
    expect(answer.answer.buildings.some(({ owners }) => owners.length === 0)).toBe(true)
    const doors = await context.db.selectFrom('door').selectAll().where('unit_id', '=', qfy).execute()
    const due = doors.filter(
      ({ memory }) => memory[0]?.comeBackAt != null && dayOf(memory[0].comeBackAt) === dayOf(TEN_AT_NIGHT),
    )
    expect(due.length).toBeGreaterThan(0)
  })

  it('is not planted twice, nor beside anybody’s data', async () => {
    const before = await context.db
      .selectFrom('operation')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    await seedDemo(context)
    const after = await context.db
      .selectFrom('operation')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })
})

describe('an empty database that is not for demonstration', () => {
  it('stays empty', async () => {
    const real = await openTestDatabase()
    await seedDemo(testContext(real))
    expect(await real.kysely.selectFrom('unit').selectAll().execute()).toEqual([])
    await real.close()
  }, 60_000)
})
