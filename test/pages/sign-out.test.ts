import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { deskDraft } from '#stores/desk-draft'
import { provide, services } from '#stores/services'
import { endingWithSession } from '#stores/session-end'
import { useSession } from '#stores/session-store'
import Me from '../../src/pages/me/index'
import { signOut } from '../../src/pages/me/sign-out'
import { RESIDENT_PHONE } from '../support/case-drafts'
import type { Phone } from '../support/phone'
import { worker } from '../support/small-town'
import { idOf, statusOf, visit } from '../support/sync-set-up'
import { openCasePage } from './case-stage'

const asked: { title?: string; content?: string }[] = []
/** What is pressed, question by question. */
function presses(...answers: readonly boolean[]): void {
  const left = [...answers]
  asked.length = 0
  Object.assign(Taro, {
    showModal: async (question: { title: string; content: string }) => {
      asked.push(question)
      return { confirm: left.shift() ?? false }
    },
    reLaunch: async () => undefined,
  })
}
const notes = deskDraft('summary-draft', 'own', v.string())
const stored = (phone: Phone) => [...phone.lying()].map((entry) => entry.join(' ')).join('\n')

/** A worker's phone with a case, an unsent visit, forms of the phone's and of the desk's kind. */
async function leaving() {
  const stage = await openCasePage(Me)
  const { phone } = stage
  const dropped: string[] = []
  provide({
    ...services(),
    async forgetKey(staff) {
      dropped.push(staff)
      phone.disk.keys.delete(staff)
    },
  })
  const unsent = idOf(phone.engine().save(visit(1, 1)))
  phone.engine().saveForm('alert', { name: '陈阿婆' })
  notes.keep('陈阿婆说')
  expect(phone.engine().cases()[0]?.row.resident?.phone).toBe(RESIDENT_PHONE)
  return { ...stage, unsent, dropped }
}

test('sign-out says how much is unsent, offers to send it first, and sends it', async () => {
  const { phone, unsent } = await leaving()
  presses(true, false)
  expect(await signOut()).toBe(false)
  expect(asked.map(({ content }) => content)).toEqual([
    '还有 1 条记录没有送达。先发送吗？',
    '记录都已送达。楼栋、任务和住户资料会从本机清除，下次登录再取。没填完的 1 份表单会清除。',
  ])
  expect([statusOf(phone.engine(), unsent), useSession.getState().session?.staff.id]).toEqual(['delivered', worker(1)])
})

test('after it the device holds the key no more, nothing of residents, no form; what is unsent stays for its author', async () => {
  const { phone, unsent, dropped } = await leaving()
  presses(false, true)
  expect(await signOut()).toBe(true)
  expect(asked[1]?.content).toContain('还有 1 条记录没有送达。它们会留在本机')
  expect([dropped, phone.disk.keys.has(worker(1)), useSession.getState().session]).toEqual([[worker(1)], false, null])
  expect(stored(phone)).not.toMatch(/"sealed"|陈阿婆|19912341234|"doors"/)
  expect(stored(phone)).toContain(unsent)
})

test('a session that the cloud has ended leaves the device in the same way, and says why', async () => {
  const { phone, unsent, dropped } = await leaving()
  const why = { code: 4011, title: '登录已失效，请重新登录；未发送的记录仍在本机' } as const
  const transport = endingWithSession({ call: async () => ({ kind: 'problem', problem: why }) })
  await transport.call('session', { action: 'sign-out' })
  expect(useSession.getState().session).not.toBeNull()
  await transport.call('query', { action: 'staff' })
  await new Promise((next) => setTimeout(next))
  expect([useSession.getState().session, useSession.getState().endedBy, dropped]).toEqual([null, why, [worker(1)]])
  expect(stored(phone)).not.toMatch(/"sealed"|陈阿婆|19912341234|"doors"/)
  expect(stored(phone)).toContain(unsent)
})
