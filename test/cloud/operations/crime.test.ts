import * as v from 'valibot'
import { crimeOf } from '#cloud/operations/crime-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { crimesAnswer } from '#contract/crime'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, dayOf, HOUR, startOfDay } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { casesOf, RESIDENT } from '../../support/case-fixture'
import { createField, NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const today = dayOf(NOON)
type Entered = OperationOf<'crime.enter'>['body']
type Corrected = OperationOf<'crime.correct'>['body']

const facts = (more: Partial<Entered> = {}): Entered => ({
  number: 'A2021-001',
  on: addDays(today, -2),
  time: '19:40',
  doorId: ground.doorOf(ground.field.buildings[0], 3),
  buildingId: null,
  fraudType: 'fake-investment',
  loss: 52_000,
  alert: null,
  ...more,
})

async function enter(more: Partial<Entered> = {}, author: Staff = ground.field.officer, id = newOperationId()) {
  const operation = ground.field.operation('crime.enter', facts(more), { id, author: author.id })
  const [outcome] = await ground.field.push([operation], author)
  return { id, outcome }
}

async function correct(paperId: OperationId, more: Partial<Corrected>, author: Staff = ground.field.clerk) {
  const body: Corrected = { ...facts(), paperId, base: 1, reason: '核对卷宗', counts: true, ...more }
  const [outcome] = await ground.field.push(
    [ground.field.operation('crime.correct', body, { author: author.id })],
    author,
  )
  return outcome
}

async function stored(id: OperationId) {
  const row = await ground.context.db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .where('paper_id', '=', id)
    .executeTakeFirstOrThrow()
  return { row, content: crimeOf(row) }
}

async function read(person: Staff, unit = ground.field.unit, from = addDays(today, -30)) {
  const token = await tokenOf(ground.context, person)
  return call(ground.context, 'query', { action: 'crimes', unit, from, to: today }, token)
}
const listed = async (person: Staff, unit = ground.field.unit) =>
  v.parse(crimesAnswer, (await read(person, unit)).body).crimes
const applied = { kind: 'applied', seq: expect.any(Number) }
const refusedWith = (code: number, field?: string) => ({
  kind: 'rejected',
  problem: expect.objectContaining(field === undefined ? { code } : { code, field }),
})

describe('a crime', () => {
  it('is entered by the station’s officer or the street’s clerk, in the log of the unit it happened in', async () => {
    const { officer, clerk, unit, buildings } = ground.field
    const first = await enter({}, officer)
    const second = await enter({ number: 'A2021-002', time: null }, clerk)
    expect([first.outcome, second.outcome]).toEqual([applied, applied])
    const { row, content } = await stored(first.id)
    expect(content).toMatchObject({
      number: 'A2021-001',
      place: { kind: 'door', doorId: facts().doorId, buildingId: buildings[0] },
      loss: 52_000,
      enteredBy: { id: officer.id, name: officer.name },
      counts: true,
      version: 1,
    })
    const day = startOfDay(addDays(today, -2))
    expect(row).toMatchObject({ kind: 'crime', state: 'open', at: day + 19 * HOUR + 40 * 60_000 })
    expect((await stored(second.id)).row.at).toBe(day)
    expect(await verifyChain(ground.context.db, unit)).toMatchObject({ kind: 'intact' })
  })

  it('is entered by nobody else', async () => {
    const { worker, volunteer, secretary, police, elsewhere, inspector, leader } = ground.field
    for (const person of [worker, volunteer, secretary, police, inspector, leader])
      expect((await enter({}, person)).outcome).toEqual(refusedWith(4030))
    expect((await enter({}, elsewhere)).outcome).toMatchObject({ kind: 'rejected' })
  })

  it('bears a number once in the whole street, whichever of its units comes first', async () => {
    const { street, clerk, unit } = ground.field
    const other = await createField(ground.context)
    await ground.context.db.updateTable('unit').set({ street_id: street }).where('unit_id', '=', other.unit).execute()
    expect((await enter()).outcome).toEqual(applied)
    const again = ground.field.operation('crime.enter', facts({ doorId: null, address: '对面小区' }), {
      unit: other.unit,
      author: clerk.id,
    })
    expect(await ground.field.push([again], clerk, 0, other.unit)).toEqual([refusedWith(4004, 'body.number')])
    expect((await enter({}, clerk)).outcome).toEqual(refusedWith(4004, 'body.number'))
    // Another street has its own numbers.
    const stranger = await createField(ground.context)
    const theirs = stranger.operation('crime.enter', facts(), { author: stranger.clerk.id })
    expect(await stranger.push([theirs], stranger.clerk)).toEqual([applied])
    expect(unit).not.toBe(stranger.unit)
  })

  it('of two units that enter one number at the same instant, one is told that it is taken', async () => {
    const { street, clerk, unit } = ground.field
    const other = (await createField(ground.context)).unit
    await ground.context.db.updateTable('unit').set({ street_id: street }).where('unit_id', '=', other).execute()
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all(
        [unit, other].map((at) => {
          const body = facts({ number: `T-${round}`, doorId: null, address: '某处' })
          return ground.field.push(
            [ground.field.operation('crime.enter', body, { unit: at, author: clerk.id })],
            clerk,
            0,
            at,
          )
        }),
      )
      expect(
        outcomes
          .flat()
          .map(({ kind }) => kind)
          .sort(),
      ).toEqual(['applied', 'rejected'])
    }
  })

  it.each([
    ['tomorrow', { on: addDays(today, 1) }, 4005, 'body.on'],
    ['later today', { on: today, time: '10:01' }, 4005, 'body.time'],
    ['at a door that is none', { doorId: 'b1-999' as Entered['doorId'] }, 4042, 'body.doorId'],
    [
      'in a building that is none',
      { doorId: null, buildingId: 'b9' as Entered['buildingId'] },
      4043,
      'body.buildingId',
    ],
    ['nowhere', { doorId: null }, 4001, 'body.address'],
    ['with half a yuan', { loss: 0.5 }, 4001, 'body.loss'],
    ['by a fraud that nobody named', { fraudType: 'x-nobody' as const }, 4001, 'body.fraudType'],
  ])('%s is refused, and nothing is stored', async (_, more, code, field) => {
    expect((await enter(more)).outcome).toEqual(refusedWith(code, field))
    expect(await listed(ground.field.clerk)).toEqual([])
  })

  it('belongs to a unit that reports, never to the street itself', async () => {
    const { clerk, street } = ground.field
    const operation = ground.field.operation('crime.enter', facts({ doorId: null, address: '某处' }), {
      unit: street,
      author: clerk.id,
    })
    expect(await ground.field.push([operation], clerk, 0, street)).toEqual([refusedWith(4001, 'unit')])
  })

  it('finds the door that its address names', async () => {
    const { id } = await enter({ doorId: null, address: '清枫苑1幢1单元104' })
    expect((await stored(id)).content.place).toEqual({
      kind: 'door',
      doorId: facts().doorId,
      buildingId: ground.field.buildings[0],
    })
  })

  it('knows the person of an alert by the keyed hash of the phone, and leaves no byte of phone or address in the clear', async () => {
    const cases = await casesOf(ground.context, ground.field)
    const caseId = await cases.enter()
    const { id } = await enter({ doorId: null, address: '无此小区9幢77号S88K', phone: RESIDENT.phone })
    const alert = await ground.context.db
      .selectFrom('dissuasion')
      .select('person_index')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    expect((await stored(id)).content.person).toBe(alert.person_index)
    const rows = await ground.context.db.selectFrom('operation').selectAll().where('operation_id', '=', id).execute()
    const text = JSON.stringify([rows, await stored(id), await read(ground.field.clerk)])
    expect(text).not.toContain(RESIDENT.phone)
    expect(text).not.toContain('S88K')
  })
})

