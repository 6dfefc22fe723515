import { MINUTE } from '#domain/time'
import { NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const given = fieldUnderTest()

async function outcome(from: number, to: number): Promise<unknown> {
  const activity = given.field.operation(
    'activity.log',
    { channel: 'lecture', from, to, place: '活动室' },
    { at: NOON },
  )
  return (await given.field.push([activity]))[0]
}
const refused = { kind: 'rejected', problem: expect.objectContaining({ code: 4223 }) }

describe('an activity', () => {
  test('counts once it is over, by two clocks that may differ by five minutes', async () => {
    expect(await outcome(NOON - 60 * MINUTE, NOON)).toMatchObject({ kind: 'applied' })
    expect(await outcome(NOON - 60 * MINUTE, NOON + 5 * MINUTE)).toMatchObject({ kind: 'applied' })
  })

  test.each([
    ['under way', NOON - 60 * MINUTE, NOON + 6 * MINUTE],
    ['of tonight', NOON + 60 * MINUTE, NOON + 120 * MINUTE],
    ['that ends before it starts', NOON, NOON - MINUTE],
    ['of no length', NOON, NOON],
    ['longer than a day', NOON - 25 * 60 * MINUTE, NOON],
  ])('%s is refused and adds no minute', async (_, from, to) => {
    expect(await outcome(from, to)).toEqual(refused)
    expect(
      await given.context.db.selectFrom('unit_day').selectAll().where('unit_id', '=', given.field.unit).execute(),
    ).toEqual([])
  })
})
