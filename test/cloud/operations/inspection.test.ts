import * as v from 'valibot'
import { inspectionOf } from '#cloud/operations/inspection-paper'
import { verifyChain } from '#cloud/operations/verify-chain'
import { inspectedAnswer, inspectionAnswer, inspectionsAnswer } from '#contract/inspection'
import type { OperationOf } from '#contract/operation'
import type { OperationId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { addDays, DAY, dayOf, MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const today = dayOf(NOON)
type Draw = OperationOf<'inspection.draw'>['body']

const nth = (index: number) => `01787b8e-0000-7000-8000-${String(index).padStart(12, '0')}` as OperationId

/** Twelve visits by the grid worker and four by the volunteer, with ids that are the same on every database. */
async function visits() {
  const { worker, volunteer } = ground.field
  const at = (index: number) => NOON - (20 - index) * MINUTE
  await ground.apply(Array.from({ length: 12 }, (_, i) => ({ ...ground.visit(i, at(i)), id: nth(i) })))
  const theirs = Array.from({ length: 4 }, (_, i) => ({
    ...ground.visit(i, at(12 + i)),
    id: nth(12 + i),
    author: volunteer.id,
  }))
  await ground.apply(theirs, volunteer)
  return { worker, volunteer }
}

function drawing(more: Partial<Draw> = {}, author: Staff = ground.field.inspector, unit = ground.field.street) {
  const body: Draw = { seed: null, from: today, to: today, size: 6, ...more }
  return ground.field.operation('inspection.draw', body, { author: author.id, unit })
}
async function draw(more: Partial<Draw> = {}, author: Staff = ground.field.inspector) {
  const operation = drawing(more, author)
  const [outcome] = await ground.field.push([operation], author, 0, ground.field.street)
  return { id: operation.id, outcome }
}
async function check(paperId: OperationId, record: OperationId, author: Staff = ground.field.inspector) {
  const body = { paperId, record, found: 'confirmed' as const, note: '住户说来过' }
  const operation = ground.field.operation('inspection.check', body, { author: author.id, unit: ground.field.street })
  const [outcome] = await ground.field.push([operation], author, 0, ground.field.street)
  return outcome
}
async function papers() {
  return ground.context.db.selectFrom('paper').selectAll().where('unit_id', '=', ground.field.street).execute()
}
async function ask(body: object, person: Staff = ground.field.inspector) {
  return call(ground.context, 'query', { unit: ground.field.street, ...body }, await tokenOf(ground.context, person))
}
const applied = { kind: 'applied', seq: expect.any(Number) }
const refusedWith = (code: number, field?: string) => ({
  kind: 'rejected',
  problem: expect.objectContaining(field === undefined ? { code } : { code, field }),
})

describe('a sample', () => {
  it('is the same from the same seed and the same records on every database, to the very ids', async () => {
    await visits()
    const { id, outcome } = await draw({ seed: '百日会战' })
    expect(outcome).toEqual(applied)
    const [paper] = await papers()
    if (paper === undefined) throw new Error('no paper')
    expect(paper).toMatchObject({ paper_id: id, kind: 'inspection', state: 'checking' })
    const { drawn, frame, strata, seed, drawnAt } = inspectionOf(paper)
    expect(drawn.map(({ record }) => Number(record.slice(-12)))).toEqual([6, 1, 14, 3, 9, 12])
    expect(frame).toEqual({
      size: 16,
      hash: '20af798138de3506f43aac84de406d9c08be1deecd3dd256c32c700591e9fd0e',
    })
    expect(strata.map(({ size, chosen }) => [size, chosen])).toEqual([
      [12, 4],
      [4, 2],
    ])
    expect([seed, drawnAt]).toEqual(['百日会战', NOON])
    expect(await verifyChain(ground.context.db, ground.field.street)).toMatchObject({ kind: 'intact' })
  })

  it('is drawn from the day’s own seed where none is given, and leaves out what was taken back', async () => {
    await visits()
    await ground.apply(
      [ground.field.operation('visit.undo', { visitId: nth(11) })].map((one) => ({ ...one, at: NOON - 8 * MINUTE })),
    )
    await draw({ size: 300 })
    const [paper] = await papers()
    if (paper === undefined) throw new Error('no paper')
    const content = inspectionOf(paper)
    expect(content.seed).toBe(today)
    expect(content.drawn.map(({ record }) => record).sort()).toEqual(
      Array.from({ length: 16 }, (_, i) => nth(i)).filter((id) => id !== nth(11)),
    )
  })

  it('drawn twice at once from one seed is drawn once: the second hears of the first, and nothing is half done', async () => {
    await visits()
    const twice = [drawing(), drawing()]
    const outcomes = await Promise.all(
      twice.map((one) => ground.field.push([one], ground.field.inspector, 0, ground.field.street)),
    )
    const kinds = outcomes.flat().map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['applied', 'rejected'])
    expect(outcomes.flat()).toContainEqual(refusedWith(4008, 'body.seed'))
    expect(await papers()).toHaveLength(1)
    const together = await ground.field.push(
      [drawing({ size: 3 }), drawing({ size: 3 })],
      ground.field.inspector,
      0,
      ground.field.street,
    )
    expect(together).toEqual([applied, refusedWith(4008, 'body.seed')])
    expect((await draw({ seed: '另一个' })).outcome).toEqual(applied)
  })

  it('is drawn anew by nothing that is merely sent again', async () => {
    await visits()
    const operation = drawing()
    const send = () => ground.field.push([operation], ground.field.inspector, 0, ground.field.street)
    expect([await send(), await send()]).toEqual([[applied], [{ kind: 'duplicate', seq: expect.any(Number) }]])
    expect(await papers()).toHaveLength(1)
  })

  it.each([
    ['of days without a record', { from: addDays(today, -9), to: addDays(today, -8) }, 4007, 'body.from'],
    ['of days that run backwards', { from: today, to: addDays(today, -1) }, 4229, 'body.to'],
    ['of more than a month', { from: addDays(today, -31) }, 4229, 'body.to'],
    ['of tomorrow', { to: addDays(today, 1) }, 4229, 'body.to'],
    ['of nothing', { size: 0 }, 4001, 'body.size'],
  ])('%s is refused, and nothing is stored', async (_, more, code, field) => {
    await visits()
    expect((await draw(more)).outcome).toEqual(refusedWith(code, field))
    expect(await papers()).toEqual([])
  })

  it('is drawn by an inspector alone, in the street’s own log', async () => {
    await visits()
    const { clerk, leader, secretary, inspector, unit } = ground.field
    for (const person of [clerk, leader]) expect((await draw({}, person)).outcome).toEqual(refusedWith(4030))
    expect((await draw({}, secretary)).outcome).toMatchObject({ kind: 'rejected' })
    const elsewhere = drawing({}, inspector, unit)
    expect(await ground.field.push([elsewhere], inspector)).toEqual([refusedWith(4001, 'unit')])
  })
})

describe('a check', () => {
  it('of a volunteer’s record who serves no longer is as any other, and the estimate says of how many it is one', async () => {
    await visits()
    const { id } = await draw({ size: 16 })
    ground.context.clock.time += 10 * DAY
    for (let index = 10; index < 16; index += 1) expect(await check(id, nth(index))).toEqual(applied)
    const { body } = await ask({ action: 'inspection', id })
    const { estimate, state, content } = v.parse(inspectionAnswer, body)
    expect(state).toBe('checking')
    expect(estimate).toMatchObject({ checked: 6, confirmed: 6, reaches: 16, frame: 16, tenths: 1000, to: 1000 })
    expect(estimate?.from).toBeLessThan(800)
    expect(content.drawn.find(({ record }) => record === nth(12))?.check).toMatchObject({
      found: 'confirmed',
      note: '住户说来过',
      by: '刘婉清',
    })
    const list = v.parse(inspectionsAnswer, (await ask({ action: 'inspections' })).body)
    expect(list.inspections).toMatchObject([{ id, drawn: 16, checked: 6 }])
  })

  it('of a record that was not drawn, or of an inspection that is none, is refused', async () => {
    await visits()
    const { id } = await draw({ size: 16, to: today })
    expect(await check(id, newOperationId())).toEqual(refusedWith(4048, 'body.record'))
    expect(await check(newOperationId(), nth(0))).toEqual(refusedWith(4041, 'body.paperId'))
    expect(await check(id, nth(0), ground.field.clerk)).toEqual(refusedWith(4030))
  })
})

describe('the place of a drawn record', () => {
  it('is told to the inspector who asks for it, with no word of the residents, and that he asked is in the unit’s log', async () => {
    await ground.apply([{ ...ground.visit(0, NOON, { note: '户主张三' }), id: nth(0) }])
    const { id } = await draw()
    const answer = await ask({ action: 'inspected', id, record: nth(0) })
    expect(v.parse(inspectedAnswer, answer.body)).toMatchObject({
      place: '清枫苑 1幢 1单元 101',
      outcome: 'met',
      undone: false,
      worker: { name: '周敏' },
    })
    expect(JSON.stringify(answer.body)).not.toContain('张三')
    const logged = await ground.context.db
      .selectFrom('operation')
      .select(['staff_id', 'subject'])
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'inspection.open')
      .execute()
    expect(logged).toEqual([{ staff_id: ground.field.inspector.id, subject: nth(0) }])
    expect(await verifyChain(ground.context.db, ground.field.unit)).toMatchObject({ kind: 'intact' })
  })

  it('is told to nobody else, and of no record that was not drawn; the inspection itself holds none', async () => {
    await visits()
    const { id } = await draw({ size: 2 })
    const { body } = await ask({ action: 'inspection', id })
    expect(JSON.stringify(body)).not.toMatch(/清枫苑|"door|building/)
    const { content } = v.parse(inspectionAnswer, body)
    const [one] = content.drawn
    if (one === undefined) throw new Error('nothing drawn')
    const other = Array.from({ length: 16 }, (_, i) => nth(i)).find((r) =>
      content.drawn.every(({ record }) => record !== r),
    )
    expect(codeOf(await ask({ action: 'inspected', id, record: one.record }, ground.field.clerk))).toBe(4030)
    expect(codeOf(await ask({ action: 'inspected', id, record: other }))).toBe(4048)
    for (const person of [ground.field.secretary, ground.field.leader])
      expect(codeOf(await ask({ action: 'inspections' }, person))).toBe(person.role === 'leader' ? 4030 : 4031)
    const logged = await ground.context.db
      .selectFrom('operation')
      .select('type')
      .where('unit_id', '=', ground.field.unit)
      .where('type', '=', 'inspection.open')
      .execute()
    expect(logged).toEqual([])
  })
})
