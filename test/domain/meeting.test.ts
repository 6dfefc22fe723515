import { defaultDissuasionPolicy } from '#domain/dissuasion-policy'
import { meetingInterval } from '#domain/meeting'
import { MINUTE } from '#domain/time'

const at = Date.UTC(2021, 2, 29, 10)
const lasted = (time: { readonly startedAt: number; readonly minutes?: number }) => {
  const { from, to } = meetingInterval({ ...time, at }, defaultDissuasionPolicy)
  return [(to - from) / MINUTE, to - at]
}

describe('what a meeting counts for', () => {
  test('is from the opening of its form to its end', () => {
    expect(lasted({ startedAt: at - 25 * MINUTE })).toEqual([25, 0])
  })

  test('is the worker’s own word where it is given, reaching back from the end', () => {
    expect(lasted({ startedAt: at - 25 * MINUTE, minutes: 40 })).toEqual([40, 0])
  })

  test.each([
    ['a tap and a tap', { startedAt: at - 5_000 }, 1],
    ['a form left open overnight', { startedAt: at - 600 * MINUTE }, 120],
    ['a clock set forward in between', { startedAt: at + 30 * MINUTE }, 1],
    ['a word beyond what a meeting can take', { startedAt: at - MINUTE, minutes: 240 }, 120],
  ])('stays between the shortest and the longest: %s', (_, time, minutes) => {
    expect(lasted(time)).toEqual([minutes, 0])
  })
})
