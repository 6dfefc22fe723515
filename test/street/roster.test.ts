import Taro from '@tarojs/taro'
import { noticeCampaign } from '#domain/campaign'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import ReadingPage from '../../src/pages/roster/index'
import WritingPage from '../../src/street/roster/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

// Taro's own reads a router that only a whole app has.
Object.assign(Taro, { getCurrentPages: () => [], reLaunch: async () => {} })

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const wtjd = { id: 'wtjd', name: '唯亭街道', kind: 'street' }
const told = said({
  street: wtjd,
  settings: { ...defaultSettings, version: 4 },
  campaigns: [{ ...noticeCampaign, id: idAt(5), version: 1 }],
  units: [
    { id: 'qfy', name: '青枫苑社区', kind: 'community' },
    { id: 'wtpcs', name: '唯亭派出所', kind: 'station' },
  ],
  asOf: now,
})
const member = (name: string, part = '成员', phone = '') => ({ name, post: '', part, phone })
const groups = [
  { name: '领导小组', members: [member('方国强', '组长', '6600 1234'), member('梁雪梅'), member('顾振华')] },
]
const roster = (set: object | null) => said({ street: wtjd, roster: set, asOf: now })
const standing = { version: 3, groups, at: now, by: '王立群' }
const applied = said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })

function cloud(set: object | null) {
  return (name: string, body: Record<string, unknown>) => {
    if (name === 'sync') return applied
    return body.action === 'roster' ? roster(set) : told
  }
}

const sent = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => body.operations)

test('the first one starts with the groups of the notice and the street’s own stations', async () => {
  const page = await openStreetPage(WritingPage, cloud(null))
  for (const group of ['领导小组', '党政办（宣传）', '社会治理局（司法）', '唯亭派出所'])
    expect(page.text()).toContain(`${group}改名人员未定`)
  await page.press('#add-0')
  expect(page.find('#member-save').getAttribute('aria-disabled')).toBe('true')
  await page.type('#member-name', ' 方国强 ')
  await page.press('#member-part-组长')
  await page.type('#member-phone', '打办公室')
  expect(page.text()).toContain('电话只写数字、空格和短横线')
  await page.type('#member-phone', '6600 1234')
  await page.press('#member-save')
  await page.press('#roster-save')
  const [[operation]] = sent(page) as [[{ body: { groups: { name: string }[] } }]]
  expect(operation).toMatchObject({
    type: 'roster.set',
    unit: 'wtjd',
    body: {
      base: 0,
      groups: [{ members: [{ name: '方国强', post: '', part: '组长', phone: '6600 1234' }] }, {}, {}, {}],
    },
  })
})

test('who is named first stands first: one is moved up, one taken off, a group renamed', async () => {
  const page = await openStreetPage(WritingPage, cloud(standing))
  await page.press('#member-0-2')
  await page.press('#member-up')
  await page.press('#member-0-2')
  await page.press('#member-remove')
  await page.press('#group-0')
  await page.type('#group-name', '百日会战领导小组')
  await page.press('#group-save')
  expect(page.find('#roster-save').textContent).toBe('保存（2 人）')
  await page.press('#roster-save')
  expect(sent(page)).toMatchObject([
    [
      {
        body: {
          base: 3,
          groups: [{ name: '百日会战领导小组', members: [{ name: '方国强' }, { name: '顾振华' }] }],
        },
      },
    ],
  ])
})

test('two groups of one name are noticed before anything is sent', async () => {
  const page = await openStreetPage(WritingPage, cloud(standing))
  await page.press('#add-group')
  await page.type('#group-name', '领导小组')
  await page.press('#group-save')
  expect(page.text()).toContain('有两个组都叫“领导小组”，请改一个名称')
  expect(page.find('#roster-save').getAttribute('aria-disabled')).toBe('true')
})

test('everybody reads it, and only 街道专班 is offered to write', async () => {
  const leader = await openStreetPage(ReadingPage, cloud(standing), 'leader')
  expect(leader.text()).toContain('方国强组长6600 1234')
  expect(() => leader.find('#roster-write')).toThrow()
  const clerk = await openStreetPage(ReadingPage, cloud(null))
  expect(clerk.text()).toContain('还没有名单')
  expect(clerk.find('#roster-write').textContent).toBe('写名单')
})

test('two of one name, people or groups, are two on the page while it is written', async () => {
  const warned = jest.spyOn(console, 'error').mockImplementation(() => {})
  const twice = [
    { name: '专班', members: [member('王芳'), member('王芳')] },
    { name: '专班', members: [] },
  ]
  const page = await openStreetPage(WritingPage, cloud({ ...standing, groups: twice }))
  expect(page.find('#member-0-1').textContent).toContain('王芳')
  expect(page.find('#add-1').textContent).toContain('加一人')
  expect(warned.mock.calls.map(([words]) => String(words)).filter((words) => words.includes('same key'))).toEqual([])
  warned.mockRestore()
})
