import { messageOf, type Told } from '#cloud/notices/message'
import { readTemplates } from '#cloud/notices/templates'
import { alertLevels, caseKinds } from '#domain/alert'
import type { OperationId, UnitId } from '#domain/ids'
import { noticeKinds } from '#domain/notice'
import { roles } from '#domain/staff'
import { FakeMessenger } from '../../support/fake-messenger'

const ID = 'a_template-id-of-WeChat-0123456789'
const template = { id: ID, fields: { what: 'thing1', level: 'phrase2', where: 'thing3', when: 'time4' } }
const fields = Object.values(template.fields)

const told = (more: Partial<Told> = {}): Told => ({
  notice: 'dispatched',
  unitId: 'qfy' as UnitId,
  community: '青枫苑社区',
  caseId: '01788000-0000-7000-8000-000000000001' as OperationId,
  caseKind: 'dissuade',
  level: 'urgent',
  at: Date.parse('2021-03-29T10:05:00+08:00'),
  role: 'grid',
  ...more,
})

test('a message says what is to be done, how urgent, where, by when, and opens the case', () => {
  expect(messageOf(told(), 'openid', template)).toEqual({
    openid: 'openid',
    templateId: ID,
    page: 'pages/case/index?unit=qfy&id=01788000-0000-7000-8000-000000000001',
    data: {
      thing1: { value: '见面劝阻：派给您，请接单' },
      phrase2: { value: '紧急' },
      thing3: { value: '青枫苑社区' },
      time4: { value: '2021年3月29日 10:05' },
    },
  })
})

test('an officer’s message opens the officer’s page', () => {
  expect(messageOf(told({ role: 'police' }), 'openid', template).page).toMatch(/^police\/alert\/index\?/)
})

test('WeChat takes every kind of notice, of every level, to every role', async () => {
  const wechat = new FakeMessenger({ [ID]: fields })
  for (const notice of noticeKinds)
    for (const caseKind of caseKinds)
      for (const level of alertLevels)
        for (const role of roles) {
          wechat.consent('openid', ID)
          await wechat.send(messageOf(told({ notice, caseKind, level, role }), 'openid', template))
        }
  expect(wechat.answers.filter((answer) => answer !== 'sent')).toEqual([])
})

test.each([
  ['苏州工业园区唯亭街道青枫苑社区居民委员会', '苏州工业园区唯亭街道青枫苑社区居民委员会'],
  ['苏州工业园区唯亭街道青枫苑社区居民委员会一', '苏州工业园区唯亭街道青枫苑社区居民委员…'],
  // A character of two halves at the edge is left out whole.
  ['苏州工业园区唯亭街道青枫苑社区居民委\u{20BB7}会', '苏州工业园区唯亭街道青枫苑社区居民委…'],
])('a community’s name is cut at twenty characters: %s', async (community, expected) => {
  const wechat = new FakeMessenger({ [ID]: fields })
  wechat.consent('openid', ID)
  const message = messageOf(told({ community }), 'openid', template)
  expect(message.data.thing3?.value).toBe(expected)
  expect(await wechat.send(message)).toBe('sent')
})

test('the stand-in for WeChat is as strict as its documents', async () => {
  const wechat = new FakeMessenger({ [ID]: fields })
  const message = messageOf(told(), 'openid', template)
  const data = (more: Record<string, { value: string }>) =>
    wechat.send({ ...message, data: { ...message.data, ...more } })
  expect(await wechat.send({ ...message, page: '' })).toEqual({ refused: 41030 })
  expect(await wechat.send({ ...message, page: '/pages/case/index' })).toEqual({ refused: 41030 })
  expect(await wechat.send({ ...message, templateId: 'another' })).toEqual({ refused: 40037 })
  expect(await data({ thing9: { value: '多' } })).toEqual({ refused: 47003 })
  expect(await data({ thing1: { value: '长'.repeat(21) } })).toEqual({ refused: 47003 })
  expect(await data({ phrase2: { value: 'urgent' } })).toEqual({ refused: 47003 })
  expect(await data({ time4: { value: '2021-03-29 10:05' } })).toEqual({ refused: 47003 })
  expect(await wechat.send(message)).toEqual({ refused: 43101 })
  wechat.consent('openid', ID)
  expect(await wechat.send(message)).toBe('sent')
  expect(await wechat.send(message)).toEqual({ refused: 43101 })
})

test('templates are read with the names that their fields have in the account', () => {
  expect(readTemplates(JSON.stringify({ dispatched: ID, 'not-met': { id: ID, fields: { what: 'thing5' } } }))).toEqual({
    dispatched: template,
    'not-met': { id: ID, fields: { ...template.fields, what: 'thing5' } },
  })
  expect(readTemplates('{}')).toEqual({})
})

test.each([
  'dispatched',
  '"dispatched"',
  '{"dispatched":""}',
  `{"sent":"${ID}"}`,
  `{"dispatched":{"id":"${ID}","fields":{"what":"phrase1"}}}`,
  `{"dispatched":{"id":"${ID}","fields":{"name":"name1"}}}`,
])('templates that can’t be meant are not read: %s', (text) => {
  expect(readTemplates(text)).toBeUndefined()
})
