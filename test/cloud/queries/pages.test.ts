import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { coverage } from '#cloud/queries/coverage'
import { doors } from '#cloud/queries/doors'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { staff } from '#cloud/queries/staff'
import type { Result } from '#cloud/result'
import type { OperationOf } from '#contract/operation'
import {
  coverageAnswer,
  doorsAnswer,
  type QueryRequest,
  type RecordRow,
  recordAnswer,
  recordsAnswer,
  staffAnswer,
} from '#contract/query'
import type { BuildingId, DoorId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { DAY, type LocalDate, MINUTE } from '#domain/time'
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

const handOut = (time: number, more: Partial<OperationOf<'leaflet.hand-out'>['body']> = {}) =>
  field.operation(
    'leaflet.hand-out',
    {
      kind: 'letter',
      quantity: 5,
      place: '南门岗亭',
      audience: 'residents',
      startedAt: time - MINUTE,
      reason: '临时补领',
      ...more,
    },
    { at: time },
  )

describe('records', () => {
  async function page(more: Partial<Extract<QueryRequest, { action: 'records' }>> = {}) {
    const result = answerOf(
      await records(context, field.secretary, { action: 'records', unit: field.unit, before: null, ...more }),
    )
    v.parse(recordsAnswer, result)
    return result
  }

  it('come in pages newest first, the kinds merged, each exactly once even where many share an instant', async () => {
    const all = Array.from({ length: 120 }, (_, index) => {
      const time = NOON - Math.floor(index / 4) * MINUTE
      return index % 3 === 0 ? handOut(time) : visit(index % 12, time)
    })
    await apply(all.slice(0, 60))
    await apply(all.slice(60))
    await apply([
      field.operation('activity.log', {
        channel: 'meeting',
        from: NOON - 10 * MINUTE,
        to: NOON - MINUTE,
        place: '议事厅',
      }),
    ])
    const seen: RecordRow[] = []
    for (let before: { at: number; id: RecordRow['id'] } | null = null; ; ) {
      const { records: rows, more }: { records: RecordRow[]; more: boolean } = await page({ before })
      seen.push(...rows)
      const last: RecordRow | undefined = rows.at(-1)
      if (!more || !last) break
      before = { at: last.at, id: last.id }
    }
    expect(seen).toHaveLength(121)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(121)
    const sorted = [...seen].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    expect(seen.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id))
  })

  it('name the place as it is said aloud and the person who was there', async () => {
    await apply([visit(4, NOON)])
    expect((await page()).records).toEqual([
      expect.objectContaining({
        kind: 'visit',
        place: '清枫苑 1幢 1单元 201',
        staffName: '周敏',
        late: false,
        version: 1,
      }),
    ])
  })

  it('can be narrowed by day, building, door, person, kind and outcome', async () => {
    const shut = visit(1, NOON - 2 * MINUTE, { outcome: 'nobody' })
    const yesterday = visit(0, NOON - DAY)
    const there = visit(0, NOON - 3 * MINUTE, {}, field.buildings[1])
    const given = handOut(NOON - 4 * MINUTE)
    const talk = field.operation('activity.log', {
      channel: 'meeting',
      from: NOON - 9 * MINUTE,
      to: NOON,
      place: '议事厅',
      with: [field.colleague.id],
    })
    await apply([shut, yesterday, there, given, talk])
    const ids = async (more: Parameters<typeof page>[0]) => (await page(more)).records.map(({ id }) => id)
    expect(await ids({ day: '2021-03-28' as LocalDate })).toEqual([yesterday.id])
    expect(await ids({ building: field.buildings[1] })).toEqual([there.id])
    expect(await ids({ door: doorOf(field.buildings[0], 0) })).toEqual([yesterday.id])
    expect(await ids({ outcome: 'nobody' })).toEqual([shut.id])
    expect(await ids({ kind: 'hand-out' })).toEqual([given.id])
    expect(await ids({ kind: 'activity' })).toEqual([talk.id])
    // Whoever only took part finds the activity among his own, too.
    expect(await ids({ staff: field.colleague.id })).toEqual([talk.id])
  })
})

