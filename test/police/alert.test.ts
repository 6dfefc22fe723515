import { firstFollowUp } from '#domain/dissuasion-act'
import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import { MINUTE } from '#domain/time'
import AlertPage from '../../src/police/alert/index'
import { alert, attempt, dispatch } from '../support/case-drafts'
import { officer, unit, worker } from '../support/small-town'
import { said, station } from './stage'

const resident = { name: '王秀英', phone: '19912341234', address: '青枫苑3幢902', room: '902' }

async function submitted(ground: ReturnType<typeof station>, by: 'worker' | 'me') {
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  await ground.does(ground.colleague, dispatch(id))
  const author = by === 'me' ? ground.mine : ground.worker
  await author.sync()
  await ground.does(author, attempt(id))
  return id
}

test('one’s own submission can’t be confirmed, and the page says why', async () => {
  const ground = station()
  const id = await submitted(ground, 'me')
  const page = await ground.open(AlertPage, { unit, id })
  expect(page.find('#act-main').textContent).toBe('确认')
  expect(page.find('#act-main').getAttribute('aria-disabled')).toBe('true')
  expect(page.find('#why-not').textContent).toContain('请另一位民警确认')
  await page.press('#act-main')
  expect(page.has('#sheet')).toBe(false)
})

test('a colleague’s is confirmed with the follow-up that its level asks for', async () => {
  const ground = station()
  const id = await submitted(ground, 'worker')
  const page = await ground.open(AlertPage, { unit, id })
  await page.press('#act-main')
  await page.press('#act-save')
  const [view] = ground.mine.cases()
  expect(view?.row.state).toBe('confirmed')
  const minute = Math.floor(ground.world.now / MINUTE) * MINUTE
  expect(view?.row.due?.at).toBe(firstFollowUp(minute, { level: 'urgent', policy: defaultDissuasionPolicy }))
})

test('a return asks for a reason and sends it', async () => {
  const ground = station()
  const id = await submitted(ground, 'worker')
  const page = await ground.open(AlertPage, { unit, id })
  await page.press('#act-return')
  await page.press('#act-save')
  expect(ground.mine.cases()[0]?.row.state).toBe('submitted')
  await page.type('#reason', '请再问有没有转账')
  await page.press('#act-save')
  expect(ground.mine.cases()[0]?.row).toMatchObject({ state: 'accepted', returned: '请再问有没有转账' })
})

test('what the cloud refuses is said in words, the form keeps its content and nothing is left in quarantine', async () => {
  const ground = station()
  const id = await submitted(ground, 'worker')
  const page = await ground.open(AlertPage, { unit, id })
  await page.press('#act-return')
  await page.type('#reason', '请再问有没有转账')
  await ground.does(ground.colleague, { type: 'dissuasion.confirm', body: { caseId: id, followUpAt: null } })
  await page.press('#act-save')
  expect(page.find('#sheet').textContent).toContain('没有生效：这一步现在不能做')
  expect(page.written('#reason')).toBe('请再问有没有转账')
  expect(ground.mine.status().quarantined).toBe(0)
})

test('a name is shown for a reason that the cloud has logged, and folded away again', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  ground.script((_, body) => (body.action === 'reveal' ? said({ resident, asOf: ground.world.now }) : undefined))
  const page = await ground.open(AlertPage, { unit, id })
  expect(page.text()).not.toContain('王秀英')
  await page.press('#reveal')
  await page.press('#reveal-go')
  expect(ground.calls.some(({ body }) => body.action === 'reveal')).toBe(false)
  await page.press('#reveal-call')
  await page.press('#reveal-go')
  expect(ground.calls.find(({ body }) => body.action === 'reveal')?.body).toMatchObject({ id, unit, reason: 'call' })
  expect(page.text()).toContain('王秀英')
  expect(page.text()).toContain('19912341234')
  await page.press('#fold')
  expect(page.text()).not.toContain('王秀英')
})

