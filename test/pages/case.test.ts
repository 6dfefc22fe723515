import Taro from '@tarojs/taro'
import type { CaseAnswer } from '#contract/case-query'
import Case from '../../src/pages/case/index'
import { accept, attempt, RESIDENT_PHONE } from '../support/case-drafts'
import { officer, worker } from '../support/small-town'
import { type CaseStage, openCasePage } from './case-stage'

const clear = ['王秀英', RESIDENT_PHONE, '青枫苑3幢902']
const shown = (stage: CaseStage) =>
  clear.filter((word) => document.body.innerHTML.includes(word) && stage.text() !== '')

test('opens from the phone alone: how long is left, whom, and what to ask first', async () => {
  const stage = await openCasePage(Case)
  expect(stage.text()).toContain('任务 YJ-1')
  expect(stage.find('.countdown').getAttribute('aria-label')).toMatch(/还剩 .*前接单/)
  expect(stage.text()).toContain('王*')
  expect(stage.text()).toContain('199****1234')
  expect(stage.text()).toContain('有没有垫钱做任务')
  expect(stage.text()).toContain('联网后显示完整经过')
  expect(shown(stage)).toEqual([])
})

test('a name is shown for a reason alone, and the asking is stored first', async () => {
  const stage = await openCasePage(Case)
  await stage.press('#reveal')
  await stage.press('#reveal-go')
  expect(stage.text()).toContain('请先选一个事由')
  expect(shown(stage)).toEqual([])
  await stage.press('#reveal-find-the-door')
  await stage.press('#reveal-go')
  expect(shown(stage)).toEqual(clear)
  expect(stage.operations()).toContain('resident.reveal')
  await stage.press('#fold')
  expect(shown(stage)).toEqual([])
})

test('a reveal that could not be stored shows nothing', async () => {
  const stage = await openCasePage(Case)
  await stage.press('#reveal')
  await stage.press('#reveal-call')
  stage.disk.limit = 0
  await stage.press('#reveal-go')
  expect(shown(stage)).toEqual([])
  expect(stage.text()).toContain('不能显示')
  expect(stage.operations()).not.toContain('resident.reveal')
})

test('接单 is one tap without a network, and the next thing to do takes its place', async () => {
  const stage = await openCasePage(Case)
  await stage.press('#accept')
  expect(stage.row().state).toBe('accepted')
  expect(stage.has('#accept')).toBe(false)
  expect(stage.find('#record').textContent).toBe('记录这次上门')
  expect(stage.find('.countdown').getAttribute('aria-label')).toContain('前见到本人')
  expect(stage.text()).toContain('已存本机')
})

test('a volunteer sees no word of the resident, not even a masked one', async () => {
  const stage = await openCasePage(Case, { workers: [worker(2)], companions: [worker(1)] })
  expect(stage.row().part).toBe('companion')
  expect(stage.has('#reveal')).toBe(false)
  expect(stage.text()).not.toContain('王*')
  expect(stage.text()).not.toContain('199')
  expect(stage.text()).toContain('先问三句')
  expect(stage.find('#record').textContent).toBe('记录问答')
})

test('what the police sent back stands on top with its reason', async () => {
  const stage = await openCasePage(Case, {
    dispatched: async ({ id, mine, police }) => {
      mine.save(accept(id))
      mine.save(attempt(id))
      await mine.sync()
      police(2).save({ type: 'dissuasion.return', body: { caseId: id, reason: '没有问验证码' } })
      await police(2).sync()
    },
  })
  expect(stage.find('.case-returned').textContent).toBe('民警退回：没有问验证码')
  expect(stage.find('#record').textContent).toBe('记录这次上门')
})

test('a submitted case waits for the police and says so', async () => {
  const stage = await openCasePage(Case, { dispatched: ({ id, mine }) => void mine.save(attempt(id)) })
  expect(stage.row().state).toBe('submitted')
  expect(stage.text()).toContain('等民警确认')
  expect(stage.has('#accept')).toBe(false)
})

test('handing over is offered only while somebody else was sent, and asks why', async () => {
  expect((await openCasePage(Case)).has('#transfer')).toBe(false)
  const stage = await openCasePage(Case, { workers: [worker(1), worker(2)] })
  await stage.press('#transfer')
  await stage.press('#transfer-go')
  expect(stage.text()).toContain('请选或写一句为什么')
  await stage.press('#transfer-why-我今天赶不到')
  await stage.press('#transfer-go')
  expect(stage.operations()).toContain('dissuasion.transfer')
  await stage.act(() => stage.phone.engine().sync())
  expect(stage.row().part).toBe('former')
  expect(stage.text()).toContain('已转给')
  expect(stage.has('#reveal')).toBe(false)
  expect(stage.text()).not.toContain('王*')
})

test('with a network the whole thread is there, with what has not left the phone marked on it', async () => {
  const called = Date.UTC(2021, 2, 29, 10, 5)
  const stage = await openCasePage(Case, {
    answer: (id, mine): CaseAnswer => {
      const [view] = mine.cases()
      if (view === undefined) throw new Error('no case')
      const by = { id: officer(1), name: '李建国', role: 'police', number: 'P001' } as const
      return {
        row: view.row,
        police: null,
        thread: [
          {
            kind: 'call',
            id,
            at: called,
            receivedAt: called + 60_000,
            late: true,
            by,
            reached: false,
            note: '响铃无人接',
          },
        ],
        asOf: called,
      }
    },
  })
  await stage.press('#accept')
  const thread = stage.find('.thread').textContent ?? ''
  expect(thread).toContain('电话劝阻：未接通')
  expect(thread).toContain('响铃无人接')
  expect(thread).toContain('补传')
  expect(thread).toMatch(/已接单已存本机/)
  expect(stage.text()).not.toContain('联网后显示完整经过')
})

test('a case that this phone does not hold says so', async () => {
  const stage = await openCasePage(Case, { params: { id: '0190a000-0000-7000-8000-00000000ffff' } })
  expect(stage.text()).toContain('这件任务不在本机')
})

test('the two numbers everybody may call are one tap away', async () => {
  const called: string[] = []
  Object.assign(Taro, {
    makePhoneCall: async ({ phoneNumber }: { readonly phoneNumber: string }) => void called.push(phoneNumber),
  })
  const stage = await openCasePage(Case)
  await stage.press('#call-96110')
  await stage.press('#call-110')
  expect(called).toEqual(['96110', '110'])
})