describe('a correction', () => {
  it('keeps old and new with the reason, and says by whom', async () => {
    const { id } = await enter()
    expect(await correct(id, { loss: 25_000, reason: '金额多写' })).toEqual(applied)
    expect(await correct(id, { base: 2, loss: 25_000, counts: false, reason: '属外地案件' })).toEqual(applied)
    const [crime] = await listed(ground.field.secretary)
    expect(crime).toMatchObject({ loss: 25_000, counts: false, version: 3 })
    expect(crime?.corrections).toEqual([
      {
        at: NOON,
        by: ground.field.clerk.name,
        reason: '金额多写',
        changes: [{ field: 'loss', from: '52000', to: '25000' }],
      },
      {
        at: NOON,
        by: ground.field.clerk.name,
        reason: '属外地案件',
        changes: [{ field: 'counts', from: 'true', to: 'false' }],
      },
    ])
  })

  it('of two at once the second hears of the first', async () => {
    const { id } = await enter()
    expect(await correct(id, { loss: 1 })).toEqual(applied)
    expect(await correct(id, { loss: 2 })).toEqual(refusedWith(4095))
  })

  it('that changes nothing is refused', async () => {
    const { id } = await enter()
    expect(await correct(id, {})).toEqual(refusedWith(4001))
  })

  it('may take another number, never one that is taken', async () => {
    const { id } = await enter()
    await enter({ number: 'A2021-002' })
    expect(await correct(id, { number: 'A2021-002' })).toEqual(refusedWith(4004))
    expect(await correct(id, { number: 'A2021-003' })).toEqual(applied)
    expect((await enter({ number: 'A2021-001' })).outcome).toEqual(applied)
  })

  it('keeps address and person where they are not given anew', async () => {
    const { id } = await enter({ doorId: null, address: '无此小区12幢', phone: RESIDENT.phone })
    const before = (await stored(id)).content
    expect(await correct(id, { doorId: null, loss: 9 })).toEqual(applied)
    const after = (await stored(id)).content
    expect([after.address, after.person]).toEqual([before.address, before.person])
    expect(await correct(id, { base: 2, doorId: null, loss: 9, address: '无此小区13幢' })).toEqual(applied)
    expect((await stored(id)).content.corrections[1]?.changes).toEqual([{ field: 'address', from: null, to: null }])
  })

  it('that comes before what it corrects waits for it', async () => {
    const id = newOperationId()
    expect(await correct(id, { loss: 7 })).toEqual({ kind: 'held', waitingFor: id })
    expect((await enter({}, ground.field.officer, id)).outcome).toEqual(applied)
    expect((await stored(id)).content.loss).toBe(7)
  })
})

