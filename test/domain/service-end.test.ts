import { morningOf, nearEnds, serviceEnd } from '#domain/service-end'
import type { LocalDate } from '#domain/time'

const date = (text: string) => text as LocalDate
const week = { from: date('2021-03-29'), to: date('2021-04-04'), active: true }

test.each([
  ['2021-03-31', null],
  ['2021-04-01', 'soon'],
  ['2021-04-02', 'soon'],
  ['2021-04-03', 'soon'],
  ['2021-04-04', 'last'],
  ['2021-04-05', null],
])('a week to 4月4日, on %s: %s', (day, said) => expect(serviceEnd(week, date(day))).toBe(said))

test('who came for two days is not told on the first that he soon goes, and on the second that it is the last', () => {
  const short = { ...week, from: date('2021-04-03') }
  expect(serviceEnd(short, date('2021-04-03'))).toBeNull()
  expect(serviceEnd(short, date('2021-04-04'))).toBe('last')
})

test('nothing is said of who has left, has not begun, or has no last day', () => {
  expect(serviceEnd({ ...week, active: false }, date('2021-04-04'))).toBeNull()
  expect(serviceEnd({ ...week, from: date('2021-04-04') }, date('2021-04-03'))).toBeNull()
  expect(serviceEnd({ ...week, to: null }, date('2021-04-04'))).toBeNull()
})

test('a morning comes at nine', () => {
  expect(morningOf(Date.parse('2021-04-04T08:59:59+08:00'))).toBe('2021-04-03')
  expect(morningOf(Date.parse('2021-04-04T09:00:00+08:00'))).toBe('2021-04-04')
  expect(nearEnds(date('2021-04-01'))).toEqual({ from: '2021-04-01', to: '2021-04-04' })
})
