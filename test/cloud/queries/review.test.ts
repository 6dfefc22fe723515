import * as v from 'valibot'
import { crimeOf } from '#cloud/operations/crime-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { touchQuery } from '#cloud/queries/touches'
import type { OperationOf } from '#contract/operation'
import { type ReviewAnswer, reviewAnswer, reviewsAnswer } from '#contract/review'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, startOfDay } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const today = dayOf(NOON)
const DOOR = 3
const CRIME_AT = startOfDay(addDays(today, -2)) + 20 * 3_600_000

async function enterCrime(more: Partial<OperationOf<'crime.enter'>['body']> = {}): Promise<OperationId> {
  const id = newOperationId()
  const body = {
    number: 'A2021-001',
    on: addDays(today, -2),
    time: '20:00',
    doorId: ground.doorOf(ground.field.buildings[0], DOOR),
    buildingId: null,
    fraudType: 'fake-investment' as const,
    loss: 52_000,
    alert: null,
    ...more,
  }
  await ground.apply(
    [ground.field.operation('crime.enter', body, { id, author: ground.field.officer.id })],
    ground.field.officer,
  )
  return id
}

async function ask(id: OperationId, person: Staff) {
  const token = await tokenOf(ground.context, person)
  return call(ground.context, 'query', { action: 'review', unit: ground.field.unit, id }, token)
}
const read = async (id: OperationId, person: Staff = ground.field.secretary): Promise<ReviewAnswer> =>
  v.parse(reviewAnswer, (await ask(id, person)).body)
const refusedWith = (code: number) => ({ kind: 'rejected', problem: expect.objectContaining({ code }) })
const applied = { kind: 'applied', seq: expect.any(Number) }

type Said = 'review.answer' | 'review.return' | 'review.close'
async function say<Type extends Said>(type: Type, body: OperationOf<Type>['body'], author: Staff) {
  const [outcome] = await ground.field.push([ground.field.operation(type, body, { author: author.id })], author)
  return outcome
}
const answerOf = (paperId: OperationId): OperationOf<'review.answer'>['body'] => ({
  paperId,
  reachedOn: null,
  gap: 'not-met',
  measure: '晚上再上门，重点提醒投资理财',
  rectified: { kind: 'due', by: addDays(today, 5) },
})

