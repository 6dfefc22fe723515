import { Current } from '@tarojs/runtime'
import Taro from '@tarojs/taro'
import TestUtils from '@tarojs/test-utils-react'
import * as v from 'valibot'
import type { applicationAnswer, invitationAnswer } from '#contract/enrolment'
import { deviceId } from '#contract/scalars'
import type { signedInAnswer } from '#contract/session'
import type { NoticeKind } from '#domain/notice'
import { useJoin } from '#stores/join-store'
import { provide, services } from '#stores/services'
import { useSession } from '#stores/session-store'
import type { TransportResult } from '#sync/ports'
import Join from '../../src/pages/join/index'
import { createDisk } from '../support/memory-store'
import { createPhone } from '../support/phone'
import { plainServices } from '../support/plain-services'
import { settled } from '../support/settled'
import { device, worker } from '../support/small-town'

const now = Date.parse('2021-03-29T20:00:00+08:00')
const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const refused = (code: number, title: string, detail?: string): TransportResult => ({
  kind: 'problem',
  problem: { code, title, ...(detail === undefined ? {} : { detail }) },
})

const invitation = {
  unitName: '青枫苑社区',
  demo: false,
  kind: 'volunteer',
  name: null,
  bound: false,
  expiresAt: now + 86_400_000,
} satisfies v.InferInput<typeof invitationAnswer>
const pending = {
  token: null,
  kind: 'volunteer',
  state: 'pending',
  unitName: '青枫苑社区',
  name: '王芳',
  appliedAt: now,
  reason: null,
  from: null,
  to: null,
  number: null,
  serverTime: now,
} satisfies v.InferInput<typeof applicationAnswer>
const approved = { ...pending, state: 'approved', from: '2021-03-30', to: '2021-04-02', number: 'QFY009' }
const signedIn = {
  session: '0'.repeat(32),
  token: 't',
  expiresAt: now + 86_400_000,
  demo: false,
  staff: {
    id: 'qfy-s9',
    unitId: 'qfy',
    unitName: '青枫苑社区',
    name: '王芳',
    role: 'volunteer',
    number: 'QFY009',
    gridName: null,
    from: '2021-03-30',
    to: '2021-04-02',
    serves: [],
  },
  recordKey: null,
  serverTime: now,
} satisfies v.InferInput<typeof signedInAnswer>

type Cloud = Readonly<Partial<Record<string, TransportResult | (() => TransportResult)>>>

/** Only one at a time is mounted. */
let mounted: TestUtils | null = null
afterAll(() => mounted?.unmout())

/** The page as somebody sees it who is nobody yet, on a cloud that answers by action. `token`: he applied before, on this device. */
async function openJoin(cloud: Cloud, params: Record<string, string> = {}, token: string | null = null) {
  mounted?.unmout()
  const calls: Record<string, unknown>[] = []
  const answers = { ...cloud }
  const world = { now, late: [], cloud: () => said({ changes: [], cursor: 'c', more: false, serverTime: now }) }
  const phone = createPhone({ world, staff: worker(1), device: device(1), disk: createDisk(), maker: 1 })
  const own = plainServices({
    transport: {
      async call(_, body) {
        const sent = body as Record<string, unknown>
        calls.push(sent)
        const answer = answers[String(sent.action)]
        return (typeof answer === 'function' ? answer() : answer) ?? refused(4003, '没有这个功能')
      },
    },
    now: () => now,
    device: v.parse(deviceId, device(1)),
    openEngine: () => phone.engine(),
  })
  if (token !== null) own.store.set('application', token)
  provide(own)
  useSession.setState({ session: null, problem: null, busy: false })
  useJoin.setState({ invitation: null, application: null, problem: null, busy: false })
  Object.assign(Taro, { reLaunch: jest.fn().mockResolvedValue({}) })
  Current.router = { params, path: '', onReady: '', onHide: '', onShow: '' } as unknown as typeof Current.router
  document.body.innerHTML = ''
  const utils = new TestUtils()
  await utils.mount(Join)
  mounted = utils
  const settle = () => settled(utils)
  await settle()
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (found === null) throw new Error(`nothing at ${selector} in: ${document.body.textContent}`)
    return found
  }
  return {
    calls,
    answers,
    store: own.store,
    text: () => document.body.textContent ?? '',
    find,
    async press(selector: string) {
      utils.act(() => void utils.fireEvent.click(find(selector)))
      await settle()
    },
    async type(selector: string, words: string) {
      const input = find(`${selector} input`)
      if (!(input instanceof HTMLInputElement)) throw new Error(`no input at ${selector}`)
      input.value = words
      utils.act(() => void utils.fireEvent.input(input))
      await settle()
    },
  }
}

