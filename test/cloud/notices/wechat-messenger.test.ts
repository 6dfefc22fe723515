import { wechatMessenger } from '#cloud/notices/wechat-messenger'

const message = {
  openid: 'openid',
  templateId: 'template',
  page: 'pages/case/index',
  data: { thing1: { value: '一' } },
}

/** `send` of the SDK, which answers or throws as the SDK does. */
function sdk(send: (request: object) => Promise<unknown>) {
  let loads = 0
  let inits = 0
  const load = async () => {
    loads += 1
    return {
      init: () => {
        inits += 1
      },
      DYNAMIC_CURRENT_ENV: Symbol('here'),
      openapi: { subscribeMessage: { send } },
    }
  }
  return { load, counts: () => ({ loads, inits }) }
}

const refusal = (errCode: number) => sdk(() => Promise.reject(Object.assign(new Error('fail'), { errCode })))

test('a message goes to WeChat in its words; the SDK is loaded with the first one, once', async () => {
  const requests: object[] = []
  const { load, counts } = sdk(async (request) => {
    requests.push(request)
    return { errCode: 0 }
  })
  const messenger = wechatMessenger(load)
  expect(counts()).toEqual({ loads: 0, inits: 0 })
  expect(await Promise.all([messenger.send(message), messenger.send(message)])).toEqual(['sent', 'sent'])
  expect(counts()).toEqual({ loads: 1, inits: 1 })
  expect(requests[0]).toEqual({
    touser: 'openid',
    templateId: 'template',
    page: 'pages/case/index',
    data: { thing1: { value: '一' } },
    miniprogramState: 'formal',
  })
})

test('WeChat’s refusal keeps its number; the SDK’s own failures are just failures', async () => {
  expect(await wechatMessenger(refusal(43101).load).send(message)).toEqual({ refused: 43101 })
  expect(await wechatMessenger(refusal(-501001).load).send(message)).toBe('failed')
  expect(await wechatMessenger(sdk(() => Promise.reject(new Error('ETIMEDOUT'))).load).send(message)).toBe('failed')
})

test('an SDK that does not load fails this message and is tried again for the next', async () => {
  let broken = true
  const { load } = sdk(async () => ({ errCode: 0 }))
  const messenger = wechatMessenger(async () => {
    if (broken) throw new Error('no such module')
    return load()
  })
  expect(await messenger.send(message)).toBe('failed')
  broken = false
  expect(await messenger.send(message)).toBe('sent')
})
