import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { deviceId, staffId } from '#contract/scalars'
import { addDays } from '#domain/time'
import { attachEngine, detachEngines } from '#stores/field-store'
import StaffPage from '../../src/community/staff/index'
import { createDisk } from '../support/memory-store'
import { createPhone } from '../support/phone'
import { readQr } from '../support/read-qr'
import * as answers from './answers'
import { openPage, type Script, type Stage } from './stage'

const { today, now } = answers
const code = { id: answers.idOf(900), code: 'K7MQ2XWD', expiresAt: now + 86_400_000, uses: 5, asOf: now }

/** The cloud's word on the unit, its volunteer changed as the test wants. */
const unitWith =
  (volunteer: object, rebindings: readonly object[] = []): Script =>
  (_, { action }) => {
    switch (action) {
      case 'staff':
        return {
          kind: 'answer',
          body: {
            ...answers.staff,
            staff: answers.staff.staff.map((person) =>
              person.role === 'volunteer' ? { ...person, ...volunteer } : person,
            ),
          },
        }
      case 'enrolment':
        return { kind: 'answer', body: { invitations: [], applications: [], asOf: now } }
      case 'rebindings':
        return { kind: 'answer', body: { rebindings, asOf: now } }
      case 'invite':
        return { kind: 'answer', body: code }
      default:
        return undefined
    }
  }

interface Desk extends Stage {
  /** What was pushed, the newest last. */
  pushed(): readonly object[]
}

/** The secretary's page on a real engine, whose cloud takes everything. */
async function openDesk(volunteer: object = {}, rebindings: readonly object[] = []): Promise<Desk> {
  const pushed: object[] = []
  const cloud = (_: unknown, body: unknown) => {
    const { action, operations = [] } = body as { action: string; operations?: readonly { body: object }[] }
    pushed.push(...operations.map((operation) => operation.body))
    const taken = { outcomes: operations.map((_, index) => ({ kind: 'applied', seq: index + 1 })), serverTime: now }
    const nothing = { changes: [], cursor: 'c', more: false, serverTime: now }
    return { kind: 'answer', body: action === 'push' ? taken : nothing } as const
  }
  const who = { staff: v.parse(staffId, 'qfy-s9'), device: v.parse(deviceId, answers.idOf(1)) }
  const world = { now, late: [], cloud }
  attachEngine(createPhone({ world, ...who, disk: createDisk(), maker: 1 }).engine())
  const page = await openPage(StaffPage, {}, unitWith(volunteer, rebindings))
  return { ...page, pushed: () => pushed }
}
afterEach(() => void detachEngines())

const modal = (confirm: boolean) => {
  const showModal = jest.fn().mockResolvedValue({ confirm })
  Object.assign(Taro, { showModal })
  return showModal
}

test('the invitation is shown as a QR code that a phone reads, beside the code to type', async () => {
  const page = await openDesk()
  await page.press('发邀请码')
  await page.press('生成邀请码')
  expect(page.find('#invite-code').textContent).toBe('K7MQ-2XWD')
  const read = readQr(page.find('#invite-qr'))
  expect(read).toBe(`${window.location.href.replace(/#.*$/, '')}#/pages/join/index?code=K7MQ2XWD`)
  const setClipboardData = jest.fn().mockResolvedValue({ errMsg: 'ok' })
  Object.assign(Taro, { setClipboardData })
  await page.press('复制邀请链接')
  expect(setClipboardData).toHaveBeenCalledWith({ data: read })
})

test('a volunteer’s service is lengthened from its last day, buildings and first day as they were', async () => {
  const page = await openDesk()
  expect(page.text()).toContain('服务到 4月2日，还有 4 天')
  await page.press('延长或结束顾雨晴的服务')
  expect(page.find('#days-save').textContent).toBe('日期没有变')
  await page.press('7 天')
  await page.press('服务到 4月9日 周五（含当天）')
  expect(page.pushed()).toEqual([
    {
      staffId: 'qfy-s3',
      scope: { kind: 'buildings', buildingIds: ['b1', 'b2'] },
      from: addDays(today, -9),
      to: '2021-04-09',
      active: true,
    },
  ])
})

test('the service ends today by its date, never before today', async () => {
  const page = await openDesk()
  await page.press('延长或结束顾雨晴的服务')
  for (let day = 0; day < 4; day += 1) await page.press('到，前一天')
  await page.press('服务到 3月29日 周一（含当天）')
  expect(page.pushed()).toMatchObject([{ to: today, active: true }])
  await page.press('延长或结束顾雨晴的服务')
  for (let day = 0; day < 6; day += 1) await page.press('到，前一天')
  expect(page.find('#days-save').textContent).toContain('3月29日')
})

test('it ends at once when the secretary says so twice, and hears before what would not arrive any more', async () => {
  const page = await openDesk({ pending: 2 })
  await page.press('延长或结束顾雨晴的服务')
  const asked = modal(false)
  await page.press('马上停用')
  expect(asked.mock.calls[0]?.[0].content).toContain('还有 2 条没有送达')
  expect(page.pushed()).toEqual([])
  modal(true)
  await page.press('马上停用')
  expect(page.pushed()).toMatchObject([{ staffId: 'qfy-s3', active: false }])
})

test.each([
  ['past the last day', { to: addDays(today, -1), onDuty: false }, '服务已于 3月28日 结束'],
  ['stopped', { active: false, onDuty: false }, '已停用'],
])('a volunteer %s stands apart, and can be given days and buildings anew', async (_, volunteer, words) => {
  const page = await openDesk(volunteer)
  expect(page.text()).toContain('已结束服务 · 1 人')
  expect(page.text()).toContain(words)
  expect(page.all('[aria-label="延长或结束顾雨晴的服务"]')).toEqual([])
  await page.press('重新安排')
  await page.press('安排 2 栋')
  expect(page.pushed()).toMatchObject([{ active: true, scope: { kind: 'buildings', buildingIds: ['b1', 'b2'] } }])
})

test('anybody’s service record is one tap away', async () => {
  const page = await openDesk()
  await page.press('周敏的服务记录')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/pages/service/index?staff=qfy-s1' })
})

const rebinding = {
  id: answers.idOf(901),
  state: 'pending',
  staffId: 'qfy-s2',
  name: '周敏',
  role: 'grid',
  number: 'QFY002',
  askedAt: now - 60_000,
  lastSeenOn: addDays(today, -3),
  decidedAt: null,
  reason: null,
}

test('who came with another WeChat is let in by one tap that says what it does, and shows when the old phone was last heard of', async () => {
  const page = await openDesk({}, [rebinding])
  expect(page.text()).toContain('换绑微信 · 1 人待确认')
  expect(page.text()).toMatch(/旧手机最近 .+ 联网/)
  await page.press('周敏 QFY002')
  expect(page.text()).toContain('请当面或打电话确认是本人再同意')
  await page.press('是本人，同意换绑')
  expect(page.pushed()).toEqual([{ applicationId: rebinding.id }])
})

test('where nobody asks nothing is said of it', async () => {
  expect((await openDesk()).text()).not.toContain('换绑')
})
