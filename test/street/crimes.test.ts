import Taro from '@tarojs/taro'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import CrimesPage from '../../src/street/crimes/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const unit = { id: 'qfy', name: '青枫苑社区', kind: 'community' }
const told = said({
  street: { id: 'wtjd', name: '唯亭街道', kind: 'street' },
  settings: { ...defaultSettings, version: 4 },
  campaigns: [],
  units: [unit, { id: 'wtpcs', name: '唯亭派出所', kind: 'station' }],
  asOf: now,
})
const crime = {
  id: idAt(7),
  unit,
  number: 'A2021-001',
  on: '2021-04-10',
  time: '19:40',
  place: { kind: 'door', doorId: 'b3-17', buildingId: 'b3' },
  fraudType: 'fake-investment',
  loss: 52_000,
  alert: null,
  counts: true,
  placeWord: '青枫苑 3幢 1单元 9**',
  person: false,
  enteredBy: '李卫国',
  enteredAt: now,
  version: 2,
  corrections: [
    { at: now, by: '王立群', reason: '金额多写', changes: [{ field: 'loss', from: '62000', to: '52000' }] },
  ],
}
const cloud =
  (outcome: object = { kind: 'applied', seq: 1 }) =>
  (name: string, body: Record<string, unknown>) => {
    if (name === 'sync') return said({ outcomes: [outcome], serverTime: now })
    return body.action === 'street' ? told : said({ crimes: [crime], asOf: now })
  }
const pushed = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])

async function chooseUnit(page: Awaited<ReturnType<typeof openStreetPage>>): Promise<void> {
  await page.press('.pick')
  await page.press('#sheet [role="radiogroup"] > :last-child')
}

test('a crime opens with what was put right in it, and is corrected on the version that was read, its door kept', async () => {
  const page = await openStreetPage(CrimesPage, cloud())
  expect(page.text()).toContain('1 起 · 损失 5.2 万元')
  await page.press('#crime-A2021-001')
  expect(page.text()).toContain('损失 6.2 万元 改为 5.2 万元')
  expect(page.text()).toContain('金额多写')
  await page.press('#correct')
  await page.type('#loss', '２５０００')
  await page.press('#save-crime')
  expect(page.text()).toContain('请写一句更正的原因')
  await page.type('#reason', '核对卷宗')
  await page.press('#save-crime')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'crime.correct',
      unit: 'qfy',
      body: {
        paperId: crime.id,
        base: 2,
        reason: '核对卷宗',
        number: 'A2021-001',
        on: '2021-04-10',
        time: '19:40',
        doorId: 'b3-17',
        buildingId: null,
        fraudType: 'fake-investment',
        loss: 25_000,
        alert: null,
        counts: true,
      },
    }),
  ])
})

test('a crime is entered for the unit that was chosen; a station is none of them', async () => {
  const page = await openStreetPage(CrimesPage, cloud())
  await page.press('.pick')
  expect(page.find('#sheet').textContent).not.toContain('派出所')
  await page.press('#sheet [role="radiogroup"] > :last-child')
  await page.press('#enter-crime')
  await page.type('#number', 'A2021-009')
  await page.press('#fraud-romance')
  await page.type('#loss', '0')
  await page.press('#save-crime')
  expect(page.text()).toContain('请写当事人的地址')
  await page.type('#address', '青枫苑3幢1单元902')
  await page.type('#time', '7:05')
  await page.press('#save-crime')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'crime.enter',
      unit: 'qfy',
      body: {
        number: 'A2021-009',
        on: '2021-04-15',
        time: '07:05',
        doorId: null,
        buildingId: null,
        fraudType: 'romance',
        loss: 0,
        alert: null,
        address: '青枫苑3幢1单元902',
      },
    }),
  ])
})

test('what was refused says why, and the form still has it all', async () => {
  const page = await openStreetPage(
    CrimesPage,
    cloud({ kind: 'rejected', problem: { code: 4004, title: '这个案件编号在本街道已经录入' } }),
  )
  await chooseUnit(page)
  await page.press('#enter-crime')
  await page.type('#number', 'A2021-001')
  await page.press('#fraud-romance')
  await page.type('#loss', '100')
  await page.type('#address', '青枫苑3幢')
  await page.press('#save-crime')
  expect(page.text()).toContain('没有生效：这个案件编号在本街道已经录入')
  expect(page.find('#save-crime').textContent).toBe('录入案件')
})

test('a crime leads to its review; one that was none has none', async () => {
  const page = await openStreetPage(CrimesPage, cloud(), 'inspector')
  await page.press('#crime-A2021-001')
  await page.press('#to-review')
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: `/street/review/index?unit=qfy&id=${crime.id}` })
  const none = said({ crimes: [{ ...crime, counts: false }], asOf: now })
  const other = await openStreetPage(CrimesPage, (_, body) => (body.action === 'street' ? told : none), 'inspector')
  await other.press('#crime-A2021-001')
  expect(() => other.find('#to-review')).toThrow()
})

test('an inspector reads them and changes nothing; a leader sees none', async () => {
  const page = await openStreetPage(CrimesPage, cloud(), 'inspector')
  await page.press('#crime-A2021-001')
  expect(page.find('#sheet').querySelector('#correct')).toBeNull()
  expect((await openStreetPage(CrimesPage, cloud(), 'leader')).text()).toContain('登录后可查看案件')
})

test('a crime is held by law with a reason and let go again; an inspector does neither, and of an erased one nothing is left to hold', async () => {
  const page = await openStreetPage(CrimesPage, cloud())
  await page.press('#crime-A2021-001')
  await page.press('#hold')
  expect(page.find('#hold-save').getAttribute('aria-disabled')).toBe('true')
  await page.type('#hold-reason', ' 已立案侦查 ')
  await page.press('#hold-save')
  expect(pushed(page)).toEqual([
    expect.objectContaining({
      type: 'hold.place',
      unit: 'qfy',
      body: { about: 'crime', paperId: crime.id, reason: '已立案侦查' },
    }),
  ])
  const listed = (row: object) => (name: string, body: Record<string, unknown>) =>
    body.action === 'crimes' ? said({ crimes: [{ ...crime, ...row }], asOf: now }) : cloud()(name, body)
  const held = await openStreetPage(CrimesPage, listed({ held: true }))
  await held.press('#crime-A2021-001')
  expect(held.text()).toContain('保留中，到期不删除')
  await held.press('#hold')
  await held.type('#hold-reason', '案件办结')
  await held.press('#hold-save')
  expect(pushed(held)).toEqual([expect.objectContaining({ type: 'hold.lift' })])
  const inspector = await openStreetPage(CrimesPage, listed({ held: true }), 'inspector')
  await inspector.press('#crime-A2021-001')
  expect(inspector.find('#sheet').querySelector('#hold')).toBeNull()
  const erased = await openStreetPage(CrimesPage, listed({ placeWord: null }))
  await erased.press('#crime-A2021-001')
  expect(erased.find('#sheet').querySelector('#hold')).toBeNull()
})
