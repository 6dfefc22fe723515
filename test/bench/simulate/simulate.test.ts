import { random } from '../../../src/cloud/demo/random'
import { makeTown } from '../../../src/cloud/demo/town'
import { HOUR, type LocalDate, startOfDay } from '../../../src/domain/time'
import { community } from '../street-year/towns'
import { bottleneckOf } from './bottleneck'
import { demandOf } from './day'
import { groundOf } from './ground'
import { readOptions, smallDay } from './options'
import { outingsOf, workersDay } from './plan'
import type { Simulated } from './suite'
import { Timeline } from './timeline'

const day = '2026-06-17' as LocalDate
const midnight = startOfDay(day)

function aDay(seed: number) {
  const town = makeTown(community('c01', 0, 1), day, random(1))
  const person = town.staff[0]
  const building = town.buildings[0]
  if (person === undefined || building === undefined) throw new Error('an empty town')
  const doors = building.doors.map((door) => ({ ...door, kind: building.kind }))
  return workersDay(
    { person, token: '' },
    doors,
    [{ from: midnight + 18 * HOUR, to: midnight + 20 * HOUR }],
    midnight,
    seed,
  )
}

test('a seed gives the same day again, record by record, and another seed another day', () => {
  expect(aDay(7)).toEqual(aDay(7))
  expect(outingsOf(midnight, 7)).toEqual(outingsOf(midnight, 7))
  expect(aDay(8).saves).not.toEqual(aDay(7).saves)
})

test('a day has doors, stairwells without a network, and answers that are lost', () => {
  const days = Array.from({ length: 30 }, (_, seed) => aDay(seed + 1))
  const saves = days.flatMap((one) => one.saves)
  expect(saves.length).toBeGreaterThan(30 * 20)
  expect(days.every(({ offline }) => offline.length > 0)).toBe(true)
  const lost = saves.filter(({ loses }) => loses).length
  expect(lost).toBeGreaterThan(0)
  expect(lost).toBeLessThan(saves.length / 20)
})

test('phones hold every record until the cloud has it, send it again when the answer was lost, and make the same calls each time', async () => {
  const options = { ...smallDay, units: 3, workers: 30, from: 8 * HOUR, to: 24 * HOUR }
  const live = async () => {
    const calls: string[] = []
    const tally = await demandOf(groundOf(options, midnight), options, midnight, (kind, minute) => {
      calls.push(`${minute} ${kind}`)
    })
    return { calls: calls.sort(), tally }
  }
  const { calls, tally } = await live()
  expect(tally.saved).toBeGreaterThan(300)
  expect(tally.lostAnswers).toBeGreaterThan(0)
  expect({ applied: tally.applied, waiting: tally.waiting }).toEqual({ applied: tally.saved, waiting: 0 })
  const sent = tally.batches.reduce((sum, one) => sum + one, 0)
  expect(sent).toBeGreaterThanOrEqual(tally.saved + tally.lostAnswers)
  // Without a network they wait for each other, with one each goes by itself.
  const pushes = calls.filter((one) => one.endsWith('push')).length
  expect(pushes).toBeLessThan(tally.saved)
  expect(pushes).toBeGreaterThan(tally.saved / 3)
  expect((await live()).calls).toEqual(calls)
})

test('most people who go out go out in the evening', () => {
  const outings = Array.from({ length: 2000 }, (_, seed) => outingsOf(midnight, seed)).flat()
  const evening = outings.filter(({ from }) => from >= midnight + 17 * HOUR)
  expect(evening.length / outings.length).toBeGreaterThan(0.5)
  expect(outings.every(({ from, to }) => from < to && to < midnight + 24 * HOUR)).toBe(true)
})

test('what is due happens in its order, what is due together in the order it was asked for, and nothing before its time', () => {
  const timeline = new Timeline()
  const done: string[] = []
  const rng = random(3)
  const times = Array.from({ length: 500 }, () => rng.between(0, 50))
  for (const [nth, at] of times.entries())
    timeline.add(at, () => done.push(`${String(at).padStart(2, '0')} ${String(nth).padStart(3, '0')}`))
  expect(timeline.runUntil(-1)).toBeNull()
  expect(timeline.runUntil(25)).toBe(25)
  expect(done).toHaveLength(times.filter((at) => at <= 25).length)
  timeline.runUntil(50)
  expect(done).toHaveLength(500)
  expect(done).toEqual([...done].sort())
})

test('asked for is what is read; what is not understood is named', () => {
  expect(readOptions(['--units', '10000', '--workers', '100000', '--day', '--speed', '60'])).toMatchObject({
    units: 10_000,
    workers: 100_000,
    from: 8 * HOUR,
    to: 22 * HOUR,
    speed: 60,
  })
  expect(readOptions(['--from', '18:30', '--to', '19:00'])).toMatchObject({ from: 18.5 * HOUR, to: 19 * HOUR })
  expect(readOptions(['--units', 'many'])).toEqual({ unknown: '--units many' })
  expect(readOptions(['--from', '20:00', '--to', '19:00'])).toHaveProperty('unknown')
})

describe('the first bottleneck', () => {
  const use = { busiestServer: 0.3, servers: 0.3, phones: 0.1, backends: 0.3, housekeeping: 0, others: 0.1, idle: 1.2 }
  const told = (more: object) =>
    bottleneckOf({
      uses: [use],
      waits: { free: 90, CPU: 10 },
      looks: 100,
      allTaken: 0,
      ...more,
    } as unknown as Simulated)

  test.each([
    ['one process of Node is full', { uses: [{ ...use, busiestServer: 0.97 }] }, 'CPU of node'],
    [
      'no processor rests, and the database has most',
      { uses: [{ ...use, backends: 1.4, idle: 0.02 }] },
      'ours postgres',
    ],
    ['others have the machine', { uses: [{ ...use, others: 1.6, idle: 0.01 }] }, 'taken by others'],
    [
      'all connections are taken, by locks',
      { allTaken: 80, waits: { 'Lock transactionid': 80, CPU: 20 } },
      'connections: at 80 %',
    ],
    ['nothing is full', {}, 'none was reached'],
  ])('is told where %s', (_, more, words) => {
    expect(told(more)).toContain(words)
  })
})