describe('a record', () => {
  const read = async (id: RecordRow['id'], actor: Staff = field.secretary) =>
    record(context, actor, { action: 'record', unit: field.unit, id })

  it('that was amended shows both versions with the reason, and how it stands', async () => {
    const first = visit(0, NOON - 10 * MINUTE, { outcome: 'nobody' })
    await apply([first])
    await apply([
      field.operation('visit.amend', {
        visitId: first.id,
        reason: '点错了',
        outcome: 'met',
        adults: 2,
        topics: ['fake-loan'],
        note: '装了App',
      }),
    ])
    const answer = answerOf(await read(first.id))
    v.parse(recordAnswer, answer)
    expect(answer.record).toMatchObject({ kind: 'visit', outcome: 'met', version: 2, undone: false })
    expect(
      answer.versions.map(({ version, outcome, reason, adults }) => ({ version, outcome, reason, adults })),
    ).toEqual([
      { version: 1, outcome: 'nobody', reason: null, adults: null },
      { version: 2, outcome: 'met', reason: '点错了', adults: 2 },
    ])
    expect(answer.note).toBe('装了App')
    expect(answer.seq).toBe(1)
  })

  it('of leaflets and of an activity tells what only it has', async () => {
    const given = handOut(NOON)
    const talk = field.operation('activity.log', {
      channel: 'meeting',
      from: NOON - 9 * MINUTE,
      to: NOON,
      place: '议事厅',
      audience: 30,
      with: [field.colleague.id],
    })
    await apply([given, talk])
    expect(answerOf(await read(given.id))).toMatchObject({
      audience: 'residents',
      reason: '临时补领',
      record: { overStock: true },
    })
    expect(answerOf(await read(talk.id))).toMatchObject({ audienceCount: 30, with: [{ name: '许强' }] })
  })

  it('is its author’s to read, and no other worker’s', async () => {
    const own = visit(0, NOON)
    await apply([own])
    expect((await read(own.id, field.worker)).ok).toBe(true)
    expect(await read(own.id, field.colleague)).toMatchObject({ ok: false, problem: { code: 4030 } })
  })

  it('that does not exist is not found', async () => {
    expect(await read(newOperationId())).toMatchObject({ ok: false, problem: { code: 4041 } })
  })
})

describe('coverage', () => {
  const lines = async (staleDays = 7) => {
    const answer = answerOf(
      await coverage(context, field.secretary, { action: 'coverage', unit: field.unit, staleDays }),
    )
    v.parse(coverageAnswer, answer)
    return answer.buildings
  }

  it('counts doors reached, met and not reached lately, with the list behind the figure as long as the figure', async () => {
    await apply([visit(0, NOON), visit(1, NOON, { outcome: 'nobody' }), visit(2, NOON - 10 * DAY)])
    const [line] = await lines()
    expect(line).toMatchObject({
      id: 'b1',
      doors: 12,
      visited: 3,
      met: 2,
      stale: 10,
      owners: ['周敏'],
      gridName: '第1网格',
    })
    const request = { action: 'doors' as const, unit: field.unit, building: field.buildings[0], staleDays: 7 }
    const listed = answerOf(await doors(context, field.secretary, request))
    v.parse(doorsAnswer, listed)
    expect(listed.doors).toHaveLength(10)
    expect(listed.building).toBe('清枫苑 1幢')
    expect(listed.doors[0]).toMatchObject({ room: '103', lastOutcome: 'met' })
    expect(answerOf(await doors(context, field.secretary, { ...request, staleDays: null })).doors).toHaveLength(12)
  })

  it('shows a building that nobody owns, also when its worker has left', async () => {
    expect((await lines()).find(({ id }) => id === 'b3')?.owners).toEqual(['许强'])
    await context.db.updateTable('staff').set({ active: false }).where('staff_id', '=', field.colleague.id).execute()
    await context.db
      .updateTable('building')
      .set({ grid_id: null })
      .where('unit_id', '=', field.unit)
      .where('building_id', '=', field.buildings[1])
      .execute()
    const unowned = (await lines()).filter(({ owners }) => owners.length === 0).map(({ id }) => id)
    expect(unowned.sort()).toEqual(['b2', 'b3'])
  })

  it('knows no building of that name elsewhere', async () => {
    const request = { action: 'doors' as const, unit: field.unit, building: 'b99' as BuildingId, staleDays: null }
    expect(await doors(context, field.secretary, request)).toMatchObject({ ok: false, problem: { code: 4043 } })
  })
})

describe('the staff list', () => {
  it('tells of each person the grid, the buildings, the leaflets in hand and what the device still holds', async () => {
    await apply(
      [
        field.operation(
          'leaflet.issue',
          { to: field.worker.id, kind: 'flyer', quantity: 50 },
          { author: field.secretary.id },
        ),
      ],
      field.secretary,
    )
    await apply([visit(0, NOON, { leaflets: 2 })], field.worker, 4)
    const answer = answerOf(await staff(context, field.secretary, { action: 'staff', unit: field.unit }))
    v.parse(staffAnswer, answer)
    const worker = answer.staff.find(({ id }) => id === field.worker.id)
    expect(worker).toMatchObject({
      gridName: '第1网格',
      buildings: ['清枫苑 1幢', '清枫苑 2幢'],
      onDuty: true,
      pending: 4,
      stock: [{ kind: 'flyer', issued: 50, handedOut: 2, returned: 0, overStock: 0 }],
      scope: { kind: 'grid', gridId: 'g1' },
    })
    expect(answer.staff.find(({ id }) => id === field.police.id)).toMatchObject({
      pending: null,
      seenAt: null,
      buildings: [],
    })
    context.clock.time = NOON + 5 * DAY
    const later = answerOf(await staff(context, field.secretary, { action: 'staff', unit: field.unit }))
    expect(later.staff.find(({ id }) => id === field.volunteer.id)?.onDuty).toBe(false)
  })
})