test('a minute later the name is gone by itself', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  ground.script((_, body) => (body.action === 'reveal' ? said({ resident, asOf: ground.world.now }) : undefined))
  const page = await ground.open(AlertPage, { unit, id })
  const later = jest.spyOn(globalThis, 'setTimeout')
  await page.press('#reveal')
  await page.press('#reveal-call')
  await page.press('#reveal-go')
  const fade = later.mock.calls.find(([, delay]) => delay === 60_000)?.[0]
  later.mockRestore()
  expect(page.text()).toContain('王秀英')
  await page.act(() => fade?.())
  expect(page.text()).not.toContain('王秀英')
})

test('signals are questions with their sample sizes', async () => {
  const signal = {
    kind: 'same-words' as const,
    records: [],
    staff: null,
    seen: 4,
    sample: 12,
    metres: null,
    time: null,
  }
  const ground = station({ signals: [signal] })
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(AlertPage, { unit, id })
  expect(page.text()).toContain('同样的一句话出现在 4 / 12 条记录里，请问一下是否复制')
  expect(page.text()).toContain('这是问题，不是结论')
})

test('before anybody was spoken to a case closes as a false alarm only, with a word on how one knows', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(AlertPage, { unit, id })
  await page.press('#act-close')
  expect(page.has('#close-resolved')).toBe(false)
  expect(page.find('#act-save').getAttribute('aria-disabled')).toBe('true')
  await page.type('#close-note', '本人在本地，号码被冒用')
  await page.press('#act-save')
  expect(ground.mine.cases()[0]?.row.state).toBe('closed')
})

test('whoever is to confirm is not offered to log a visit, which would keep him from it; the leader is', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const led = await ground.does(ground.colleague, alert('YJ-2'))
  const body = { caseId: id, leader: officer(2), workers: [worker(1)], companions: [] }
  await ground.does(ground.colleague, { type: 'dissuasion.dispatch', body })
  await ground.does(ground.colleague, dispatch(led))
  await ground.worker.sync()
  await ground.does(ground.worker, attempt(id))
  await ground.does(ground.worker, attempt(led))
  expect((await ground.open(AlertPage, { unit, id })).has('#act-attempt')).toBe(false)
  expect((await ground.open(AlertPage, { unit, id: led })).has('#act-attempt')).toBe(true)
})

test('a case is kept by law for a reason, and the reason is read where it is lifted', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(AlertPage, { unit, id })
  expect(page.text()).toContain('没有，到期后按规定删除')
  await page.press('#edit-hold')
  await page.type('#reason', '另案取证')
  await page.press('#act-save')
  expect(ground.mine.records().map(({ operation }) => operation)).toContainEqual(
    expect.objectContaining({ type: 'hold.place', body: { about: 'case', caseId: id, reason: '另案取证' } }),
  )
  const held = { at: ground.world.now, by: '李建国', reason: '另案取证' }
  const again = station({ hold: held })
  const other = await again.does(again.colleague, alert('YJ-1'))
  const shown = await again.open(AlertPage, { unit, id: other })
  expect(shown.text()).toContain('李建国 · 另案取证')
  await shown.press('#edit-hold')
  expect(shown.find('#sheet').textContent).toContain('解除依法保留')
})

test('an erased resident can neither be put right nor kept', async () => {
  const ground = station({ erased: true })
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(AlertPage, { unit, id })
  expect(page.text()).toContain('已按规定删除')
  expect([page.has('#edit-hold'), page.has('#edit-resident')]).toEqual([false, false])
})

test('a resident is put right by what was wrong alone, with a reason', async () => {
  const ground = station()
  const id = await ground.does(ground.colleague, alert('YJ-1'))
  const page = await ground.open(AlertPage, { unit, id })
  await page.press('#edit-resident')
  await page.type('#correct-phone', '19911112222')
  await page.press('#act-save')
  expect(page.has('#sheet')).toBe(true)
  await page.type('#correct-reason', '号码登记错')
  await page.press('#act-save')
  const sent = ground.mine.records().map(({ operation }) => operation)
  expect(sent).toContainEqual(
    expect.objectContaining({
      type: 'alert.correct',
      body: { caseId: id, reason: '号码登记错', phone: '19911112222' },
    }),
  )
})