describe('the list of crimes', () => {
  it('is read by the street for all its units and by a unit’s own secretary and officers, rooms masked', async () => {
    const { clerk, inspector, secretary, officer, street } = ground.field
    await enter()
    for (const [person, unit] of [
      [clerk, street],
      [inspector, street],
      [secretary, ground.field.unit],
      [officer, ground.field.unit],
    ] as const)
      expect(await listed(person, unit)).toEqual([
        expect.objectContaining({ number: 'A2021-001', placeWord: '清枫苑 1幢 1单元 1**' }),
      ])
  })

  it('is nobody else’s', async () => {
    const { worker, volunteer, leader, street, elsewhere, unit } = ground.field
    const codes = []
    for (const [person, at] of [
      [worker, unit],
      [volunteer, unit],
      [leader, street],
      [elsewhere, unit],
      [(await createField(ground.context)).clerk, unit],
    ] as const)
      codes.push(codeOf(await read(person, at)))
    expect(codes).toEqual([4030, 4030, 4030, 4035, 4031])
  })

  it('has the crimes of the days asked for, newest first', async () => {
    await enter({ number: 'OLD', on: addDays(today, -31) })
    await enter({ number: 'EDGE', on: addDays(today, -30), time: null })
    await enter({ number: 'NEW', on: today, time: '09:59' })
    expect((await listed(ground.field.clerk)).map(({ number }) => number)).toEqual(['NEW', 'EDGE'])
  })
})
