import Taro from '@tarojs/taro'
import type { TransportResult } from '#sync/ports'
import People from '../../src/account/people/index'
import { now, openStreetPage } from '../street/stage'
import { idAt } from '../support/operation-ids'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const person = (more: object) => ({
  id: 'qfy-s1',
  name: '陈芳',
  role: 'secretary',
  number: '01',
  onDuty: true,
  seenOn: null,
  invited: false,
  ...more,
})
const answered = said({
  unit: { id: 'wtjd', name: '唯亭街道' },
  units: [
    { id: 'wtjd', name: '唯亭街道' },
    { id: 'qfy', name: '青枫苑社区' },
  ],
  people: [
    person({}),
    person({ id: 'qfy-s2', name: '李明', invited: true }),
    person({ id: 'qfy-s3', name: '王芳', seenOn: '2021-04-15' }),
    person({ id: 'qfy-s4', name: '赵强', onDuty: false }),
  ],
  asOf: now,
})
const made = said({ id: idAt(9), code: 'ABCDEFGH', expiresAt: now + 86_400_000, uses: 1, asOf: now })

const none = said({ rebindings: [], asOf: now })

const cloud =
  (rebindings = none) =>
  (name: string, { action }: Record<string, unknown>): TransportResult => {
    if (name === 'sync') return said({ outcomes: [{ kind: 'applied', seq: 4 }], serverTime: now })
    if (action === 'rebindings') return rebindings
    return action === 'invite-staff' ? made : answered
  }

test('each of the unit stands there with whether he has signed in, and gets a code that is shown once', async () => {
  const page = await openStreetPage(People, cloud())
  expect(page.text()).toContain('还没有登录')
  expect(page.text()).toContain('已发邀请码，还没有登录')
  expect(page.text()).toContain('最近登录 今天')
  expect(page.text()).toContain('不在岗')
  await page.press('#person-qfy-s1')
  await page.press('#invite-make')
  expect(page.calls.find(({ body }) => body.action === 'invite-staff')?.body).toMatchObject({
    unit: 'wtjd',
    staff: 'qfy-s1',
    days: 3,
  })
  expect(page.find('#invite-code').getAttribute('aria-label')).toBe('邀请码 A B C D E F G H')
})

test('from its own page the street goes to each of its units', async () => {
  const went: string[] = []
  Object.assign(Taro, { navigateTo: async ({ url }: { url: string }) => void went.push(url) })
  const page = await openStreetPage(People, cloud())
  await page.press('#unit-qfy')
  expect(went).toEqual(['/account/people/index?unit=qfy'])
})

test('a street with no unit yet is told what comes first', async () => {
  const alone = said({
    unit: { id: 'wtjd', name: '唯亭街道' },
    units: [{ id: 'wtjd', name: '唯亭街道' }],
    people: [],
    asOf: now,
  })
  const page = await openStreetPage(People, (_, { action }) => (action === 'rebindings' ? none : alone))
  expect(page.text()).toContain('街道下还没有单位')
})

test('who came with another WeChat is let in by somebody of the street, in the unit that the page is of', async () => {
  const rebinding = {
    id: idAt(7),
    state: 'pending',
    staffId: 'qfy-s3',
    name: '王芳',
    role: 'secretary',
    number: '03',
    askedAt: now,
    decidedAt: null,
    reason: null,
    lastSeenOn: '2021-04-14',
  }
  const page = await openStreetPage(People, cloud(said({ rebindings: [rebinding], asOf: now })), 'street', {
    unit: 'qfy',
  })
  expect(page.text()).toContain('换绑微信 · 1 人待确认')
  await page.press(`#rebinding-${rebinding.id}`)
  await page.press('#rebind-approve')
  expect(page.calls.find(({ name }) => name === 'sync')?.body).toMatchObject({
    unit: 'qfy',
    operations: [{ type: 'binding.approve', body: { applicationId: rebinding.id } }],
  })
})

test('nobody else finds codes there', async () => {
  const page = await openStreetPage(People, cloud(), 'inspector')
  expect(page.calls).toEqual([])
  expect(page.text()).toContain('派出所民警、街道专班登录后')
})
