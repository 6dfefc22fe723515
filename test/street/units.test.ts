import { noticeCampaign } from '#domain/campaign'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import UnitPage from '../../src/street/unit/index'
import UnitsPage from '../../src/street/units/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const qfy = { id: 'qfy', name: '青枫苑社区', kind: 'community' }
const told = said({
  street: { id: 'wtjd', name: '唯亭街道', kind: 'street' },
  settings: { ...defaultSettings, version: 4 },
  campaigns: [{ ...noticeCampaign, id: idAt(5), version: 1 }],
  units: [qfy],
  asOf: now,
})
const line = (more: object) => ({
  unit: qfy,
  flags: [],
  workers: 4,
  unowned: 0,
  area: '青枫苑',
  contact: { staffId: 'qfy-s7', name: '陈芳', post: '书记' },
  setAt: now,
  ...more,
})
const units = said({
  units: [
    line({
      unit: { id: 'blq', name: '白鹭桥社区', kind: 'community' },
      flags: ['no-contact', 'unowned-buildings'],
      unowned: 2,
      contact: null,
    }),
    line({}),
  ],
  asOf: now,
})
const duty = (versions: readonly object[]) =>
  said({
    unit: qfy,
    campaign: { id: idAt(5), name: '百日会战' },
    content: { campaignId: idAt(5), versions },
    flags: versions.length === 0 ? ['no-contact', 'no-duties'] : [],
    workers: 4,
    unowned: 0,
    people: [{ id: 'qfy-s7', name: '陈芳', role: 'secretary' }],
    asOf: now,
  })
const version = {
  version: 1,
  area: '青枫苑',
  duties: ['入户宣传全覆盖'],
  measures: ['每天 60 分钟'],
  contact: { staffId: 'qfy-s7', name: '陈芳', post: '书记' },
  at: now,
  by: '王立群',
}
const applied = said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })
const opened = { unit: 'qfy', campaign: idAt(5) }

function cloud(versions: readonly object[] = [], push = () => applied) {
  return (name: string, body: Record<string, unknown>) => {
    if (name === 'sync') return push()
    if (body.action === 'units') return units
    return body.action === 'unit-duty' ? duty(versions) : told
  }
}

test('what is missing of each unit is said, counted over all of them, and can be looked at alone', async () => {
  const page = await openStreetPage(UnitsPage, cloud())
  expect(page.text()).toContain('2 个单位，1 个有缺项')
  expect(page.text()).toContain('未定专人 1 · 有楼没有网格员 1')
  expect(page.find('#unit-blq').textContent).toContain('! 未定专人 · ! 2 栋楼没有网格员')
  expect(page.find('#unit-qfy').textContent).toContain('专人 陈芳（书记）')
  await page.press('.seg:last-child')
  expect(() => page.find('#unit-qfy')).toThrow()
})

test('the street writes a unit’s duties, a line each, with somebody who has no account, in the unit’s own log', async () => {
  const page = await openStreetPage(UnitPage, cloud(), 'street', opened)
  expect(page.text()).toContain('! 未定专人在下面定一位专人')
  await page.press('#duty-write')
  await page.press('.pick')
  await page.press('.pick-option:last-child')
  expect(page.find('#duty-save').getAttribute('aria-disabled')).toBe('true')
  expect(page.text()).toContain('请写明专人的姓名')
  await page.type('#duty-name', '沈丽')
  await page.type('#duty-post', '办公室主任')
  await page.type('#duty-duties', ' 入户宣传全覆盖\n\n劝阻及时上门 ')
  await page.press('#duty-save')
  const [sent] = page.calls.filter(({ name }) => name === 'sync')
  expect(sent?.body.operations).toMatchObject([
    {
      type: 'duty.set',
      unit: 'qfy',
      author: 'wtjd-s1',
      body: {
        campaignId: idAt(5),
        base: 0,
        area: '',
        duties: ['入户宣传全覆盖', '劝阻及时上门'],
        measures: [],
        contact: { kind: 'named', name: '沈丽', post: '办公室主任' },
      },
    },
  ])
})

test('what is given up is forgotten, and what was set stands', async () => {
  const page = await openStreetPage(UnitPage, cloud([version]), 'street', opened)
  expect(page.text()).toContain('1. 入户宣传全覆盖')
  await page.press('#duty-write')
  await page.type('#duty-area', '青枫苑和商业街')
  await page.press('#duty-drop')
  expect(page.text()).toContain('责任区域青枫苑')
})

test('a refusal says why and keeps what was written', async () => {
  const problem = { code: 4095, title: '别人刚改过', detail: '请看过新的再改' }
  const refused = () => said({ outcomes: [{ kind: 'rejected', problem }], serverTime: now })
  const page = await openStreetPage(UnitPage, cloud([version], refused), 'street', opened)
  await page.press('#duty-write')
  await page.type('#duty-area', '青枫苑和商业街')
  await page.press('#duty-save')
  expect(page.text()).toContain('没有生效：别人刚改过：请看过新的再改')
  expect(page.find('#duty-save')).toBeDefined()
})

test('an inspector reads and writes nothing', async () => {
  const page = await openStreetPage(UnitPage, cloud([version]), 'inspector', opened)
  expect(page.text()).toContain('陈芳（书记）')
  expect(() => page.find('#duty-write')).toThrow()
})
