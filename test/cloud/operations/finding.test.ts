import * as v from 'valibot'
import { findingOf } from '#cloud/operations/finding-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { tellOverdueFindings } from '#cloud/timer/tell-overdue-findings'
import { findingsAnswer, signalsAnswer } from '#contract/finding'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, MINUTE, startOfDay } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField, NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { noticesOf } from '../../support/timer-cases'

const ground = fieldUnderTest()
const today = dayOf(NOON)
beforeEach(async () => {
  // The timer looks at all units: only this test's own things are due.
  await ground.database.kysely.deleteFrom('paper').execute()
})

type Open = OperationOf<'finding.open'>['body']
type Recheck = OperationOf<'finding.recheck'>['body']

async function open(more: Partial<Open> = {}, author: Staff = ground.field.inspector) {
  const body: Open = { what: '三号楼没有横幅', by: addDays(today, 3), inspectionId: null, signal: null, ...more }
  const operation = ground.field.operation('finding.open', body, { author: author.id })
  const [outcome] = await ground.field.push([operation], author)
  return { id: operation.id, outcome }
}
async function answer(paperId: OperationId, author: Staff = ground.field.secretary) {
  const operation = ground.field.operation('finding.answer', { paperId, words: '已挂上' }, { author: author.id })
  return (await ground.field.push([operation], author))[0]
}
async function recheck(
  paperId: OperationId,
  verdict: Recheck['verdict'],
  more: Partial<Recheck> = {},
  author: Staff = ground.field.inspector,
) {
  const operation = ground.field.operation('finding.recheck', { paperId, verdict, ...more }, { author: author.id })
  return (await ground.field.push([operation], author))[0]
}
async function stored(id: OperationId) {
  const row = await ground.context.db
    .selectFrom('paper')
    .selectAll()
    .where('unit_id', '=', ground.field.unit)
    .where('paper_id', '=', id)
    .executeTakeFirstOrThrow()
  return { row, content: findingOf(row) }
}
async function ask(action: object, person: Staff, unit = ground.field.unit) {
  return call(ground.context, 'query', { unit, ...action }, await tokenOf(ground.context, person))
}
const notices = () => noticesOf(ground.database.kysely, ground.field.unit)
const at = (time: number) => {
  ground.context.clock.time = time
}
const applied = { kind: 'applied', seq: expect.any(Number) }
const refusedWith = (code: number, field?: string) => ({
  kind: 'rejected',
  problem: expect.objectContaining(field === undefined ? { code } : { code, field }),
})

describe('a finding', () => {
  it('is opened by an inspector, answered by its unit, not yet mended, answered again, mended; every step stays', async () => {
    const { id, outcome } = await open()
    expect(outcome).toEqual(applied)
    expect(await answer(id)).toEqual(applied)
    expect(await recheck(id, 'not-yet', { words: '还缺一条', by: addDays(today, 6) })).toEqual(applied)
    expect((await stored(id)).row.state).toBe('open')
    expect(await answer(id)).toEqual(applied)
    expect(await recheck(id, 'mended')).toEqual(applied)
    const { row, content } = await stored(id)
    expect(row).toMatchObject({ kind: 'finding', state: 'mended', due_at: null })
    expect(content.by).toBe(addDays(today, 6))
    expect(content.steps.map(({ action, words, by }) => [action, words, by])).toEqual([
      ['answer', '已挂上', '陆书记'],
      ['not-yet', '还缺一条', '刘婉清'],
      ['answer', '已挂上', '陆书记'],
      ['mended', null, '刘婉清'],
    ])
    expect((await notices()).map(({ kind, staff_id }) => [kind, staff_id])).toEqual([
      ['finding-open', ground.field.secretary.id],
      ['finding-open', ground.field.secretary.id],
    ])
    expect(await verifyChain(ground.context.db, ground.field.unit)).toMatchObject({ kind: 'intact' })
  })

  it('is moved by nobody whose part it is not, and not out of turn', async () => {
    const { worker, clerk, leader, secretary } = ground.field
    for (const person of [worker, clerk, leader, secretary])
      expect((await open({}, person)).outcome).toEqual(refusedWith(4030))
    const { id } = await open()
    for (const person of [worker, ground.field.inspector]) expect(await answer(id, person)).toEqual(refusedWith(4030))
    expect(await recheck(id, 'mended')).toEqual(refusedWith(4093))
    await answer(id)
    for (const person of [clerk, secretary]) expect(await recheck(id, 'mended', {}, person)).toEqual(refusedWith(4030))
    expect(await recheck(id, 'upheld')).toEqual(refusedWith(4093, 'body.verdict'))
    expect(await recheck(id, 'mended', { by: addDays(today, 9) })).toEqual(refusedWith(4001, 'body.by'))
    await recheck(id, 'mended')
    expect(await answer(id)).toEqual(refusedWith(4093))
    expect(await answer(newOperationId())).toEqual(refusedWith(4041, 'body.paperId'))
  })

  it.each([
    ['by yesterday', { by: addDays(today, -1) }, 4227, 'body.by'],
    ['by next year', { by: addDays(today, 300) }, 4227, 'body.by'],
    ['about nothing', { what: ' ' }, 4001, 'body.what'],
  ])('%s is refused', async (_, more, code, field) => {
    expect((await open(more)).outcome).toEqual(refusedWith(code, field))
  })

  it('is overdue once: on the morning after its last day, also after an outage, and anew for a new last day', async () => {
    const { id } = await open()
    at(startOfDay(addDays(today, 4)) - 1)
    expect(await tellOverdueFindings(ground.context)).toBe(0)
    at(NOON + 9 * DAY)
    const both = await Promise.all([tellOverdueFindings(ground.context), tellOverdueFindings(ground.context)])
    expect(both.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await tellOverdueFindings(ground.context)).toBe(0)
    expect((await notices()).filter(({ kind }) => kind === 'finding-overdue')).toHaveLength(1)
    await answer(id)
    await recheck(id, 'not-yet', { by: addDays(today, 12) })
    at(NOON + 20 * DAY)
    expect([await tellOverdueFindings(ground.context), await tellOverdueFindings(ground.context)]).toEqual([1, 0])
    expect(await verifyChain(ground.context.db, ground.field.unit)).toMatchObject({ kind: 'intact' })
  })

  it('that waits for the inspectors is not overdue', async () => {
    const { id } = await open()
    await answer(id)
    at(NOON + 9 * DAY)
    expect(await tellOverdueFindings(ground.context)).toBe(0)
    const { body } = await ask({ action: 'findings' }, ground.field.secretary)
    expect(v.parse(findingsAnswer, body).findings).toMatchObject([{ id, state: 'answered', overdue: false }])
  })

  it('is read by its unit and by the street, and by no other unit', async () => {
    const { id } = await open()
    const { secretary, clerk, inspector, leader, worker, street } = ground.field
    for (const [person, unit] of [
      [secretary, ground.field.unit],
      [clerk, street],
      [inspector, street],
    ] as const) {
      const { body } = await ask({ action: 'findings' }, person, unit)
      expect(v.parse(findingsAnswer, body).findings.map((one) => one.id)).toEqual([id])
    }
    for (const person of [leader, worker])
      expect(codeOf(await ask({ action: 'findings' }, person, person.unitId))).toBe(4030)
    const other = await createField(ground.context)
    expect(codeOf(await ask({ action: 'findings' }, other.secretary))).toBe(4031)
    const { body } = await ask({ action: 'findings' }, other.inspector, other.street)
    expect(v.parse(findingsAnswer, body).findings).toEqual([])
  })
})

