import * as v from 'valibot'
import { serviceAnswer } from '#contract/service'
import type { Staff } from '#domain/staff'
import { DAY, type LocalDate, MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { casesOf, RESIDENT } from '../../support/case-fixture'
import { NOON, newOperationId } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
const none = { from: null, to: null } as { readonly from: LocalDate | null; readonly to: LocalDate | null }
const date = (text: string) => text as LocalDate

async function ask(of: Staff, actor: Staff = ground.field.secretary, span = none) {
  const body = { action: 'service', unit: ground.field.unit, staff: of.id, ...span }
  return call(ground.context, 'query', body, await tokenOf(ground.context, actor))
}
async function serviceOf(of: Staff, actor?: Staff, span = none) {
  return v.parse(serviceAnswer, (await ask(of, actor, span)).body)
}

/** Three doors of the first building, 300 seconds apart: an outing of 11 minutes. */
async function evening(at: number, by: Staff = ground.field.volunteer) {
  const visits = [0, 1, 2].map((door) => {
    const visit = ground.visit(door, at - (2 - door) * 5 * MINUTE, { leaflets: 2 })
    return { ...visit, author: by.id }
  })
  await ground.apply(visits, by)
}

describe('a service record', () => {
  test('has the minutes, outings, doors and leaflets of the person’s days, and those of nobody else', async () => {
    const { volunteer, worker } = ground.field
    await evening(NOON)
    await evening(NOON - DAY)
    await evening(NOON - 60 * MINUTE, worker)
    const { person, serving, days, figures } = await serviceOf(volunteer)
    expect(person).toMatchObject({ name: '顾晓芸', role: 'volunteer' })
    expect(serving).toEqual({ from: '2021-03-26', to: '2021-03-31' })
    expect(days.map(({ day, minutes, visits }) => [day, minutes, visits])).toEqual([
      ['2021-03-28', 11, 3],
      ['2021-03-29', 11, 3],
    ])
    expect(figures).toEqual({
      minutes: 22,
      outings: 2,
      visits: 6,
      met: 6,
      leaflets: 12,
      activities: 0,
      dissuasions: 0,
    })
  })

  test('counts an activity for everybody who took part, with its minutes, until it is undone', async () => {
    const { worker, volunteer, field } = { ...ground.field, field: ground.field }
    const activity = field.operation('activity.log', {
      channel: 'lecture',
      from: NOON - 50 * MINUTE,
      to: NOON - 10 * MINUTE,
      place: '活动室',
      with: [volunteer.id],
    })
    await ground.apply([activity])
    for (const person of [worker, volunteer])
      expect((await serviceOf(person)).figures).toMatchObject({ minutes: 40, activities: 1 })
    await ground.apply([field.operation('activity.undo', { activityId: activity.id })])
    expect((await serviceOf(volunteer)).figures).toMatchObject({ minutes: 0, activities: 0 })
    expect((await serviceOf(volunteer)).days).toEqual([])
  })

  test('has a dissuasion that met somebody as a number for everybody who was there, and nothing of whom it met', async () => {
    const { officer, worker, volunteer } = ground.field
    const cases = await casesOf(ground.context, ground.field)
    const caseId = await cases.accepted()
    await cases.attempt(caseId, worker, { met: 'nobody', result: 'not-met' })
    expect((await serviceOf(worker)).figures.dissuasions).toBe(0)
    await cases.attempt(caseId, worker, { with: [officer.id, volunteer.id] })
    for (const person of [worker, volunteer]) {
      const { figures, ...rest } = await serviceOf(person)
      expect(figures).toMatchObject({ dissuasions: 1, visits: 0 })
      for (const word of Object.values(RESIDENT)) expect(JSON.stringify(rest)).not.toContain(word)
    }
  })

  test('is of the days that were asked for, both included', async () => {
    const { volunteer } = ground.field
    await evening(NOON)
    await evening(NOON - DAY)
    const { from, to, figures } = await serviceOf(volunteer, undefined, {
      from: date('2021-03-29'),
      to: date('2021-03-29'),
    })
    expect([from, to, figures.visits]).toEqual(['2021-03-29', '2021-03-29', 3])
    expect(codeOf(await ask(volunteer, undefined, { from: date('2020-01-01'), to: date('2021-03-29') }))).toBe(4001)
    expect(codeOf(await ask(volunteer, undefined, { from: date('2021-03-30'), to: date('2021-03-29') }))).toBe(4001)
  })

  test('of a worker begins with the first thing he did, and says what his phone still holds', async () => {
    const { worker } = ground.field
    const [visit] = [ground.visit(0, NOON - 2 * DAY)]
    await ground.apply([visit], worker, 4)
    expect(await serviceOf(worker)).toMatchObject({ from: '2021-03-27', to: '2021-03-29', pending: 4 })
  })

  test('is read by the person and by the unit’s secretary, and by nobody else', async () => {
    const { worker, colleague, volunteer, secretary, police, clerk } = ground.field
    expect((await ask(volunteer, volunteer)).status).toBe(200)
    expect((await ask(worker, worker)).status).toBe(200)
    expect((await ask(secretary, secretary)).status).toBe(200)
    expect(codeOf(await ask(volunteer, worker))).toBe(4030)
    expect(codeOf(await ask(worker, volunteer))).toBe(4030)
    expect(codeOf(await ask(worker, colleague))).toBe(4030)
    expect(codeOf(await ask(worker, police))).toBe(4030)
    expect(codeOf(await ask(worker, clerk))).toBe(4031)
  })

  test('of somebody who is not of the unit there is none', async () => {
    expect(codeOf(await ask(ground.field.officer))).toBe(4044)
  })

  test('says nothing of a resident and of no place', async () => {
    const { volunteer } = ground.field
    const note = newOperationId()
    await ground.apply([{ ...ground.visit(0, NOON, { note }), author: volunteer.id }], volunteer)
    const told = JSON.stringify(await serviceOf(volunteer))
    for (const word of [note, '清枫苑', '1幢', '101']) expect(told).not.toContain(word)
  })
})
