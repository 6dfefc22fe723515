import * as v from 'valibot'
import { PROTOCOL } from '#contract/protocol'
import { settingsSet } from '#contract/street'
import { defaultSettings } from '#domain/street-settings'
import type { TransportResult } from '#sync/ports'
import { withTagWord } from '../../src/street/settings/edits'
import SettingsPage from '../../src/street/settings/index'
import { now, openStreetPage } from './stage'

const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const unit = { id: 'wtjd', name: '唯亭街道', kind: 'street' }
const told = said({ street: unit, settings: { ...defaultSettings, version: 4 }, campaigns: [], units: [], asOf: now })
const pushed = (outcome: object) => said({ outcomes: [outcome], serverTime: now })

function cloud(push: () => TransportResult) {
  return (name: string) => (name === 'sync' ? push() : told)
}

const saved = (calls: Awaited<ReturnType<typeof openStreetPage>>['calls']) =>
  calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Record<string, unknown>[])[0])

test('one deadline of one level is changed, and all else is sent as it was, on the version that was read', async () => {
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
  )
  expect(page.find('#step-meet').textContent).toContain('2 小时内')
  await page.press('#minutes-meet-minus')
  expect(page.find('#step-meet').textContent).toContain('119 分钟内')
  await page.press('#save-settings')
  const { version: _, dissuasion, ...rest } = defaultSettings
  const within = { ...dissuasion.within, urgent: { ...dissuasion.within.urgent, meet: 119 } }
  expect(saved(page.calls)).toEqual([
    expect.objectContaining({
      type: 'settings.set',
      unit: 'wtjd',
      author: 'wtjd-s1',
      body: { base: 4, ...rest, dissuasion: { ...dissuasion, within } },
    }),
  ])
  expect(page.calls.find(({ name }) => name === 'sync')?.body).toMatchObject({ protocol: PROTOCOL, pending: 0 })
})

test('a fraud type is added before 其他 and one is no longer offered; a word that is there is not added twice', async () => {
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
  )
  await page.press('#fraud-romance')
  await page.type('#add-fraud', '刷单返利')
  expect(page.text()).toContain('添加一种：已经有了')
  await page.type('#add-fraud', 'AI 换脸')
  await page.press('#add-fraud-go')
  await page.press('#save-settings')
  const types = v.parse(settingsSet.entries.body, saved(page.calls)[0]?.body).fraudTypes
  expect(types.slice(-2)).toMatchObject([{ word: 'AI 换脸', offered: true }, { id: 'other' }])
  expect(types.find(({ id }) => id === 'romance')?.offered).toBe(false)
  expect(types).toHaveLength(defaultSettings.fraudTypes.length + 1)
})

test('a tag gets the street’s own word and keeps its id, so that old records say it, too', async () => {
  const { tags } = defaultSettings
  expect(withTagWord(defaultSettings, 'cluster-1', '清源行动').tags).toEqual(
    tags.map((tag) => (tag.id === 'cluster-1' ? { ...tag, word: '清源行动' } : tag)),
  )
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
  )
  expect(page.find('#rename-tag').getAttribute('aria-disabled')).toBe('true')
})

test('whoever was second hears it and keeps what he entered; an answer that never came is asked for with the same deed', async () => {
  const answers: TransportResult[] = [
    { kind: 'no-answer' },
    pushed({ kind: 'rejected', problem: { code: 4095, title: '别人刚改过，请刷新后在新的内容上修改' } }),
  ]
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => answers.shift() ?? pushed({ kind: 'applied', seq: 1 })),
  )
  await page.press('#minutes-accept-minus')
  await page.press('#save-settings')
  expect(page.text()).toContain('内容还在，请再按一次')
  await page.press('#save-settings')
  expect(page.text()).toContain('别人刚改过')
  expect(page.find('#step-accept').textContent).toContain('9 分钟内')
  const [first, second] = saved(page.calls)
  expect(second?.id).toBe(first?.id)
})

test('inspectors and leaders decide nothing here', async () => {
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
    'leader',
  )
  expect(page.text()).toContain('街道专班登录后')
})

test('how long something is kept is changed within the law’s bounds, and nothing else is sent with it', async () => {
  const page = await openStreetPage(
    SettingsPage,
    cloud(() => pushed({ kind: 'applied', seq: 1 })),
  )
  expect(page.find('#keep-case').textContent).toContain('184–1825')
  await page.press('#days-case-minus30')
  await page.press('#save-settings')
  const body = v.parse(settingsSet.entries.body, saved(page.calls)[0]?.body)
  expect(body.retention).toEqual({ case: 700 })
  expect(page.find('#days-session-minus').getAttribute('aria-disabled')).toBe('true')
})
