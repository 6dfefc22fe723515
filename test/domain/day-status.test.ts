import { dayStatus, TAKEN_NEVER } from '#domain/day-status'
import { currentPolicy } from '#domain/minutes-policy'
import { DAY, HOUR, type LocalDate, MINUTE, startOfDay } from '#domain/time'

const day = '2021-03-29' as LocalDate
const start = startOfDay(day)
const evening = start + 21 * HOUR
const end = start + DAY
const status = (
  minutes: number,
  now: number,
  ...devices: { seenAt: number; pending: number; emptyAt?: number; takenTo?: LocalDate }[]
) =>
  dayStatus(
    minutes * MINUTE,
    day,
    devices.map((device) => ({ emptyAt: start, takenTo: null, ...device })),
    now,
    currentPolicy,
  )
const quiet = (seenAt: number) => ({ seenAt, pending: 0 })

describe('a day', () => {
  test('is met at 60 minutes and not at 59 min 59 s', () => {
    expect(status(60, end)).toBe('met')
    expect(dayStatus(60 * MINUTE - 1, day, [], end, currentPolicy)).toBe('not-met')
  })

  test('that is met stays met whatever a device still holds: more can only add', () =>
    expect(status(60, evening, { seenAt: evening, pending: 9 })).toBe('met'))

  test('is unknown while a device said it still holds records', () => {
    expect(status(59, evening, { seenAt: evening, pending: 1 })).toBe('unknown')
    expect(status(59, end + HOUR, { seenAt: evening, pending: 1 }, quiet(end))).toBe('unknown')
  })

  test('is open while it is not over and nothing is held back', () =>
    expect(status(10, evening, quiet(evening))).toBe('open'))

  test('waits for nobody whose service was over by then, or who was stopped; of the last day itself it does', () => {
    const before = '2021-03-28' as LocalDate
    for (const takenTo of [before, TAKEN_NEVER]) {
      expect(status(10, end + HOUR, { ...quiet(evening), takenTo })).toBe('not-met')
      expect(status(10, evening, { seenAt: evening, pending: 3, takenTo })).toBe('open')
    }
    expect(status(10, end + HOUR, { ...quiet(evening), takenTo: day })).toBe('unknown')
  })

  test('is unknown after its end while a device has been silent since before it, and not met once all spoke', () => {
    expect(status(10, end + HOUR, quiet(evening))).toBe('unknown')
    expect(status(10, end + HOUR, quiet(end))).toBe('not-met')
  })

  test('waits five days for a silent device and not a sixth', () => {
    expect(status(10, evening + 5 * DAY, quiet(evening))).toBe('unknown')
    expect(status(10, evening + 5 * DAY + 1, quiet(evening))).toBe('not-met')
    expect(status(10, evening + 5 * DAY + 1, { seenAt: evening, pending: 3 })).toBe('not-met')
  })

  test('is not held back by a device that was empty after its end: what it holds is younger', () => {
    expect(status(10, end + HOUR, { seenAt: end + HOUR, pending: 2, emptyAt: end })).toBe('not-met')
    expect(status(10, end + HOUR, { seenAt: end + HOUR, pending: 2, emptyAt: end - 1 })).toBe('unknown')
  })

  test('is not held back by what a device held before it began', () =>
    expect(status(10, evening, { seenAt: start - 1, pending: 2 })).toBe('open'))
})
