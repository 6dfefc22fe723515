import type { Context } from '#cloud/context'
import type { Database } from '#cloud/db/database'
import { calendar } from '#cloud/queries/calendar'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { doors } from '#cloud/queries/doors'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { staff } from '#cloud/queries/staff'
import type { Result } from '#cloud/result'
import type { OperationOf } from '#contract/operation'
import type { QueryRequest } from '#contract/query'
import type { BuildingId, DoorId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { type LocalDate, MINUTE } from '#domain/time'
import {
  createField,
  type Field,
  NOON,
  newOperationId,
  type TestContext,
  testContext,
} from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let field: Field

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  context = testContext(database)
  field = await createField(context)
})

function answerOf<Answer>(result: Result<Answer>): Answer {
  if (!result.ok) throw new Error(`${result.problem.code} ${result.problem.title}`)
  return result.answer
}

function doorOf(building: BuildingId, index: number): DoorId {
  const door = field.doors(building)[index]
  if (!door) throw new Error(`No door ${index}`)
  return door
}

async function apply(operations: readonly object[], actor = field.worker, pending = 0): Promise<void> {
  const outcomes = await field.push(operations, actor, pending)
  expect(outcomes.map(({ kind }) => kind)).toEqual(operations.map(() => 'applied'))
}

const visit = (
  door: number,
  time: number,
  more: Partial<OperationOf<'visit.log'>['body']> = {},
  building = field.buildings[0],
) =>
  field.operation(
    'visit.log',
    { doorId: doorOf(building, door), startedAt: time - MINUTE, outcome: 'met', ...more },
    { at: time },
  )

describe('every query', () => {
  type Ask = (context: Context, actor: Staff) => Promise<Result<object>>
  const asks = (): Readonly<Record<QueryRequest['action'], Ask>> => {
    const { unit } = field
    const date = '2021-03-29' as LocalDate
    return {
      day: (c, a) => day(c, a, { action: 'day', unit, day: date }),
      calendar: (c, a) => calendar(c, a, { action: 'calendar', unit, from: date, to: date }),
      coverage: (c, a) => coverage(c, a, { action: 'coverage', unit, staleDays: 7 }),
      doors: (c, a) => doors(c, a, { action: 'doors', unit, building: field.buildings[0], staleDays: null }),
      records: (c, a) => records(c, a, { action: 'records', unit, before: null }),
      record: (c, a) => record(c, a, { action: 'record', unit, id: newOperationId() }),
      staff: (c, a) => staff(c, a, { action: 'staff', unit }),
    }
  }

  it('is refused to another unit’s secretary with 4031 before a single row is read', async () => {
    await apply([visit(0, NOON)])
    const stranger = (await createField(context)).secretary
    for (const ask of Object.values(asks())) {
      const before = database.roundTrips()
      expect(await ask(context, stranger)).toEqual({ ok: false, problem: expect.objectContaining({ code: 4031 }) })
      expect(database.roundTrips()).toBe(before)
    }
  })

  it('is refused to the police and to volunteers of the unit with 4030', async () => {
    for (const [action, ask] of Object.entries(asks())) {
      const police = await ask(context, field.police)
      expect(police).toEqual({ ok: false, problem: expect.objectContaining({ code: 4030 }) })
      // A volunteer may look for his own records; this one is nobody's.
      const expected = action === 'record' ? 4041 : 4030
      expect(await ask(context, field.volunteer)).toEqual({
        ok: false,
        problem: expect.objectContaining({ code: expected }),
      })
    }
  })

  it('gives a worker his own records and nobody else’s', async () => {
    await apply([visit(0, NOON)])
    const request = { action: 'records' as const, unit: field.unit, before: null }
    expect(answerOf(await records(context, field.worker, { ...request, staff: field.worker.id })).records).toHaveLength(
      1,
    )
    expect(await records(context, field.worker, { ...request, staff: field.colleague.id })).toMatchObject({
      ok: false,
      problem: { code: 4030 },
    })
  })

  it('holds no row of another unit that has the same ids', async () => {
    await apply([visit(0, NOON)])
    const other = await createField(context)
    const request = { action: 'records' as const, unit: other.unit, before: null }
    expect(answerOf(await records(context, other.secretary, request)).records).toEqual([])
    const answer = answerOf(
      await coverage(context, other.secretary, { action: 'coverage', unit: other.unit, staleDays: 7 }),
    )
    expect(answer.buildings.map(({ visited }) => visited)).toEqual([0, 0, 0])
  })
})
