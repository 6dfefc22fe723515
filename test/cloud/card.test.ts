import * as v from 'valibot'
import { cardAnswer, cardCodeAnswer } from '#contract/card'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../support/calls'
import { fieldUnderTest } from '../support/field-under-test'

const ground = fieldUnderTest()
const { parse } = v
const codeFor = async (staff = ground.field.worker) => {
  const token = await tokenOf(ground.context, staff)
  return parse(cardCodeAnswer, (await call(ground.context, 'session', { action: 'card-code' }, token)).body)
}
const scan = (code: string) => call(ground.context, 'session', { action: 'card', code }, null)

it('shows unit, number and that he is in service, and nothing else, to whoever scans it', async () => {
  const { code } = await codeFor()
  const { body } = await scan(code)
  expect(body).toEqual({
    unitName: expect.stringMatching(/^清枫社区/),
    number: ground.field.worker.number,
    onDuty: true,
    serverTime: ground.context.clock.time,
  })
  expect(JSON.stringify(body)).not.toContain(ground.field.worker.name)
  expect(JSON.stringify(body)).not.toContain(ground.field.worker.id)
})

it('of somebody who serves no longer says so', async () => {
  const { code } = await codeFor(ground.field.volunteer)
  const { db } = ground.context
  await db.updateTable('staff').set({ active: false }).where('staff_id', '=', ground.field.volunteer.id).execute()
  expect(parse(cardAnswer, (await scan(code)).body).onDuty).toBe(false)
})

it('is worth nothing after ten minutes, and its row is gone with the next', async () => {
  const first = await codeFor()
  ground.context.clock.time += 10 * MINUTE
  expect(codeOf(await scan(first.code))).toBe(4013)
  await codeFor()
  const { db } = ground.context
  const rows = await db.selectFrom('card').select('code_hash').where('unit_id', '=', ground.field.unit).execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]?.code_hash).not.toContain(first.code)
})

it('can’t be counted through: a wrong code of the right unit finds nothing, and nobody’s invitation is locked out by it', async () => {
  const { code } = await codeFor()
  expect(code.slice(ground.field.unit.length + 1)).toMatch(/^[A-Za-z0-9_-]{22}$/)
  for (let nth = 0; nth < 15; nth++)
    expect(codeOf(await scan(`${ground.field.unit}.${String(nth).padStart(22, 'A')}`))).toBe(4013)
  expect(await ground.context.db.selectFrom('guess').selectAll().execute()).toEqual([])
  expect(codeOf(await scan(code))).toBeUndefined()
})

it('is made only for whoever is signed in', async () => {
  expect(codeOf(await call(ground.context, 'session', { action: 'card-code' }, null))).toBe(4010)
})
