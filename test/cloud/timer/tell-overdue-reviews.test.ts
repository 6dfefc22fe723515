import { verifyChain } from '#cloud/operations/verify-chain'
import { tellOverdueReviews } from '#cloud/timer/tell-overdue-reviews'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, HOUR, startOfDay } from '#domain/time'
import { NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const today = dayOf(NOON)
beforeEach(async () => {
  // The timer looks at all units: only this test's own crimes are due.
  await ground.database.kysely.deleteFrom('paper').execute()
})

type Done = 'crime.enter' | 'crime.correct' | 'review.answer' | 'review.return' | 'review.close'
async function does<Type extends Done>(type: Type, body: OperationOf<Type>['body'], author: Staff) {
  const id = newOperationId()
  const [outcome] = await ground.field.push([ground.field.operation(type, body, { id, author: author.id })], author)
  return { id, outcome }
}
const applied = { kind: 'applied', seq: expect.any(Number) }
const facts = (number: string): OperationOf<'crime.enter'>['body'] => ({
  number,
  on: addDays(today, -1),
  time: '20:00',
  doorId: ground.doorOf(ground.field.buildings[0], 3),
  buildingId: null,
  fraudType: 'fake-investment',
  loss: 52_000,
  alert: null,
})
async function enter(number: string): Promise<OperationId> {
  const { id, outcome } = await does('crime.enter', facts(number), ground.field.officer)
  expect(outcome).toEqual(applied)
  return id
}
const answer = (paperId: OperationId) =>
  does(
    'review.answer',
    { paperId, gap: 'not-met', measure: '晚上再上门', rectified: { kind: 'due', by: addDays(today, 40) } },
    ground.field.secretary,
  )
const at = (time: number) => {
  ground.context.clock.time = time
}
async function notices() {
  const rows = await ground.context.db
    .selectFrom('notice')
    .select(['kind', 'staff_id', 'about'])
    .where('unit_id', '=', ground.field.unit)
    .orderBy('made_at')
    .orderBy('notice_id')
    .execute()
  return rows.map(({ kind, staff_id, about }) => [kind, staff_id, about?.page])
}
const late = () => tellOverdueReviews(ground.context)

describe('a unit', () => {
  it('hears at once that a crime waits for its answer, and of several in one push once', async () => {
    const { secretary, officer } = ground.field
    const entered = ['A2021-001', 'A2021-002'].map((number) =>
      ground.field.operation('crime.enter', facts(number), { author: officer.id }),
    )
    expect(await ground.field.push(entered, officer)).toEqual([applied, applied])
    expect(await notices()).toEqual([['review-open', secretary.id, 'community/reviews/index']])
  })

  it('hears with the way to it that its answer was sent back', async () => {
    const { secretary, clerk } = ground.field
    const id = await enter('A2021-001')
    await answer(id)
    await does('review.return', { paperId: id, reason: '措施不具体' }, clerk)
    expect((await notices())[1]).toEqual(['review-returned', secretary.id, `community/review/index?id=${id}`])
  })

  it('hears once that the week is over, at nine on the morning after, of two crimes in one notice', async () => {
    const ids = [await enter('A2021-001'), await enter('A2021-002')]
    const morning = startOfDay(addDays(today, 8)) + 9 * HOUR
    at(morning - 1)
    expect(await late()).toBe(0)
    at(morning)
    const both = await Promise.all([late(), late()])
    expect(both.reduce((sum, one) => sum + one, 0)).toBe(2)
    expect(await late()).toBe(0)
    expect((await notices()).filter(([kind]) => kind === 'review-overdue')).toHaveLength(1)
    const entries = await ground.context.db
      .selectFrom('operation')
      .select('subject')
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'review.overdue')
      .execute()
    expect(entries.map(({ subject }) => subject).sort()).toEqual([...ids].sort())
    expect(await verifyChain(ground.context.db, ground.field.unit)).toMatchObject({ kind: 'intact' })
  })

  it('that was sent back late has three days more, and is told anew when they are over', async () => {
    const { clerk } = ground.field
    const id = await enter('A2021-001')
    at(NOON + 9 * DAY)
    expect(await late()).toBe(1)
    await answer(id)
    await does('review.return', { paperId: id, reason: '措施不具体' }, clerk)
    at(NOON + 12 * DAY)
    expect(await late()).toBe(0)
    at(NOON + 13 * DAY)
    expect([await late(), await late()]).toEqual([1, 0])
  })

  it('that answered, or whose crime was none, is never told', async () => {
    const { officer, clerk, secretary } = ground.field
    const [answered, none] = [await enter('A2021-001'), await enter('A2021-002')]
    await answer(answered)
    const body = { ...facts('A2021-002'), paperId: none, base: 1, reason: '属外地案件', counts: false }
    expect((await does('crime.correct', body, officer)).outcome).toEqual(applied)
    at(NOON + 30 * DAY)
    expect(await late()).toBe(0)
    expect((await does('review.close', { paperId: none }, clerk)).outcome).toMatchObject({ problem: { code: 4093 } })
    expect((await answer(none)).outcome).toMatchObject({ problem: { code: 4093, detail: expect.any(String) } })
    expect((await notices()).every(([kind, staff]) => kind === 'review-open' && staff === secretary.id)).toBe(true)
  })
})
