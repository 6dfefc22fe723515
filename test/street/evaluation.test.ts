import Taro from '@tarojs/taro'
import * as v from 'valibot'
import { evaluationAnswer } from '#contract/evaluation'
import { creationAnswer, measureAnswer } from '#contract/measure'
import { noticeCampaign } from '#domain/campaign'
import { defaultSettings } from '#domain/street-settings'
import type { FunctionName, TransportResult } from '#sync/ports'
import CreationPage from '../../src/street/creation/index'
import EvaluationPage from '../../src/street/evaluation/index'
import MeasurePage from '../../src/street/measure/index'
import { idAt } from '../support/operation-ids'
import { now, openStreetPage } from './stage'

type Body = Record<string, unknown>
const said = (body: unknown): TransportResult => ({ kind: 'answer', body })
const street = { id: 'wtjd', name: '唯亭街道', kind: 'street' }
const campaign = { id: idAt(9), name: '百日会战', from: '2021-03-26', to: '2021-07-10' }
const told = said({
  street,
  settings: defaultSettings,
  campaigns: [{ id: idAt(9), version: 1, ...noticeCampaign }],
  units: [],
  asOf: now,
})
const community = { id: 'qfy', name: '青枫苑社区', kind: 'community' }
const share = (part: number, whole: number) => ({ kind: 'counted', as: 'percent', part, whole, pending: 0 })
const line = (id: string, figure: object, tenths: number | null, more: object = {}) => ({
  ...{ id, word: id === 'loss' ? '损失压降' : '宣传覆盖', measure: id === 'loss' ? 'loss-down' : 'coverage' },
  ...{ points: 20, full: 95, none: 50, figure, counted: tenths, adjusted: null, tenths, ...more },
})
const sheet = (lines: readonly object[], more: object = {}) =>
  said(
    v.parse(evaluationAnswer, {
      ...{ street, campaign, seen: 'a'.repeat(64), mayIssue: true, asOf: now },
      units: [{ unit: community, lines, tenths: 111, most: 400, open: 1 }],
      content: { campaignId: idAt(9), adjustments: [], issued: [] },
      ...more,
    }),
  )
const open = line('loss', { kind: 'none', why: 'base-zero', pending: 0 }, null)
const counted = line('coverage', share(75, 100), 111)

const operations = (page: Awaited<ReturnType<typeof openStreetPage>>) =>
  page.calls.filter(({ name }) => name === 'sync').map(({ body }) => (body.operations as Body[])[0])
const cloud = (answer: TransportResult) => (name: FunctionName, body: Body) =>
  name === 'sync'
    ? said({ outcomes: [{ kind: 'applied', seq: 1 }], serverTime: now })
    : body.action === 'street'
      ? told
      : answer

test('a line that nobody can count is given points with a reason, and only then can the sheet be issued', async () => {
  const page = await openStreetPage(EvaluationPage, cloud(sheet([open, counted])))
  expect(page.text()).toContain('还有 1 项算不出分，请点开评定')
  expect(page.find('#issue').getAttribute('aria-disabled')).toBe('true')
  await page.press('#unit-qfy')
  expect(page.text()).toContain('待评定')
  expect(page.text()).toContain('11.1 分 / 20')
  await page.press('#item-qfy-loss')
  expect(page.text()).toContain('基期为0')
  await page.type('#points', '20.5')
  expect(page.text()).toContain('填 0 到 20，最多一位小数')
  await page.type('#points', '12.5')
  expect(page.find('#adjust').getAttribute('aria-disabled')).toBe('true')
  await page.type('#reason', '基期为0，按发案评定')
  await page.press('#adjust')
  expect(operations(page)).toEqual([
    expect.objectContaining({
      type: 'evaluation.adjust',
      body: { campaignId: idAt(9), base: 0, unitId: 'qfy', item: 'loss', tenths: 125, reason: '基期为0，按发案评定' },
    }),
  ])
})

test('it is issued for what is on the page; an inspector reads and issues nothing', async () => {
  const complete = sheet([counted], { units: [{ unit: community, lines: [counted], tenths: 111, most: 200, open: 0 }] })
  const page = await openStreetPage(EvaluationPage, cloud(complete))
  await page.press('#issue')
  expect(operations(page)).toEqual([
    expect.objectContaining({ type: 'evaluation.issue', body: { campaignId: idAt(9), seen: 'a'.repeat(64) } }),
  ])
  const other = await openStreetPage(EvaluationPage, cloud(complete), 'inspector')
  expect(() => other.find('#issue')).toThrow()
})

test('a point leads to the rows it was counted from', async () => {
  const gone = jest.spyOn(Taro, 'navigateTo').mockResolvedValue({ errMsg: 'ok' })
  const page = await openStreetPage(EvaluationPage, cloud(sheet([counted])))
  await page.press('#unit-qfy')
  await page.press('#item-qfy-coverage')
  await page.press('#source')
  expect(gone).toHaveBeenCalledWith({
    url: `/street/measure/index?unit=qfy&campaign=${idAt(9)}&measure=coverage&window=evaluation`,
  })
  const rows = [
    { kind: 'building', id: 'b1', name: '青枫苑 1幢', doors: 60, visited: 50 },
    { kind: 'building', id: 'b2', name: '青枫苑 2幢', doors: 40, visited: 25 },
  ]
  const answer = v.parse(measureAnswer, {
    ...{ campaign, unit: community, measure: 'coverage', from: '2021-03-26', to: '2021-07-10' },
    ...{ figure: share(75, 100), rows, asOf: now },
  })
  const params = { unit: 'qfy', campaign: idAt(9), measure: 'coverage', window: 'evaluation' }
  const opened = await openStreetPage(MeasurePage, cloud(said(answer)), 'street', params)
  expect(opened.find('#figure').textContent).toBe('75.0%')
  for (const words of ['75 / 100', '青枫苑 1幢', '50 / 60 户', '25 / 40 户']) expect(opened.text()).toContain(words)
})

test('each unit’s way to 无诈 is its own: what is met, what is wanting, and what each figure came from', async () => {
  const criterion = (id: string, figure: object, met: boolean) => ({
    ...{
      id,
      word: id === 'doors' ? '走访覆盖九成户' : '连续 30 天未发案',
      measure: id === 'doors' ? 'coverage' : 'no-case-days',
    },
    ...{ atLeast: id === 'doors' ? 90 : 30, figure, met },
  })
  const answer = said(
    v.parse(creationAnswer, {
      campaign,
      units: [
        {
          ...{ unit: community, target: '无诈社区', met: 1 },
          criteria: [
            criterion('doors', share(75, 100), false),
            criterion('quiet', { kind: 'counted', as: 'days', part: 41, whole: 1, pending: 0 }, true),
          ],
        },
        {
          ...{ unit: { ...community, id: 'blq', name: '白鹭桥社区' }, target: '无诈社区', met: 1 },
          criteria: [criterion('doors', share(95, 100), true)],
        },
      ],
      asOf: now,
    }),
  )
  const page = await openStreetPage(CreationPage, cloud(answer))
  expect(page.text()).toContain('无诈社区：2 个单位，1 个全部达到')
  await page.press('#unit-qfy')
  for (const words of ['走访覆盖九成户', '不低于 90%', '75 / 100', '○ 75.0%', '✓ 41 天'])
    expect(page.text()).toContain(words)
})