describe('a signal', () => {
  const signals = async (person = ground.field.inspector) => {
    const { body } = await ask({ action: 'signals', from: today, to: today }, person, ground.field.street)
    return v.parse(signalsAnswer, body)
  }
  /** Twelve doors met within a minute. */
  async function burst() {
    const visits = Array.from({ length: 12 }, (_, i) => ground.visit(i, NOON - 5 * MINUTE + i * 4000))
    await ground.apply(visits)
    return visits.map(({ id }) => id)
  }
  const counted = () =>
    ground.context.db.selectFrom('unit_day').selectAll().where('unit_id', '=', ground.field.unit).execute()

  it('is a question with the number of records it was looked for in, to the inspectors and the street alone', async () => {
    const ids = await burst()
    expect(await signals()).toMatchObject({ visits: 12, activities: 0 })
    const { signals: found } = await signals(ground.field.clerk)
    expect(found).toMatchObject([
      { kind: 'met-burst', worker: '周敏', seen: 12, sample: 12, time: 44_000, asked: null },
    ])
    expect(found[0]?.records).toEqual(ids)
    for (const person of [ground.field.leader, ground.field.secretary])
      expect(codeOf(await ask({ action: 'signals', from: today, to: today }, person, person.unitId))).toBe(4030)
    const week = { action: 'signals', from: addDays(today, -7), to: today }
    expect(codeOf(await ask(week, ground.field.inspector, ground.field.street))).toBe(4229)
  })

  it('changes no figure: not when it is seen, asked, explained, nor when a person holds the records untrue', async () => {
    await burst()
    const before = await counted()
    const [found] = (await signals()).signals
    if (found === undefined) throw new Error('no signal')
    const { kind, records, seen, sample } = found
    const staff = ground.field.worker.id
    const { id, outcome } = await open({
      what: '一分钟内见面 12 户，请说明',
      signal: { kind, records, staff, seen, sample },
    })
    expect(outcome).toEqual(applied)
    expect((await signals()).signals[0]?.asked).toEqual({ id, state: 'open' })
    await answer(id)
    expect(await recheck(id, 'upheld', { words: '住户都说没来过' })).toEqual(applied)
    expect((await signals()).signals[0]?.asked).toEqual({ id, state: 'upheld' })
    expect(await counted()).toEqual(before)
    expect((await signals()).visits).toBe(12)
  })

  it('is asked about records of the unit alone', async () => {
    const staff = ground.field.worker.id
    const signal = { kind: 'met-burst' as const, records: [newOperationId()], staff, seen: 12, sample: 12 }
    expect((await open({ signal })).outcome).toEqual(refusedWith(4041, 'body.signal'))
  })
})
