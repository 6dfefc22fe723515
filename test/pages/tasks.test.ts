import Taro from '@tarojs/taro'
import { HOUR, MINUTE } from '#domain/time'
import { casesNeeding } from '#stores/case-store'
import { countdownWords } from '#words/countdown'
import { recordWords } from '../../src/pages/outbox/record-words'
import Tasks from '../../src/pages/tasks/index'
import Today from '../../src/pages/today/index'
import { accept, attempt, RESIDENT_PHONE, reveal } from '../support/case-drafts'
import { officer, unit, worker } from '../support/small-town'
import { START } from '../support/sync-set-up'
import { CASE, openCasePage } from './case-stage'

const badge = () => document.querySelector('#tab-tasks .tab-badge')?.getAttribute('aria-label') ?? null

test('a task that was sent here is due, with its countdown and a badge, and opens its page', async () => {
  const opened: string[] = []
  Object.assign(Taro, { navigateTo: async ({ url }: { readonly url: string }) => void opened.push(url) })
  const stage = await openCasePage(Tasks)
  expect(stage.text()).toContain('待办 1 件')
  expect(stage.find('.countdown').getAttribute('aria-label')).toContain('前接单')
  expect(stage.find('.case-card-sign').textContent).toBe('!')
  expect(badge()).toBe('1 件待办')
  await stage.press(`#case-${CASE}`)
  expect(opened).toEqual([`/pages/case/index?unit=${unit}&id=${CASE}`])
})

test('no task: the page says what would come, and no badge stands on the tab', async () => {
  const stage = await openCasePage(Tasks, { workers: [worker(2)] })
  expect(stage.text()).toContain('没有要办的任务')
  expect(badge()).toBeNull()
})

test('a conclusive visit moves the task to those that wait for the police, before it has left the phone', async () => {
  const stage = await openCasePage(Tasks)
  await stage.act(() => stage.phone.engine().save(attempt(CASE)))
  expect(stage.text()).toContain('等民警确认')
  expect(stage.text()).toContain('已存本机')
  expect(badge()).toBeNull()
})

test('a task that somebody else has now is one quiet line, without a word of the resident', async () => {
  const stage = await openCasePage(Tasks, {
    workers: [worker(1), worker(2)],
    dispatched: async ({ id, mine }) => {
      mine.save(accept(id))
      mine.save({ type: 'dissuasion.transfer', body: { caseId: id, to: worker(2), reason: '赶不到' } })
      await mine.sync()
    },
  })
  expect(stage.text()).toMatch(/已转给 王芳，您的记录已附上/)
  expect(stage.text()).not.toContain('王*')
  expect(stage.text()).not.toContain('199')
  expect(badge()).toBeNull()
})

test('Today puts the task before everything else that is due', async () => {
  const stage = await openCasePage(Today)
  expect(stage.has(`#case-${CASE}`)).toBe(true)
  expect(stage.text()).not.toContain('没有约访')
})

test('the outbox names no resident and repeats no free words', async () => {
  const stage = await openCasePage(Tasks, {
    dispatched: ({ id, mine }) => {
      mine.save(reveal(id))
      mine.save(attempt(id, { note: '儿子说老人去银行了', met: 'family', result: 'doubting' }))
    },
  })
  const words = stage.phone
    .engine()
    .records()
    .map(({ operation }) => recordWords(operation, []))
  expect(words.map(({ title }) => title)).toEqual(['上门劝阻', '查看姓名与房号'])
  expect(JSON.stringify(words)).toContain('见到家属 · 将信将疑')
  for (const secret of ['王', RESIDENT_PHONE, '902', '银行']) expect(JSON.stringify(words)).not.toContain(secret)
})

test('an officer is needed where the next step is his, never to confirm his own visit', async () => {
  const stage = await openCasePage(Tasks)
  const row = { ...stage.row(), part: 'officer' as const }
  const needs = (more: Partial<typeof row>) =>
    casesNeeding('police', [{ unit, row: { ...row, ...more }, waiting: null }], officer(1)).length === 1
  expect(needs({ state: 'entered' })).toBe(true)
  expect(needs({ state: 'ready' })).toBe(true)
  expect(needs({ state: 'accepted' })).toBe(false)
  expect(needs({ state: 'accepted', due: { step: 'meet', at: START, escalated: true } })).toBe(true)
  expect(needs({ state: 'submitted', submitters: [worker(1)] })).toBe(true)
  expect(needs({ state: 'submitted', submitters: [officer(1)] })).toBe(false)
  expect(casesNeeding('secretary', [{ unit, row, waiting: null }], officer(1))).toEqual([])
})

describe('the countdown', () => {
  const due = (left: number, more = {}) => ({ step: 'meet' as const, at: START + left, escalated: false, ...more })

  test('counts seconds within the day and says days beyond it', () => {
    expect(countdownWords(due(HOUR + 24 * MINUTE + 10_000), 'high', START)).toMatchObject({
      tone: 'calm',
      figure: '01:24:10',
      until: '19:24 前见到本人',
      spoken: '还剩 1 小时 24 分，19:24 前见到本人',
    })
    expect(countdownWords(due(51 * HOUR), 'high', START).figure).toBe('2 天 3 小时')
    expect(countdownWords(due(24 * HOUR - 1), 'high', START).until).toBe('明天 17:59 前见到本人')
  })

  test('is near in the last half hour, once escalated, and from the start of an urgent step, but not of a follow-up', () => {
    const tone = (...given: Parameters<typeof countdownWords>) => countdownWords(...given).tone
    expect(tone(due(30 * MINUTE), 'high', START)).toBe('calm')
    expect(tone(due(30 * MINUTE - 1), 'high', START)).toBe('near')
    expect(tone(due(5 * HOUR, { escalated: true }), 'high', START)).toBe('near')
    expect(tone(due(2 * HOUR), 'urgent', START)).toBe('near')
    expect(tone(due(20 * HOUR, { step: 'follow-up' }), 'urgent', START)).toBe('calm')
  })

  test('says by how much it is over, in words', () => {
    expect(countdownWords(due(0), 'high', START)).toMatchObject({ tone: 'over', figure: '刚刚超时' })
    expect(countdownWords(due(-12 * MINUTE - 1), 'high', START).figure).toBe('已超时 12 分钟')
  })
})
