import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpServer } from '#cloud/host/server'
import { type LimitConfig, usualLimits } from '#cloud/limits/limit-config'
import { createLimits } from '#cloud/limits/limits'
import { createMeter, type Meter } from '#cloud/metrics/meter'
import type { Problem } from '#contract/problem'
import { tokenOf } from '../../support/calls'
import type { TestContext } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ground = fieldUnderTest()
let server: Server | undefined
let base: string
let meter: Meter
let context: TestContext

async function serve(limits: Partial<LimitConfig>, proxies: readonly string[] = []): Promise<void> {
  meter = createMeter()
  const { clock } = ground.context
  context = {
    ...ground.context,
    meter,
    config: { ...ground.context.config, proxies, metricsToken: 'a-token-of-a-scraper' },
    limits: createLimits({ ...usualLimits, ...limits }, clock, meter.limited),
  }
  const started = createHttpServer(context, { engine: 'pglite' })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(started.address() as AddressInfo).port}`
}
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => server?.close(resolve))
})

interface Heard {
  readonly status: number
  readonly retryAfter: string | null
  readonly problem: Problem | undefined
}

async function post(body: object, headers: Record<string, string> = {}, name = 'session'): Promise<Heard> {
  const answer = await fetch(`${base}/fn/${name}`, { method: 'POST', body: JSON.stringify(body), headers })
  const { problem } = (await answer.json()) as { problem?: Problem }
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), problem }
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const me = { action: 'me' }
const statuses = async (times: number, ask: (index: number) => Promise<{ readonly status: number }>) => {
  const heard: number[] = []
  for (let index = 0; index < times; index += 1) heard.push((await ask(index)).status)
  return heard
}

test('one address that calls too often hears how long to wait, in words, in seconds and in the header', async () => {
  await serve({ address: 3 })
  expect(await statuses(3, () => post(me))).toEqual([401, 401, 401])
  expect(await post(me)).toEqual({
    status: 429,
    retryAfter: '20',
    problem: { code: 4290, title: '请求过于频繁，请稍后再试', detail: '20 秒后可以再试', retryAfter: 20 },
  })
  context.clock.time += 20_000
  expect((await post(me)).status).toBe(401)
  expect(meter.read().limited).toMatchObject({ address: 1, device: 0 })
})

test('whoever writes himself another address into the header at each call is still one', async () => {
  await serve({ address: 3 })
  const heard = await statuses(6, (index) => post(me, { 'x-forwarded-for': `198.51.100.${index}` }))
  expect(heard).toEqual([401, 401, 401, 429, 429, 429])
})

test('behind a proxy of one’s own each address is its own, and what stands before the proxy’s word changes nothing', async () => {
  await serve({ address: 2 }, ['127.0.0.0/8'])
  const caller = (address: string) => (index: number) =>
    post(me, { 'x-forwarded-for': `203.0.113.${index}, ${address}` })
  expect(await statuses(3, caller('198.51.100.1'))).toEqual([401, 401, 429])
  expect(await statuses(3, caller('198.51.100.2'))).toEqual([401, 401, 429])
})

test('health and metrics are told however often somebody calls, and so is the app itself', async () => {
  await serve({ address: 1 })
  expect(await statuses(2, () => post(me))).toEqual([401, 429])
  expect(await statuses(20, () => fetch(`${base}/health`))).toEqual(Array.from({ length: 20 }, () => 200))
  const scrape = () => fetch(`${base}/metrics`, { headers: bearer('a-token-of-a-scraper') })
  expect(await statuses(20, scrape)).toEqual(Array.from({ length: 20 }, () => 200))
  expect(await (await scrape()).text()).toContain('qiaomen_limited_calls_total{by="address"} 1')
  expect((await fetch(`${base}/`)).status).not.toBe(429)
})

test('photos and files at signed addresses are counted with the rest', async () => {
  await serve({ address: 2 })
  expect(await statuses(4, () => fetch(`${base}/media/x`))).toEqual([404, 404, 429, 429])
  expect((await fetch(`${base}/export/x`)).status).toBe(429)
})

test('a device that calls in a loop is held back, and the same person’s other device is not', async () => {
  await serve({ device: 3 })
  const { worker } = ground.field
  const [phone, tablet] = [await tokenOf(context, worker), await tokenOf(context, worker)]
  expect(await statuses(5, () => post(me, bearer(phone)))).toEqual([200, 200, 200, 429, 429])
  expect((await post(me, bearer(tablet))).status).toBe(200)
})

test('a device’s token is counted before anybody looks whose it is: a made-up one costs no statement either', async () => {
  await serve({ device: 1 })
  expect(await statuses(2, () => post(me, bearer('u1.made-up')))).toEqual([401, 429])
})

test('a person is one person, however many devices and functions he uses', async () => {
  await serve({ person: 3 })
  const { worker, colleague, unit } = ground.field
  const tokens = [await tokenOf(context, worker), await tokenOf(context, worker)]
  expect(await statuses(3, (index) => post(me, bearer(tokens[index % 2] ?? '')))).toEqual([200, 200, 200])
  const pull = { action: 'pull', protocol: 2, unit, device: ground.field.device, pending: 0, cursor: null, scope: null }
  for (const [name, body] of [
    ['sync', pull],
    ['query', { action: 'street', unit }],
    ['session', me],
  ] as const)
    expect((await post(body, bearer(tokens[0] ?? ''), name)).problem).toMatchObject({ code: 4290, retryAfter: 20 })
  expect((await post(me, bearer(await tokenOf(context, colleague)))).status).toBe(200)
})

test('what needs no session is counted by its caller, and who is signed in does not wait for it', async () => {
  await serve({ signIn: 4 })
  const asked = [
    { action: 'invitation', code: 'BBBBBBBB' },
    { action: 'card', code: 'u1.AAAAAAAAAAAAAAAAAAAAAA' },
    { action: 'application', application: 'u1.unknown' },
    { action: 'wechat', device: ground.field.device },
  ]
  for (const body of asked) expect((await post(body)).problem?.code).not.toBe(4290)
  for (const body of asked) expect((await post(body)).problem).toMatchObject({ code: 4290, retryAfter: 15 })
  expect((await post(me, bearer(await tokenOf(context, ground.field.worker)))).status).toBe(200)
})

test('one code is named only so often a minute, from however many addresses; another code is free', async () => {
  await serve({ code: 5 }, ['127.0.0.0/8'])
  const look = (code: string) => (index: number) =>
    post({ action: 'invitation', code }, { 'x-forwarded-for': `198.51.100.${index}` })
  expect(await statuses(7, look('CCCCCCCC'))).toEqual([401, 401, 401, 401, 401, 429, 429])
  expect(await statuses(1, look('DDDDDDDD'))).toEqual([401])
})
