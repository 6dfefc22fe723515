import type { Context } from '#cloud/context'
import { calendar } from '#cloud/queries/calendar'
import { coverage } from '#cloud/queries/coverage'
import { day } from '#cloud/queries/day'
import { doors } from '#cloud/queries/doors'
import { record } from '#cloud/queries/record'
import { records } from '#cloud/queries/records'
import { staff } from '#cloud/queries/staff'
import type { Result } from '#cloud/result'
import type { QueryRequest } from '#contract/query'
import type { Staff } from '#domain/staff'
import type { LocalDate } from '#domain/time'
import { createField, NOON, newOperationId } from '../../support/field-fixture'
import { answerOf, fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()

describe('every query', () => {
  type Ask = (context: Context, actor: Staff) => Promise<Result<object>>
  const asks = (): Readonly<Record<QueryRequest['action'], Ask>> => {
    const { unit } = ground.field
    const date = '2021-03-29' as LocalDate
    return {
      day: (c, a) => day(c, a, { action: 'day', unit, day: date }),
      calendar: (c, a) => calendar(c, a, { action: 'calendar', unit, from: date, to: date }),
      coverage: (c, a) => coverage(c, a, { action: 'coverage', unit, staleDays: 7 }),
      doors: (c, a) => doors(c, a, { action: 'doors', unit, building: ground.field.buildings[0], staleDays: null }),
      records: (c, a) => records(c, a, { action: 'records', unit, before: null }),
      record: (c, a) => record(c, a, { action: 'record', unit, id: newOperationId() }),
      staff: (c, a) => staff(c, a, { action: 'staff', unit }),
    }
  }

  it('is refused to another unit’s secretary with 4031 before a single row is read', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const stranger = (await createField(ground.context)).secretary
    for (const ask of Object.values(asks())) {
      const before = ground.database.roundTrips()
      expect(await ask(ground.context, stranger)).toEqual({
        ok: false,
        problem: expect.objectContaining({ code: 4031 }),
      })
      expect(ground.database.roundTrips()).toBe(before)
    }
  })

  it('is refused to the police and to volunteers of the unit with 4030', async () => {
    for (const [action, ask] of Object.entries(asks())) {
      const police = await ask(ground.context, ground.field.police)
      expect(police).toEqual({ ok: false, problem: expect.objectContaining({ code: 4030 }) })
      // A volunteer may look for his own records; this one is nobody's.
      const expected = action === 'record' ? 4041 : 4030
      expect(await ask(ground.context, ground.field.volunteer)).toEqual({
        ok: false,
        problem: expect.objectContaining({ code: expected }),
      })
    }
  })

  it('gives a worker his own records and nobody else’s', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const request = { action: 'records' as const, unit: ground.field.unit, before: null }
    expect(
      answerOf(await records(ground.context, ground.field.worker, { ...request, staff: ground.field.worker.id }))
        .records,
    ).toHaveLength(1)
    expect(
      await records(ground.context, ground.field.worker, { ...request, staff: ground.field.colleague.id }),
    ).toMatchObject({
      ok: false,
      problem: { code: 4030 },
    })
  })

  it('holds no row of another unit that has the same ids', async () => {
    await ground.apply([ground.visit(0, NOON)])
    const other = await createField(ground.context)
    const request = { action: 'records' as const, unit: other.unit, before: null }
    expect(answerOf(await records(ground.context, other.secretary, request)).records).toEqual([])
    const answer = answerOf(
      await coverage(ground.context, other.secretary, { action: 'coverage', unit: other.unit, staleDays: 7 }),
    )
    expect(answer.buildings.map(({ visited }) => visited)).toEqual([0, 0, 0])
  })
})
