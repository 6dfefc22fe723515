import * as v from 'valibot'
import type { ExportWhat } from '#contract/export'
import { deviceId, unitId } from '#contract/scalars'
import { useExport } from '#stores/export-store'
import { provide } from '#stores/services'
import type { TransportResult } from '#sync/ports'
import { plainServices } from '../support/plain-services'

const unit = v.parse(unitId, 'qfy')
const what = { kind: 'records', from: '2021-03-26', to: '2021-04-01' } as ExportWhat
const NOW = Date.parse('2021-04-01T10:00:00+08:00')

let now: number
let asked: Record<string, unknown>[]
/** What the cloud says to each call in turn; a promise is one that takes its time. */
let makes: (TransportResult | Promise<TransportResult>)[]
let asks: TransportResult[]

beforeEach(() => {
  jest.useFakeTimers()
  now = NOW
  asked = []
  makes = []
  asks = []
  useExport.getState().again()
  provide(
    plainServices({
      transport: {
        async call(name, body) {
          const sent = body as Record<string, unknown>
          asked.push({ name, ...sent })
          const result = sent.action === 'make' ? makes.shift() : asks.shift()
          if (result === undefined) throw new Error(`nothing to say to ${JSON.stringify(body)}`)
          return result
        },
      },
      now: () => now,
      device: v.parse(deviceId, '01780000-0000-7000-8000-000000000001'),
      openEngine: () => {
        throw new Error('not here')
      },
    }),
  )
})
afterEach(() => jest.useRealTimers())

const answer = (body: object): TransportResult => ({ kind: 'answer', body })
const making = (done: number) => answer({ state: 'making', done, of: 9000 })
const ready = (url = '/export/1') =>
  answer({
    state: 'ready',
    fileName: '记录.xlsx',
    rows: 9000,
    bytes: 1,
    sha256: 'a'.repeat(64),
    url,
    expiresAt: now + 300_000,
  })
const silence: TransportResult = { kind: 'no-answer' }
const refused = (code: number): TransportResult => ({ kind: 'problem', problem: { code, title: `${code}` } })
const phase = () => useExport.getState().phase
const make = () => useExport.getState().make(unit, what)

test('a file that is made at once is asked for once', async () => {
  makes = [ready()]
  await make()
  expect(phase()).toMatchObject({ kind: 'ready', file: { rows: 9000 } })
  expect(asked).toEqual([{ name: 'export', action: 'make', unit, id: expect.any(String), what }])
})

test('while the call that makes it is under way it is asked how far it is, under the same id', async () => {
  let finish = (_: TransportResult) => {}
  makes = [
    new Promise((resolve) => {
      finish = resolve
    }),
  ]
  // The row is not there yet when it is asked about for the first time.
  asks = [refused(4047), making(3000), making(6000)]
  const done = make()
  await jest.advanceTimersByTimeAsync(1000)
  expect(phase()).toEqual({ kind: 'making', done: 0, of: null })
  await jest.advanceTimersByTimeAsync(1000)
  expect(phase()).toEqual({ kind: 'making', done: 3000, of: 9000 })
  await jest.advanceTimersByTimeAsync(1000)
  expect(phase()).toEqual({ kind: 'making', done: 6000, of: 9000 })
  finish(ready())
  await done
  expect(phase().kind).toBe('ready')
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
})

test('a call whose answer is lost is not repeated but asked about until the file is there', async () => {
  makes = [silence]
  asks = [making(1), silence, ready()]
  const done = make()
  await jest.advanceTimersByTimeAsync(5000)
  await done
  expect(phase().kind).toBe('ready')
  expect(asked.filter(({ action }) => action === 'make')).toHaveLength(1)
})

test('a call that never arrived is told as what the cloud says: there is no such file', async () => {
  makes = [silence]
  asks = [refused(4047)]
  await make()
  expect(phase()).toMatchObject({ kind: 'failed', problem: { code: 4047 } })
})

test('a refusal and a file that failed say why', async () => {
  makes = [refused(4133)]
  await make()
  expect(phase()).toMatchObject({ kind: 'failed', problem: { code: 4133 } })
  makes = [answer({ state: 'failed', problem: { code: 5035, title: '导出中断' } })]
  await make()
  expect(phase()).toMatchObject({ kind: 'failed', problem: { code: 5035 } })
})

test('without a network it ends after ten silences instead of turning for ever', async () => {
  makes = [silence]
  asks = Array.from({ length: 10 }, () => silence)
  const done = make()
  await jest.advanceTimersByTimeAsync(20_000)
  await done
  expect(phase()).toMatchObject({ kind: 'failed', problem: { code: 1002 } })
})

test('an address that has run out is asked for anew; one that still holds is used as it is', async () => {
  makes = [ready()]
  await make()
  expect(await useExport.getState().address()).toBe('/export/1')
  now += 290_000
  asks = [ready('/export/2')]
  expect(await useExport.getState().address()).toBe('/export/2')
  now += DAY
  asks = [refused(4047)]
  expect(await useExport.getState().address()).toBeNull()
  expect(phase()).toMatchObject({ kind: 'failed', problem: { code: 4047 } })
})

test('another choice leaves behind what is being made', async () => {
  makes = [new Promise(() => {})]
  asks = [making(1)]
  void make()
  await jest.advanceTimersByTimeAsync(1000)
  useExport.getState().again()
  await jest.advanceTimersByTimeAsync(5000)
  expect(phase()).toEqual({ kind: 'choosing' })
  expect(asked).toHaveLength(2)
})

const DAY = 24 * 60 * 60 * 1000
