import Taro from '@tarojs/taro'
import { addDays, dayOf } from '#domain/time'
import Activity from '../../src/pages/activity/index'
import Standing from '../../src/pages/standing/index'
import { idOf, START } from '../support/sync-set-up'
import { type FieldStage, openFieldPage } from './field-stage'

const today = dayOf(START)
const bodies = ({ phone }: FieldStage) =>
  phone
    .engine()
    .records()
    .map(({ operation: { type, body } }) => ({ type, body }))

/** The page with a banner that ends in `days`, and its id in the page. */
async function openOn(days: number): Promise<FieldStage & { readonly id: string }> {
  let id = ''
  const stage = await openFieldPage(Standing, {
    before: ({ phone }) => {
      const body = { kind: 'banner', place: '东门岗亭', from: addDays(today, -20), to: addDays(today, days) } as const
      id = idOf(phone.engine().save({ type: 'standing.post', body }))
    },
  })
  return { ...stage, id }
}

test('what is posted says where and from when to when, and no minute comes of it', async () => {
  const stage = await openFieldPage(Activity, { params: { post: '1' } })
  await stage.press('#standing-kind-slogan')
  await stage.type('#standing-place', '菜场南墙')
  await stage.press('#standing-span-15')
  await stage.press('#save-standing')
  expect(bodies(stage)).toEqual([
    { type: 'standing.post', body: { kind: 'slogan', place: '菜场南墙', from: today, to: addDays(today, 14) } },
  ])
  expect(stage.phone.engine().minutes(today).activityMinutes).toBe(0)
})

test('a form half filled is offered back', async () => {
  const stage = await openFieldPage(Activity, { params: { post: '1' } })
  await stage.type('#standing-place', '菜场南墙')
  expect(stage.phone.engine().form('standing')).toMatchObject({ place: '菜场南墙' })
})

test('one that is over stands first, and is renewed', async () => {
  const stage = await openOn(-2)
  expect(stage.text()).toContain('✕ 已到期 1 处')
  expect(stage.text()).toContain('过期 2 天')
  await stage.press(`#standing-${stage.id}`)
  await stage.press('#renew')
  expect(stage.text()).toContain('✓ 在位 1 处')
  expect(bodies(stage)[0]).toMatchObject({ type: 'standing.renew', body: { to: addDays(today, 30) } })
})

test('how it was found is one tap', async () => {
  const stage = await openOn(20)
  await stage.press(`#standing-${stage.id}`)
  await stage.press('#condition-damaged')
  expect(stage.text()).toContain('! 破损或缺失 1 处')
  expect(bodies(stage)[0]).toEqual({ type: 'standing.check', body: { paperId: stage.id, condition: 'damaged' } })
})

test('it is taken down only after a question', async () => {
  const stage = await openOn(20)
  Object.assign(Taro, { showModal: jest.fn().mockResolvedValue({ confirm: false }) })
  await stage.press(`#standing-${stage.id}`)
  await stage.press('#remove')
  expect(bodies(stage)).toHaveLength(1)
  Object.assign(Taro, { showModal: jest.fn().mockResolvedValue({ confirm: true }) })
  await stage.press('#remove')
  expect(stage.text()).toContain('▢ 已取下 1 处')
})