describe('a review of a new crime', () => {
  it('at a door visited twice lists both visits, with the days before the crime, and no visit after it', async () => {
    const first = ground.visit(DOOR, CRIME_AT - 23 * DAY)
    const second = ground.visit(DOOR, CRIME_AT - 4 * DAY, { outcome: 'nobody' })
    const neighbour = ground.visit(DOOR + 1, CRIME_AT - 2 * DAY)
    const elsewhere = ground.visit(DOOR, CRIME_AT - DAY, {}, ground.field.buildings[1])
    const after = ground.visit(DOOR, CRIME_AT + DAY)
    await ground.apply([first, second, neighbour, elsewhere, after])
    const { touches, gaps, asksReach, state } = await read(await enterCrime())
    expect(touches.map(({ record, reach, days }) => [record, reach, days])).toEqual([
      [neighbour.id, 'building', 2],
      [second.id, 'door', 4],
      [first.id, 'door', 23],
    ])
    expect(gaps).toContainEqual({ kind: 'visit', days: 4 })
    expect(gaps).toContainEqual({ kind: 'met', days: 23 })
    expect(gaps).toContainEqual({ kind: 'alert', days: null })
    expect([asksReach, state]).toEqual([false, 'open'])
  })

  it('lists every visit of the door before the crime and none after, whatever they were', async () => {
    let seed = 7
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed / 2_147_483_647
    }
    const visits = Array.from({ length: 60 }, () => {
      const door = random() < 0.4 ? DOOR : Math.floor(random() * 12)
      const time = Math.min(CRIME_AT - 30 * DAY + Math.floor(random() * 32 * DAY), NOON - 60_000)
      return { door, visit: ground.visit(door, time, random() < 0.5 ? {} : { outcome: 'nobody' }) }
    })
    await ground.apply(visits.map(({ visit }) => visit))
    const { touches } = await read(await enterCrime())
    const expected = visits
      .filter(({ door, visit }) => door === DOOR && visit.at < CRIME_AT)
      .map(({ visit }) => visit.id)
    const found = touches.filter(({ reach }) => reach === 'door').map(({ record }) => record)
    expect(expected.length).toBeGreaterThan(5)
    expect([...found].sort()).toEqual([...expected].sort())
    expect(touches.every(({ at }) => at < CRIME_AT)).toBe(true)
  })

  it('takes an amended visit as it stands, and leaves out one that was taken back', async () => {
    const amended = ground.visit(DOOR, CRIME_AT - 9 * DAY, { outcome: 'nobody' })
    const undone = ground.visit(DOOR, CRIME_AT - 3 * DAY)
    const amendment = { visitId: amended.id, reason: '记错了', outcome: 'met' as const }
    const undo = ground.field.operation('visit.undo', { visitId: undone.id }, { at: undone.at + 20_000 })
    await ground.apply([amended, undone, ground.field.operation('visit.amend', amendment), undo])
    const { touches } = await read(await enterCrime())
    expect(touches).toEqual([expect.objectContaining({ record: amended.id, outcome: 'met', met: true, days: 9 })])
  })

  it('lists what was put up, and asks whether anybody was reached where no record says so', async () => {
    const { secretary } = ground.field
    const banner = ground.field.operation(
      'standing.post',
      { kind: 'banner', place: '清枫苑 1幢 门口', from: addDays(today, -12), to: addDays(today, 20) },
      { author: secretary.id },
    )
    await ground.apply([banner], secretary)
    const { touches, gaps, asksReach } = await read(await enterCrime())
    expect(touches).toEqual([
      expect.objectContaining({ kind: 'standing', reach: 'building', record: banner.id, days: 10, channel: 'banner' }),
    ])
    expect(gaps).toContainEqual({ kind: 'visit', days: null })
    expect(asksReach).toBe(true)
  })

  it('is found by the door’s or the building’s index, and never by reading all visits', async () => {
    const { unit, buildings } = ground.field
    const db = ground.context.db
    const struck = { doorId: ground.doorOf(buildings[0], DOOR), buildingId: buildings[0], person: null, alert: null }
    const { sql } = await import('kysely')
    await sql`
      insert into visit (unit_id, visit_id, door_id, building_id, staff_id, started_at, at, day, received_at, late, outcome, content_id, content_at, seq)
      select ${unit}, 'v' || n, 'x' || n % 900, 'x' || n % 60, ${ground.field.worker.id}, n, n, '2021-03-01', n, false, 'met', 'v' || n, n, 0
      from generate_series(1, 20000) n
    `.execute(db)
    await sql`analyze visit`.execute(db)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${touchQuery(unit, struck, CRIME_AT)}`.execute(db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/visit_by_(building|door)/)
    expect(plan).not.toMatch(/Seq Scan on visit/)
  })

  it('is answered by the unit, returned with a reason, answered again and closed by the street', async () => {
    const { secretary, clerk, unit } = ground.field
    const id = await enterCrime()
    expect(await say('review.close', { paperId: id }, clerk)).toEqual(refusedWith(4093))
    expect(await say('review.answer', answerOf(id), secretary)).toEqual(applied)
    expect(await say('review.return', { paperId: id, reason: '措施不具体' }, clerk)).toEqual(applied)
    expect(await read(id)).toMatchObject({ state: 'open', returned: true, returns: [{ reason: '措施不具体' }] })
    expect(await say('review.answer', answerOf(id), secretary)).toEqual(applied)
    expect(await say('review.close', { paperId: id }, clerk)).toEqual(applied)
    expect(await say('review.answer', answerOf(id), secretary)).toEqual(refusedWith(4093))
    expect(await read(id, clerk)).toMatchObject({
      state: 'closed',
      answer: { gap: 'not-met', measure: '晚上再上门，重点提醒投资理财', by: secretary.name },
    })
    expect(await verifyChain(ground.context.db, unit)).toMatchObject({ kind: 'intact' })
  })

  it('keeps its answer when the crime is corrected, and seals its words', async () => {
    const { secretary, officer } = ground.field
    const id = await enterCrime()
    await say('review.answer', answerOf(id), secretary)
    const { number, on, time, place, fraudType, alert } = await read(id)
    const doorId = place.kind === 'door' ? place.doorId : null
    const corrected = {
      paperId: id,
      base: 1,
      reason: '核对',
      number,
      on,
      time,
      doorId,
      buildingId: null,
      fraudType,
      loss: 9,
      alert,
      counts: true,
    }
    expect(
      await ground.field.push([ground.field.operation('crime.correct', corrected, { author: officer.id })], officer),
    ).toEqual([applied])
    expect(await read(id)).toMatchObject({ loss: 9, state: 'answered', answer: { gap: 'not-met' } })
    const row = await ground.context.db
      .selectFrom('paper')
      .selectAll()
      .where('paper_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(crimeOf(row))).not.toContain('晚上再上门')
  })

  it('is judged by nobody who answers, and read by nobody outside', async () => {
    const { secretary, clerk, inspector, officer, elsewhere, worker, volunteer, leader } = ground.field
    const id = await enterCrime()
    expect(await say('review.answer', answerOf(id), clerk)).toEqual(refusedWith(4030))
    await say('review.answer', answerOf(id), secretary)
    expect(await say('review.close', { paperId: id }, secretary)).toEqual(refusedWith(4030))
    expect(await say('review.close', { paperId: id }, inspector)).toEqual(refusedWith(4030))
    for (const person of [secretary, clerk, inspector, officer]) expect((await ask(id, person)).status).toBe(200)
    for (const person of [worker, volunteer, leader]) expect(codeOf(await ask(id, person))).toBe(4030)
    expect(codeOf(await ask(id, elsewhere))).toBe(4035)
  })

  it('refuses a deadline that is past and a mending that is still to come', async () => {
    const { secretary } = ground.field
    const id = await enterCrime()
    const past = { kind: 'due' as const, by: addDays(today, -1) }
    const future = { kind: 'done' as const, on: addDays(today, 1) }
    for (const rectified of [past, future])
      expect(await say('review.answer', { ...answerOf(id), rectified }, secretary)).toEqual(refusedWith(4223))
  })

  it('is overdue after a week, and then comes first in the street’s list', async () => {
    const { street, clerk, secretary } = ground.field
    const late = await enterCrime()
    const answered = await enterCrime({ number: 'A2021-002' })
    await say('review.answer', answerOf(answered), secretary)
    ground.context.clock.time = NOON + 8 * DAY
    const fresh = await enterCrime({ number: 'A2021-003' })
    const token = await tokenOf(ground.context, clerk)
    const { body } = await call(ground.context, 'query', { action: 'reviews', unit: street }, token)
    const { reviews } = v.parse(reviewsAnswer, body)
    expect(reviews.map(({ id, overdue }) => [id, overdue])).toEqual([
      [late, true],
      [fresh, false],
      [answered, false],
    ])
  })
})
