import Taro from '@tarojs/taro'
import { askingFor } from '#platform/subscribe'

const wechat = (answer: () => Promise<unknown> = async () => ({ errMsg: 'requestSubscribeMessage:ok' })) => {
  const request = jest.fn(answer)
  Object.assign(Taro, { requestSubscribeMessage: request })
  return request
}
const templates = JSON.stringify({
  dispatched: 'a',
  returned: { id: 'b', fields: { what: 'thing5' } },
  'not-met': 'a',
  transferred: 'c',
  alert: 'd',
})
const asked = (request: jest.Mock) => request.mock.calls.map(([options]) => options.tmplIds)

test('each template is asked for once, within the tap', () => {
  const request = wechat()
  askingFor(templates)(['dispatched', 'returned', 'not-met'])
  expect(asked(request)).toEqual([['a', 'b']])
})

test('never more than three at once, the first kinds first', () => {
  const request = wechat()
  askingFor(templates)(['dispatched', 'returned', 'transferred', 'alert'])
  expect(asked(request)).toEqual([['a', 'b', 'c']])
})

test.each(['{}', '', 'nonsense', '{"dispatched":7}', '{"alert":"d"}'])('with templates %j nothing is asked', (none) => {
  const request = wechat()
  askingFor(none)(['dispatched'])
  expect(request).not.toHaveBeenCalled()
})

test('a refusal, and a WeChat that knows no such thing, trouble nobody', async () => {
  wechat(() => Promise.reject({ errMsg: 'requestSubscribeMessage:fail main switch is switched off', errCode: 20004 }))
  expect(() => askingFor(templates)(['dispatched'])).not.toThrow()
  Object.assign(Taro, {
    requestSubscribeMessage: () => {
      throw new TypeError('not a function')
    },
  })
  expect(() => askingFor(templates)(['dispatched'])).not.toThrow()
  await Promise.resolve()
})