const asked = (page: { readonly calls: readonly Record<string, unknown>[] }, action: string) =>
  page.calls.filter((call) => call.action === action)

test('what can’t be a code is said at once, without asking the cloud', async () => {
  const page = await openJoin({})
  await page.type('#join-code', '12345')
  await page.press('#join-look')
  expect(page.text()).toContain('邀请码由 8 位字母和数字组成，请核对后再输')
  expect(asked(page, 'invitation')).toEqual([])
})

test.each([
  [4013, '没有这个邀请码', undefined],
  [4014, '邀请码已失效', undefined],
  [4290, '请求太频繁', '邀请码试错太多，请 10 分钟后再试'],
])(
  'a code that is wrong, over or tried too often (%d) is said, and another can be typed',
  async (code, title, detail) => {
    const page = await openJoin({ invitation: refused(code, title, detail) })
    await page.type('#join-code', 'k7mq 2xwd')
    await page.press('#join-look')
    expect(page.text()).toContain(detail ?? title)
    expect(asked(page, 'invitation')).toEqual([{ action: 'invitation', code: 'K7MQ2XWD' }])
    page.answers.invitation = said(invitation)
    await page.press('#join-look')
    expect(page.text()).toContain('申请成为青枫苑社区的志愿者')
  },
)

test.each([
  ['a link’s code', { code: 'K7MQ-2XWD' }],
  ['a mini program code’s scene', { scene: encodeURIComponent('code=K7MQ2XWD') }],
  ['an ordinary link that WeChat opened', { q: encodeURIComponent('https://fz.example.cn/join?code=K7MQ2XWD') }],
])('%s is looked at without being typed', async (_, params) => {
  const page = await openJoin({ invitation: said(invitation) }, params)
  expect(asked(page, 'invitation')).toEqual([{ action: 'invitation', code: 'K7MQ2XWD' }])
  expect(page.text()).toContain('申请成为青枫苑社区的志愿者')
})

test('nobody applies without a name and consent; then he waits, and the device keeps its token', async () => {
  const page = await openJoin(
    { invitation: said(invitation), apply: said({ ...pending, token: 'secret' }) },
    { code: 'K7MQ2XWD' },
  )
  expect(page.find('#join-apply').textContent).toBe('请填写姓名')
  await page.type('#join-name', '王芳')
  expect(page.find('#join-apply').textContent).toBe('请先同意')
  await page.press('#join-apply')
  expect(asked(page, 'apply')).toEqual([])
  await page.press('#join-consent')
  await page.press('#join-apply')
  expect(asked(page, 'apply')).toMatchObject([
    { code: 'K7MQ2XWD', name: '王芳', number: null, about: null, consent: true },
  ])
  expect(page.find('#join-state').textContent).toContain('申请已交给青枫苑社区的书记，等待确认')
  expect(page.store.get('application')).toBe('secret')
})

test('who waits and comes back still waits, and hears when it is decided', async () => {
  const page = await openJoin({ application: said(pending) }, {}, 'secret')
  expect(asked(page, 'application')).toEqual([{ action: 'application', application: 'secret' }])
  expect(page.find('#join-state').textContent).toContain('等待确认')
  page.answers.application = said(approved)
  await page.press('#join-again')
  expect(page.find('#join-state').textContent).toBe(
    '王芳，已通过：青枫苑社区志愿者，工号 QFY009，服务 3月30日—4月2日（含末日）',
  )
})

