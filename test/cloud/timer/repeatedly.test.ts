import { pino } from 'pino'
import { repeatedly } from '#cloud/timer/repeatedly'

const silent = pino({ level: 'silent' })

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }))
afterEach(() => jest.useRealTimers())

/** Work that ends when the test says so. */
function work() {
  const ends: (() => void)[] = []
  return { run: () => new Promise<void>((resolve) => ends.push(resolve)), ends }
}

test('it begins at once, and comes again only after the run before has ended', async () => {
  const { run, ends } = work()
  const timer = repeatedly(run, 1000, silent)
  await jest.advanceTimersByTimeAsync(5000)
  expect(ends).toHaveLength(1)
  ends[0]?.()
  await jest.advanceTimersByTimeAsync(1000)
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await timer.stop()
})

test('stopping waits for the run under way, and begins no other', async () => {
  const { run, ends } = work()
  const timer = repeatedly(run, 1000, silent)
  await jest.advanceTimersByTimeAsync(0)
  let stopped = false
  const stop = timer.stop().then(() => {
    stopped = true
  })
  await jest.advanceTimersByTimeAsync(5000)
  expect([stopped, ends.length]).toEqual([false, 1])
  ends[0]?.()
  await stop
  await jest.advanceTimersByTimeAsync(5000)
  expect(ends).toHaveLength(1)
})

test('a run that fails is not the last one', async () => {
  let runs = 0
  const failing = () => {
    runs += 1
    throw new Error('no database')
  }
  const timer = repeatedly(failing, 1000, silent)
  await jest.advanceTimersByTimeAsync(2500)
  await timer.stop()
  expect(runs).toBe(3)
})
