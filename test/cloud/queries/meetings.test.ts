import * as v from 'valibot'
import { figuresOf } from '#cloud/queries/figures-of'
import { meetingsAnswer } from '#contract/record-query'
import type { LocalDate } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { type Cases, casesOf, RESIDENT } from '../../support/case-fixture'
import { NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let cases: Cases
beforeEach(async () => {
  cases = await casesOf(ground.context, ground.field)
})

const span = { from: '2021-03-29' as LocalDate, to: '2021-03-29' as LocalDate }
const ask = async (staff = ground.field.secretary) => {
  const token = await tokenOf(ground.context, staff)
  return call(ground.context, 'query', { action: 'meetings', unit: ground.field.unit, ...span }, token)
}

it('are as many as the figure of a report says, with who was there, and nothing of whom they met', async () => {
  const { worker, unit } = ground.field
  const id = await cases.enter({})
  await cases.dispatch(id)
  await cases.act('dissuasion.accept', { caseId: id }, worker)
  await cases.attempt(id, worker, { met: 'nobody', result: 'not-met' })
  await cases.attempt(id, worker, { note: `${RESIDENT.name}答应不转账` })
  const told = v.parse(meetingsAnswer, (await ask()).body)
  const { figures } = await figuresOf(ground.context.db, unit, span, NOON)
  expect(told.meetings).toHaveLength(figures.dissuasions)
  expect(figures.dissuasions).toBe(1)
  expect(told.meetings[0]).toMatchObject({ caseId: id, people: [worker.name], late: false })
  expect(JSON.stringify(told)).not.toContain(RESIDENT.name)
  expect(codeOf(await ask(worker))).toBe(4030)
})
