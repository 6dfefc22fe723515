import fc from 'fast-check'
import type { OperationId, StaffId } from '#domain/ids'
import {
  type ClockedRecord,
  clocksMoved,
  distance,
  impossibleWays,
  type NotedRecord,
  type PlacedRecord,
  photosTwice,
  sameWords,
} from '#domain/signals'
import { DAY, HOUR, MINUTE } from '#domain/time'

const id = (name: string) => name as OperationId
const zhou = 's1' as StaffId
const xu = 's2' as StaffId
const NOON = Date.parse('2021-03-29T12:00:00+08:00')

describe('a photo', () => {
  const attempt = (name: string, ...photos: string[]) => ({ id: id(name), staffId: zhou, photos })

  test('in two attempts is asked about, with how many attempts have photos at all', () => {
    expect(photosTwice([attempt('a', 'p1', 'p2')], [attempt('b', 'p2')], 40)).toEqual([
      { kind: 'photo-twice', records: ['a', 'b'], staff: zhou, seen: 2, sample: 40, metres: null, time: null },
    ])
  })
  test('in one attempt is not', () => {
    expect(photosTwice([attempt('a', 'p1')], [attempt('b', 'p2')], 2)).toEqual([])
  })
  test('of two other cases is not this case’s question', () => {
    expect(photosTwice([attempt('a')], [attempt('b', 'p2'), attempt('c', 'p2')], 2)).toEqual([])
  })
})

describe('a way', () => {
  const here = { latitude: 31.31, longitude: 120.72, accuracy: 10 }
  /** A thousandth of a degree of latitude is 111 m. */
  const north = (metres: number) => ({ ...here, latitude: here.latitude + metres / 111_195 })
  const record = (name: string, more: Partial<PlacedRecord> = {}): PlacedRecord => ({
    id: id(name),
    staffId: zhou,
    door: name,
    startedAt: NOON,
    at: NOON + MINUTE,
    fix: here,
    ...more,
  })
  const met = record('met')
  const later = (pause: number) => ({ startedAt: met.at + pause, at: met.at + pause + MINUTE })

  test('of 600 m in half a minute is asked about', () => {
    const there = record('there', { ...later(30_000), fix: north(600) })
    expect(impossibleWays([met], [met, there])).toEqual([
      {
        kind: 'impossible-way',
        records: ['met', 'there'],
        staff: zhou,
        seen: 2,
        sample: 2,
        metres: expect.any(Number),
        time: 30_000,
      },
    ])
  })
  test.each([
    ['that took two minutes', record('there', { ...later(2 * MINUTE), fix: north(600) })],
    ['of 400 m', record('there', { ...later(0), fix: north(400) })],
    [
      'that is within what the phones may be wrong by',
      record('there', { ...later(0), fix: { ...north(600), accuracy: 150 } }),
    ],
    ['of somebody else', record('there', { ...later(0), fix: north(600), staffId: xu })],
    ['at the same door', record('there', { ...later(0), fix: north(600), door: 'met' })],
  ])('%s is not', (_name, there) => {
    expect(impossibleWays([met], [met, there])).toEqual([])
  })
  test('is as long there as back, and nothing to where one is', () => {
    const fix = fc.record({
      latitude: fc.double({ min: -89, max: 89, noNaN: true }),
      longitude: fc.double({ min: -179, max: 179, noNaN: true }),
      accuracy: fc.constant(5),
    })
    fc.assert(
      fc.property(fix, fix, (a, b) => {
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 3)
        expect(distance(a, a)).toBe(0)
      }),
    )
  })
})

describe('words', () => {
  const note = (name: string, at: number, text: string, staffId = zhou): NotedRecord => ({
    id: id(name),
    staffId,
    at,
    note: text,
  })
  const own = note('a', NOON, 'x')

  test('that are the same in several attempts of one person are asked about, out of those with words', () => {
    const others = [note('b', NOON - DAY, 'x'), note('c', NOON - 2 * DAY, 'y')]
    expect(sameWords([own], [own, ...others])).toEqual([
      { kind: 'same-words', records: ['a', 'b'], staff: zhou, seen: 2, sample: 3, metres: null, time: null },
    ])
  })
  test('of somebody else, or of more than thirty days ago, are not', () => {
    expect(sameWords([own], [own, note('b', NOON, 'x', xu), note('c', NOON - 31 * DAY, 'x')])).toEqual([])
  })
  test('repeated within one case are one question', () => {
    const again = note('b', NOON + HOUR, 'x')
    expect(sameWords([own, again], [own, again])).toHaveLength(1)
  })
})

describe('a device’s clock', () => {
  const record = (name: string, at: number, elapsed: number, receivedAt = NOON): ClockedRecord => ({
    id: id(name),
    staffId: zhou,
    device: 'd1',
    receivedAt,
    at,
    elapsed,
  })

  test('that went back by a day while the app ran on is asked about', () => {
    const log = [record('a', NOON, HOUR, NOON), record('b', NOON - DAY, HOUR + MINUTE, NOON + MINUTE)]
    expect(clocksMoved(log)).toEqual([
      { kind: 'clock-moved', records: ['a', 'b'], staff: zhou, seen: 1, sample: 2, metres: null, time: DAY + MINUTE },
    ])
  })
  test('that went back between two records of one push is, though the push is sorted by that clock', () => {
    // Made in the order a, b; half an hour back in between.
    const [a, b] = [record('a', NOON, 2 * HOUR), record('b', NOON - 30 * MINUTE + MINUTE, 2 * HOUR + MINUTE)]
    expect(clocksMoved([b, a])).toMatchObject([{ records: ['b', 'a'], time: 30 * MINUTE }])
  })
  test('that was set right by a minute is not', () => {
    expect(clocksMoved([record('a', NOON, HOUR), record('b', NOON - MINUTE, HOUR + 1000, NOON + MINUTE)])).toEqual([])
  })
  test('is not compared with another device’s', () => {
    const other = { ...record('b', NOON - DAY, HOUR + MINUTE, NOON + MINUTE), device: 'd2' }
    expect(clocksMoved([record('a', NOON, HOUR), other])).toEqual([])
  })
  test('that stands right is never asked about, however often the app is started anew and whatever comes together', () => {
    const step = fc.record({ pause: fc.integer({ min: 0, max: DAY }), restart: fc.boolean(), pushed: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = NOON
        let started = NOON - MINUTE
        let batch: ClockedRecord[] = []
        const log: ClockedRecord[] = []
        const push = () => {
          log.push(...batch.map((made) => ({ ...made, receivedAt: now })).sort((a, b) => a.at - b.at))
          batch = []
        }
        for (const [index, { pause, restart, pushed }] of steps.entries()) {
          now += pause
          if (restart) started = now
          batch.push(record(`r${index}`, now, now - started))
          if (pushed) push()
        }
        push()
        expect(clocksMoved(log)).toEqual([])
      }),
    )
  })
})
