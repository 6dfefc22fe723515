import { createRate } from '#cloud/limits/rate'
import { MINUTE, SECOND } from '#domain/time'

function rateOf(perMinute: number, mostKeys?: number) {
  const clock = { time: 1_000_000, now: () => clock.time }
  return { clock, rate: createRate(perMinute, clock.now, mostKeys) }
}

test('a minute’s calls may come at once, the next one hears exactly how long it has to wait, and then gets through', () => {
  const { clock, rate } = rateOf(60)
  for (let call = 0; call < 60; call += 1) expect(rate.take('a')).toBe(0)
  expect(rate.take('a')).toBe(SECOND)
  clock.time += SECOND - 1
  expect(rate.take('a')).toBe(1)
  clock.time += 1
  expect(rate.take('a')).toBe(0)
  expect(rate.take('a')).toBe(SECOND)
})

test('over ten minutes nobody gets more than a minute’s calls beyond what the time gives, however he times them', () => {
  const { clock, rate } = rateOf(60)
  let through = 0
  for (let tick = 0; tick < 10 * 60 * 10; tick += 1) {
    if (rate.take('a') === 0) through += 1
    clock.time += 100
  }
  expect(through).toBeLessThanOrEqual(60 + 600)
  expect(through).toBeGreaterThanOrEqual(60 + 598)
})

test('a call that was refused costs nothing: whoever keeps trying waits no longer for it', () => {
  const { clock, rate } = rateOf(60)
  for (let call = 0; call < 500; call += 1) rate.take('a')
  clock.time += SECOND
  expect(rate.take('a')).toBe(0)
})

test('keys do not wait for one another', () => {
  const { rate } = rateOf(1)
  expect([rate.take('a'), rate.take('b'), rate.take('a')]).toEqual([0, 0, MINUTE])
})

test('a clock that is set back by a year makes nobody wait for a year', () => {
  const { clock, rate } = rateOf(2)
  rate.take('a')
  rate.take('a')
  clock.time -= 365 * 24 * 60 * MINUTE
  expect(rate.take('a')).toBe(0)
})

test('a flood of made-up keys fills no memory, and does not free the one who calls on', () => {
  const { clock, rate } = rateOf(2, 100)
  rate.take('busy')
  rate.take('busy')
  const left = () => rate.take('busy') > 0
  for (let other = 0; other < 99; other += 1) rate.take(`x${other}`)
  expect(left()).toBe(true)
  // Those whose time is up go before anybody who still has to wait.
  clock.time += MINUTE + 1
  rate.take('busy')
  rate.take('busy')
  rate.take('busy')
  for (let other = 0; other < 98; other += 1) rate.take(`y${other}`)
  expect(left()).toBe(true)
})

test('when there is no room for another key the one that is longest unused goes, not the one that calls', () => {
  const { rate } = rateOf(2, 3)
  for (const key of ['busy', 'x1', 'x2', 'busy', 'x3']) rate.take(key)
  expect(rate.take('busy')).toBeGreaterThan(0)
})