test('who is approved comes in, and the token is gone from the device', async () => {
  const page = await openJoin({ application: said(approved), enter: said(signedIn) }, {}, 'secret')
  await page.press('#join-enter')
  expect(asked(page, 'enter')).toMatchObject([{ application: 'secret' }])
  expect(page.store.get('application')).toBeNull()
  expect(useSession.getState().session?.staff.name).toBe('王芳')
  expect(Taro.reLaunch).toHaveBeenCalledWith({ url: '/pages/today/index' })
})

test('coming in asks, within the tap, to be told when the days end', async () => {
  const page = await openJoin({ application: said(approved), enter: said(signedIn) }, {}, 'secret')
  const asked: NoticeKind[][] = []
  provide({ ...services(), askToTell: (kinds) => asked.push([...kinds]) })
  await page.press('#join-enter')
  expect(asked).toEqual([['service-soon', 'service-last']])
})

test('who begins later hears from when, and may come back for it', async () => {
  const early = refused(4033, '您不在服务期内', '服务从 2021-03-30 开始，到那天再进入')
  const page = await openJoin({ application: said(approved), enter: early }, {}, 'secret')
  await page.press('#join-enter')
  expect(page.text()).toContain('服务从 2021-03-30 开始，到那天再进入')
  expect(page.store.get('application')).toBe('secret')
})

test('who is refused reads why, and begins anew with another code', async () => {
  const page = await openJoin(
    { application: said({ ...pending, state: 'refused', reason: '本周人手已够' }) },
    {},
    'secret',
  )
  expect(page.find('#join-state').textContent).toBe('青枫苑社区没有通过这次申请：本周人手已够')
  await page.press('.button')
  expect(page.store.get('application')).toBeNull()
  expect(page.find('#join-code')).toBeTruthy()
})

test('without a network the page says so and asks again when told to', async () => {
  const page = await openJoin({ application: { kind: 'not-sent' } }, {}, 'secret')
  expect(page.text()).toContain('没有网络，请联网后重试')
  expect(page.store.get('application')).toBe('secret')
})

test('a code for somebody of the unit signs him in on this device', async () => {
  const staff = { ...invitation, kind: 'staff', name: '周敏' }
  const page = await openJoin({ invitation: said(staff), bind: said(signedIn) }, { code: 'K7MQ2XWD' })
  expect(page.text()).toContain('以青枫苑社区周敏的身份在这台设备上登录')
  await page.press('#join-enter')
  expect(asked(page, 'bind')).toMatchObject([{ code: 'K7MQ2XWD' }])
  expect(useSession.getState().session).not.toBeNull()
})

test('somebody bound to another WeChat asks to be bound to this one, waits for somebody’s yes, and comes in', async () => {
  const bound = { ...invitation, kind: 'staff', name: '周敏', bound: true }
  const waits = { ...pending, kind: 'rebinding', name: '周敏', token: 'secret' }
  const page = await openJoin({ invitation: said(bound), rebind: said(waits) }, { code: 'K7MQ2XWD' })
  expect(page.text()).toContain('青枫苑社区周敏已绑定另一个微信')
  expect(asked(page, 'bind')).toEqual([])
  await page.press('#join-rebind')
  expect(asked(page, 'rebind')).toMatchObject([{ code: 'K7MQ2XWD' }])
  expect(page.text()).toContain('换绑申请已交给青枫苑社区')
  expect(page.store.get('application')).toBe('secret')
  Object.assign(page.answers, {
    application: said({ ...waits, token: null, state: 'approved' }),
    enter: said(signedIn),
  })
  await page.press('#join-again')
  expect(page.text()).toContain('已同意换绑到这个微信')
  await page.press('#join-enter')
  expect(asked(page, 'enter')).toMatchObject([{ application: 'secret' }])
})
