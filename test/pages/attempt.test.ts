import Attempt from '../../src/pages/attempt/index'
import { attempt } from '../support/case-drafts'
import { officer, worker } from '../support/small-town'
import { CASE, type CaseStage, openCasePage } from './case-stage'

const body = ({ phone }: CaseStage) => {
  const found = phone
    .engine()
    .records()
    .find(({ operation }) => operation.type === 'dissuasion.attempt')
  return found === undefined ? null : found.operation.body
}
const draftOf = ({ phone }: CaseStage) => phone.engine().form(`attempt-${CASE}`)

test('nobody there is two taps, and stores nothing that was not found', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#met-nobody')
  await stage.press('#save-attempt')
  expect(Object.keys(body(stage) ?? {}).sort()).toEqual(['caseId', 'met', 'result', 'startedAt'])
  expect(body(stage)).toMatchObject({ caseId: CASE, met: 'nobody', result: 'not-met' })
  expect(stage.row()).toMatchObject({ attempts: 1, state: 'accepted' })
})

test('a meeting is told by taps: what was asked, what was lost, what was advised, what came of it', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#met-person')
  await stage.press('#transferred-yes')
  await stage.type('#amount', '12000')
  expect(stage.text()).toContain('12,000 元')
  await stage.press('#in-contact-no')
  await stage.press('#advised-report')
  await stage.press('#result-doubting')
  await stage.press(`#with-${officer(1)}`)
  await stage.type('#note', '答应先不转')
  await stage.press('#save-attempt')
  expect(body(stage)).toMatchObject({
    met: 'person',
    result: 'doubting',
    amount: 12000,
    advised: ['report'],
    fraudType: 'rebate-tasks',
    with: [officer(1)],
    note: '答应先不转',
  })
  expect(body(stage)).toHaveProperty('answers', { transferred: true, 'in-contact': false })
  expect(stage.row().state).toBe('submitted')
})

test('an amount is asked and kept only while money was sent', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#met-family')
  expect(stage.has('#amount')).toBe(false)
  await stage.press('#transferred-yes')
  await stage.type('#amount', '500')
  await stage.press('#transferred-no')
  expect(stage.has('#amount')).toBe(false)
  await stage.press('#result-awake')
  await stage.press('#save-attempt')
  expect(body(stage)).not.toHaveProperty('amount')
})

test('what is missing is said, and nothing is saved or lost', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#save-attempt')
  expect(stage.text()).toContain('请先选见到了谁')
  await stage.press('#met-person')
  await stage.press('#transferred-no')
  await stage.press('#save-attempt')
  expect(stage.text()).toContain('请选结果')
  expect(body(stage)).toBeNull()
  expect(stage.find('#transferred-no').getAttribute('aria-checked')).toBe('true')
})

test('every step is kept: a phone that dies at the door goes on where it was', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#met-person')
  await stage.press('#shared-screen-yes')
  stage.phone.kill()
  expect(draftOf(stage)).toMatchObject({ met: 'person', answers: { 'shared-screen': true } })
})

test('a form half filled comes back with the page, and is gone once it is saved', async () => {
  const stage = await openCasePage(Attempt, {
    dispatched: ({ mine }) =>
      mine.saveForm(`attempt-${CASE}`, {
        startedAt: Date.UTC(2021, 2, 29, 9, 30),
        met: 'person',
        result: null,
        with: [],
        answers: { transferred: true },
        fraudType: 'rebate-tasks',
        amount: 300,
        advised: [],
        residence: null,
        nextVisitAt: null,
        note: '',
        minutes: null,
        photos: [],
      }),
  })
  expect(stage.find('#transferred-yes').getAttribute('aria-checked')).toBe('true')
  await stage.press('#result-awake')
  await stage.press('#save-attempt')
  expect(body(stage)).toMatchObject({ startedAt: Date.UTC(2021, 2, 29, 9, 30), amount: 300 })
  expect(draftOf(stage)).toBeNull()
})

test('a full storage keeps the form and says so', async () => {
  const stage = await openCasePage(Attempt)
  await stage.press('#met-nobody')
  stage.disk.limit = 0
  await stage.press('#save-attempt')
  expect(stage.text()).toContain('没有丢')
  expect(body(stage)).toBeNull()
})

test('a second visit takes over what the first one heard, but not whom it met or what came of it', async () => {
  const stage = await openCasePage(Attempt, {
    dispatched: ({ id, mine }) =>
      void mine.save(attempt(id, { result: 'refused', answers: { 'gave-code': true }, advised: ['stop-payment'] })),
  })
  await stage.press('#met-person')
  await stage.press('#like-last')
  expect(stage.find('#gave-code-yes').getAttribute('aria-checked')).toBe('true')
  expect(stage.find('#advised-stop-payment').getAttribute('aria-checked')).toBe('true')
  expect(stage.find('#result-refused').getAttribute('aria-checked')).toBe('false')
})

test('a volunteer is asked for what was heard alone: no amount, no people, no time', async () => {
  const stage = await openCasePage(Attempt, { workers: [worker(2)], companions: [worker(1)] })
  await stage.press('#met-person')
  await stage.press('#transferred-yes')
  for (const asked of ['#amount', '#advised-report', '#next-visit--1', '#minutes-10', `#with-${officer(1)}`])
    expect(stage.has(asked)).toBe(false)
  await stage.press('#result-awake')
  await stage.press('#save-attempt')
  expect(Object.keys(body(stage) ?? {}).sort()).toEqual(['answers', 'caseId', 'met', 'result', 'startedAt'])
})

test('a check asks who lives there and not a word about fraud', async () => {
  const stage = await openCasePage(Attempt, { alert: { kind: 'check' } })
  await stage.press('#met-family')
  expect(stage.has('#transferred-yes')).toBe(false)
  expect(stage.has('#result-awake')).toBe(false)
  expect(stage.text()).not.toMatch(/诈骗|96110|转/)
  await stage.press('#save-attempt')
  expect(stage.text()).toContain('请选住户在不在住')
  await stage.press('#residence-moved-away')
  await stage.press('#save-attempt')
  expect(body(stage)).toMatchObject({ met: 'family', residence: 'moved-away' })
  expect(body(stage)).not.toHaveProperty('fraudType')
})

test('a neighbour who knows that they moved away answers a check; nobody at all does not', async () => {
  const told = await openCasePage(Attempt, { alert: { kind: 'check' } })
  await told.press('#met-nobody')
  await told.press('#residence-moved-away')
  await told.press('#save-attempt')
  expect(told.row().state).toBe('submitted')
  const silent = await openCasePage(Attempt, { alert: { kind: 'check' } })
  await silent.press('#met-nobody')
  await silent.press('#save-attempt')
  expect(silent.row().state).toBe('accepted')
})
