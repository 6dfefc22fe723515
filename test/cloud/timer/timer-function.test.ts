import { timer } from '#cloud/handlers/timer'
import { MINUTE } from '#domain/time'
import { codeOf, tokenOf } from '../../support/calls'
import { casesOf } from '../../support/case-fixture'
import { fieldUnderTest } from '../../support/field-under-test'
import { escalations } from '../../support/timer-cases'

const ground = fieldUnderTest()
/** What WeChat's runtime hands over. */
const event = { Type: 'Timer', TriggerName: 'every-minute', Time: '2021-03-29T02:10:00Z', Message: '' }

test('WeChat’s trigger runs it', async () => {
  const { context, database, field } = ground
  const caseId = await (await casesOf(context, field)).enter()
  context.clock.time += 10 * MINUTE
  const answer = await timer({ context, body: event, token: null, openid: null })
  expect(answer).toEqual({ status: 200, body: { drafted: 0, escalated: 1, overdue: 0, prompted: 0, sent: 0 } })
  expect(await escalations(database.kysely, field.unit, caseId)).toHaveLength(1)
})

test('nobody else does: not a mini program with the trigger’s words, not somebody signed in', async () => {
  const { context, database, field } = ground
  await (await casesOf(context, field)).enter()
  context.clock.time += 10 * MINUTE
  const token = await tokenOf(context, field.officer)
  const answers = [
    await timer({ context, body: event, token: null, openid: 'openid' }),
    await timer({ context, body: event, token, openid: null }),
    await timer({ context, body: {}, token: null, openid: null }),
    await timer({ context, body: null, token: null, openid: null }),
  ]
  expect(answers.map(codeOf)).toEqual([4003, 4003, 4003, 4003])
  expect(await escalations(database.kysely, field.unit)).toEqual([])
})
