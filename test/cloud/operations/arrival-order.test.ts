import type { Database } from '#cloud/db/database'
import type { Operation } from '#contract/operation'
import type { DoorId } from '#domain/ids'
import { MINUTE } from '#domain/time'
import { createField, type Field, NOON, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => {
  context = testContext(database)
})

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  )
}

/** A visit to a door that three others know, two amendments of it, and its undoing; all made in this order on the phone. */
function story(field: Field): { readonly before: Operation[]; readonly parts: Operation[] } {
  const [doorId = 'none' as DoorId] = field.doors(field.buildings[0])
  const visit = (at: number) => field.operation('visit.log', { doorId, startedAt: at, outcome: 'nobody' }, { at })
  const before = [visit(NOON - 50 * MINUTE), visit(NOON - 40 * MINUTE), visit(NOON - 30 * MINUTE)]
  const at = NOON - 20 * MINUTE
  const log = field.operation('visit.log', { doorId, startedAt: at - MINUTE, outcome: 'met', leaflets: 2 }, { at })
  const content = { visitId: log.id, reason: '点错了' } as const
  const first = field.operation('visit.amend', { ...content, outcome: 'refused', minutes: 9 }, { at: at + 10_000 })
  const second = field.operation(
    'visit.amend',
    { ...content, outcome: 'again', comeBackAt: NOON, leaflets: 3 },
    { at: at + 20_000 },
  )
  const undo = field.operation('visit.undo', { visitId: log.id }, { at: at + 30_000 })
  return { before, parts: [log, first, second, undo] }
}

/** Everything that people see of it, without the places in the log, which are those of the arrival. */
async function stateOf(field: Field) {
  const { kysely } = database
  const of = <Row extends object>(rows: readonly Row[]) =>
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).filter(
          ([column]) => !['seq', 'unit_id', 'visit_id', 'content_id', 'staff_id'].includes(column),
        ),
      ),
    )
  const withoutIds = (memory: readonly { readonly id: string }[]) => memory.map(({ id: _, ...rest }) => rest)
  const doors = await kysely
    .selectFrom('door')
    .selectAll()
    .where('unit_id', '=', field.unit)
    .where('visits', '>', 0)
    .execute()
  return {
    visits: of(await kysely.selectFrom('visit').selectAll().where('unit_id', '=', field.unit).orderBy('at').execute()),
    doors: of(doors.map((door) => ({ ...door, memory: withoutIds(door.memory) }))),
    buildings: of(
      await kysely
        .selectFrom('building')
        .selectAll()
        .where('unit_id', '=', field.unit)
        .orderBy('building_id')
        .execute(),
    ),
    stock: of(await kysely.selectFrom('stock').selectAll().where('unit_id', '=', field.unit).execute()),
    days: of(await kysely.selectFrom('unit_day').selectAll().where('unit_id', '=', field.unit).execute()),
    staffDays: of(await kysely.selectFrom('staff_day').selectAll().where('unit_id', '=', field.unit).execute()),
    held: await kysely.selectFrom('held').selectAll().where('unit_id', '=', field.unit).execute(),
  }
}

test('log, two amendments and the undoing end alike in all 24 orders of arrival, one push each', async () => {
  const states = []
  for (const order of permutations([0, 1, 2, 3])) {
    const field = await createField(context)
    const { before, parts } = story(field)
    await field.push(before)
    for (const index of order) {
      const part = parts[index]
      if (part) await field.push([part])
    }
    states.push(await stateOf(field))
  }
  expect(states[0]).toMatchObject({
    visits: [
      { undone: false },
      { undone: false },
      { undone: false },
      { undone: true, version: 3, outcome: 'again', leaflets: 3 },
    ],
    doors: [{ visits: 3, met: 0, last_at: NOON - 30 * MINUTE }],
    buildings: [{ visited: 1, met: 0, last_visit_at: NOON - 30 * MINUTE }, { visited: 0 }, { visited: 0 }],
    stock: [{ handed_out: 0 }],
    held: [],
  })
  expect(states[0]?.doors[0]?.memory).toHaveLength(3)
  for (const state of states) expect(state).toEqual(states[0])
})

test('the order within one batch changes nothing', async () => {
  const states = []
  for (const order of permutations([0, 1, 2, 3])) {
    const field = await createField(context)
    const { before, parts } = story(field)
    const outcomes = await field.push([...order.flatMap((index) => parts[index] ?? []), ...before])
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(7).fill('applied'))
    states.push(await stateOf(field))
  }
  for (const state of states) expect(state).toEqual(states[0])
})

test('an undoing within the minute counts, a later one does not, even when the phone learnt its offset in between', async () => {
  const field = await createField(context)
  const [doorId = 'none' as DoorId, second = 'none' as DoorId] = field.doors(field.buildings[0])
  const log = field.operation(
    'visit.log',
    { doorId, startedAt: NOON - 600_000, outcome: 'met' },
    { at: NOON - 600_000, offset: null },
  )
  const undo = field.operation('visit.undo', { visitId: log.id }, { at: NOON - 560_000, offset: 300_000 })
  const slow = field.operation(
    'visit.log',
    { doorId: second, startedAt: NOON - 600_000, outcome: 'met' },
    { at: NOON - 600_000 },
  )
  const tooLate = field.operation('visit.undo', { visitId: slow.id }, { at: NOON - 600_000 + MINUTE + 1 })
  expect(await field.push([log, undo, slow, tooLate])).toMatchObject([
    { kind: 'applied' },
    { kind: 'applied' },
    { kind: 'applied' },
    { kind: 'rejected', problem: { code: 4222 } },
  ])
})

test('an amendment made after the undoing is turned back; undone twice is undone', async () => {
  const field = await createField(context)
  const { parts } = story(field)
  const [log, , , undo] = parts
  if (log === undefined || undo === undefined) throw new Error('no story')
  await field.push([log, undo])
  const late = field.operation('visit.amend', { visitId: log.id, reason: '再改', outcome: 'met' })
  const again = field.operation('visit.undo', { visitId: log.id }, { at: undo.at + 1000 })
  expect(await field.push([late, again])).toMatchObject([{ problem: { code: 4091 } }, { kind: 'applied' }])
})
