import type { Database } from '#cloud/db/database'
import type { Result } from '#cloud/result'
import type { OperationOf } from '#contract/operation'
import type { BuildingId, DoorId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { MINUTE, type Milliseconds } from '#domain/time'
import { createField, type Field, type TestContext, testContext } from './field-fixture'
import { openTestDatabase } from './test-database'

/** One database for the test file, a new unit for each test. */
export function fieldUnderTest() {
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

  function doorOf(building: BuildingId, index: number): DoorId {
    const door = field.doors(building)[index]
    if (!door) throw new Error(`No door ${index}`)
    return door
  }

  return {
    get database() {
      return database
    },
    get context() {
      return context
    },
    get field() {
      return field
    },
    doorOf,
    /** Pushes them; each must be applied. */
    async apply(operations: readonly object[], actor: Staff = field.worker, pending = 0): Promise<void> {
      const outcomes = await field.push(operations, actor, pending)
      expect(outcomes.map(({ kind }) => kind)).toEqual(operations.map(() => 'applied'))
    },
    /** 见面 at a door of the first building, a minute long. */
    visit(
      door: number,
      time: Milliseconds,
      more: Partial<OperationOf<'visit.log'>['body']> = {},
      building = field.buildings[0],
    ) {
      const body = { doorId: doorOf(building, door), startedAt: time - MINUTE, outcome: 'met' as const, ...more }
      return field.operation('visit.log', body, { at: time })
    },
  }
}

export function answerOf<Answer>(result: Result<Answer>): Answer {
  if (!result.ok) throw new Error(`${result.problem.code} ${result.problem.title}`)
  return result.answer
}
