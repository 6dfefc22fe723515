import Taro from '@tarojs/taro'
import { defaultSettings } from '#domain/street-settings'
import { dayOf, MINUTE } from '#domain/time'
import Activity from '../../src/pages/activity/index'
import { worker } from '../support/small-town'
import { idOf } from '../support/sync-set-up'
import { type FieldStage, openFieldPage } from './field-stage'

const operations = ({ phone }: FieldStage) =>
  phone
    .engine()
    .records()
    .map(({ operation }) => operation)
const logged = (stage: FieldStage) => operations(stage).filter(({ type }) => type === 'activity.log')

test('the form asks what its channel needs and nothing else', async () => {
  const stage = await openFieldPage(Activity)
  expect([stage.has('#audience-plus'), stage.has('#groups'), stage.has('#activity-title')]).toEqual([true, true, false])
  await stage.press('#channel-performance')
  expect([stage.has('#activity-title'), stage.has('#sessions-plus'), stage.has('#reach-plus')]).toEqual([
    true,
    true,
    false,
  ])
  await stage.press('#channel-wechat-group')
  expect([stage.has('#reach-plus'), stage.has('#audience-plus'), stage.has('#groups')]).toEqual([true, false, false])
  await stage.press('#channel-screen')
  expect([stage.has('#reach-plus'), stage.has('#audience-plus'), stage.has('#activity-title')]).toEqual([
    false,
    false,
    false,
  ])
})

test('six groups are six counts, and what belongs to another channel is not sent', async () => {
  const stage = await openFieldPage(Activity)
  await stage.press('#audience-plus10')
  await stage.press('#groups')
  expect(stage.text()).toContain('幼儿园师生只填一个数，不写姓名、不拍照')
  await stage.press('#group-kindergarten-plus10')
  await stage.press('#group-officials-plus')
  await stage.type('#activity-place', '社区活动室')
  await stage.press('#channel-lecture')
  await stage.press('#save-activity')
  expect(logged(stage)).toMatchObject([
    { body: { channel: 'lecture', audience: 10, groups: { officials: 1, kindergarten: 10 } } },
  ])
})

test('a post online is copied with one tap and counts whom it was put before', async () => {
  const setClipboardData = jest.fn().mockResolvedValue({ errMsg: 'ok' })
  Object.assign(Taro, { setClipboardData })
  const stage = await openFieldPage(Activity)
  await stage.press('#audience-plus10')
  await stage.press('#channel-wechat-group')
  await stage.press('#content-warning')
  await stage.press('#copy-0')
  expect(setClipboardData.mock.calls[0][0].data).toContain('96110')
  await stage.press('#reach-plus50')
  await stage.type('#activity-place', '青枫苑业主群')
  await stage.press('#save-activity')
  const [operation] = logged(stage)
  expect(operation?.body).toEqual({
    channel: 'wechat-group',
    from: expect.any(Number),
    to: expect.any(Number),
    place: '青枫苑业主群',
    content: 'warning',
    reach: 50,
  })
})

test('a performance without its name is not saved, and nothing that was entered is lost', async () => {
  const stage = await openFieldPage(Activity)
  await stage.press('#channel-performance')
  await stage.type('#activity-place', '文化广场')
  await stage.press('#save-activity')
  expect(stage.text()).toContain('请写节目或品牌的名称')
  await stage.type('#activity-title', '评弹《陌生来电》')
  await stage.press('#sessions-plus')
  await stage.press('#save-activity')
  expect(logged(stage)).toMatchObject([{ body: { title: '评弹《陌生来电》', sessions: 2, place: '文化广场' } }])
})

/** The page opened on an own activity, `later` after it was logged. */
async function openOn(later: number): Promise<FieldStage> {
  const params: Record<string, string> = {}
  return openFieldPage(Activity, {
    params,
    before: async ({ phone, world }) => {
      const [from, to] = [world.now - 60 * MINUTE, world.now - 30 * MINUTE]
      const body = { channel: 'lecture', from, to, place: '议事厅', audience: 20, with: [worker(2)] } as const
      params.amend = idOf(phone.engine().save({ type: 'activity.log', body: { ...body, with: [...body.with] } }))
      world.now += later
    },
  })
}

test('an own activity is put right with a reason, the minutes follow at once, and who took part stays', async () => {
  const stage = await openOn(10 * MINUTE)
  const minutes = () => stage.phone.engine().minutes(dayOf(stage.world.now)).activityMinutes
  expect([stage.has('#undo-activity'), minutes()]).toEqual([false, 30])
  await stage.press('#length-45')
  await stage.press('#save-activity')
  expect(stage.text()).toContain('请写更正的原因')
  await stage.type('#activity-reason', '少写了一刻钟')
  await stage.press('#save-activity')
  const amend = operations(stage).find(({ type }) => type === 'activity.amend')
  expect(amend?.body).toMatchObject({ reason: '少写了一刻钟', audience: 20, with: [worker(2)] })
  expect(minutes()).toBe(45)
})

test('within a minute a slip is taken back without a reason', async () => {
  const stage = await openOn(40_000)
  await stage.press('#undo-activity')
  await stage.act(() => stage.phone.engine().sync())
  expect(stage.phone.engine().minutes(dayOf(stage.world.now)).activityMinutes).toBe(0)
  expect(stage.cloud.union(dayOf(stage.world.now))).toEqual([])
})

test('a tag that the street added at run time is in the form, and goes with the record', async () => {
  const stage = await openFieldPage(Activity, {
    before: ({ cloud }) =>
      cloud.decide({
        ...defaultSettings,
        version: 1,
        tags: [{ id: 'night-market', word: '夜市专场', group: 'other', offered: true }],
      }),
  })
  await stage.press('#tags')
  expect(stage.text()).toContain('夜市专场')
  await stage.press('#tag-night-market')
  await stage.type('#activity-place', '东亭商业街')
  await stage.press('#save-activity')
  expect(logged(stage)).toMatchObject([{ body: { tags: ['night-market'] } }])
})
