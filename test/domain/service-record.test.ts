import { cellText } from '#domain/document/official-document'
import type { Interval } from '#domain/interval'
import { serviceDocument } from '#domain/service-document'
import { type CountedDay, hoursText, serviceDays, serviceFigures, serviceSpan } from '#domain/service-record'
import { HOUR, type LocalDate, MINUTE } from '#domain/time'

const date = (text: string) => text as LocalDate
const at = (text: string) => Date.parse(`${text}+08:00`)
const span = (from: string, to: string): Interval => ({ from: at(from), to: at(to) })
const counted = (day: string, more: Partial<CountedDay> = {}): CountedDay => ({
  day: date(day),
  attended: [],
  doorOutings: [],
  leafletOutings: [],
  visits: 0,
  met: 0,
  leaflets: 0,
  ...more,
})
const nobody = { activities: [], dissuasions: [] }

describe('a service record', () => {
  test('adds up: every total is the sum of its days, minutes rounded down a day', () => {
    const seconds = { attended: [{ from: 0, to: 10 * MINUTE + 59_000 }], visits: 2, met: 1, leaflets: 3 }
    const days = serviceDays([counted('2021-03-29', seconds), counted('2021-03-30', seconds)], nobody)
    expect(days.map(({ minutes }) => minutes)).toEqual([10, 10])
    expect(serviceFigures(days)).toEqual({
      minutes: 20,
      outings: 0,
      visits: 4,
      met: 2,
      leaflets: 6,
      activities: 0,
      dissuasions: 0,
    })
  })

  test('counts an outing over midnight once, on the day it began', () => {
    const first = span('2021-03-29T23:50', '2021-03-30T00:00')
    const rest = span('2021-03-30T00:00', '2021-03-30T00:20')
    const later = span('2021-03-30T19:00', '2021-03-30T19:30')
    const days = serviceDays(
      [
        counted('2021-03-29', { attended: [first], doorOutings: [first] }),
        counted('2021-03-30', { attended: [rest, later], doorOutings: [rest], leafletOutings: [later] }),
      ],
      nobody,
    )
    expect(days.map(({ outings, minutes }) => [outings, minutes])).toEqual([
      [1, 10],
      [1, 50],
    ])
  })

  test('has activities and dissuasions on their days, and no day on which nothing was done', () => {
    const days = serviceDays([counted('2021-03-29'), counted('2021-03-31', { visits: 1 })], {
      activities: [date('2021-03-30')],
      dissuasions: [date('2021-03-31'), date('2021-03-31')],
    })
    expect(days.map(({ day, visits, activities, dissuasions }) => [day, visits, activities, dissuasions])).toEqual([
      ['2021-03-30', 0, 1, 0],
      ['2021-03-31', 1, 0, 2],
    ])
  })

  test('is of the whole service: from its first day, or of what was done before the days were set anew, to its last or today', () => {
    const [first, last, today] = [date('2021-03-29'), date('2021-04-02'), date('2021-03-31')]
    expect(serviceSpan({ from: first, to: last }, null, today)).toEqual({ from: first, to: today })
    expect(serviceSpan({ from: first, to: last }, date('2021-03-26'), date('2021-04-20'))).toEqual({
      from: '2021-03-26',
      to: last,
    })
    expect(serviceSpan({ from: null, to: null }, null, today)).toEqual({ from: today, to: today })
    expect(serviceSpan({ from: last, to: last }, null, today)).toEqual({ from: today, to: today })
  })

  test.each([
    [0, '0 分'],
    [42, '42 分'],
    [60, '1 小时 00 分'],
    [185, '3 小时 05 分'],
  ])('says %d minutes as %s', (minutes, words) => expect(hoursText(minutes)).toBe(words))
})

describe('on paper', () => {
  const hour = { attended: [{ from: 0, to: HOUR }], visits: 9, met: 4 }
  const service = {
    unitName: '青枫苑社区',
    person: { name: '王芳', number: 'QFY009', role: 'volunteer' },
    span: { from: date('2021-03-29'), to: date('2021-04-02') },
    days: serviceDays([counted('2021-03-29', hour), counted('2021-03-30', hour)], nobody),
    pending: 0,
    asOf: at('2021-04-03T09:00'),
    certified: true,
  } as const
  const paper = (more: Partial<Parameters<typeof serviceDocument>[0]> = {}) => serviceDocument({ ...service, ...more })
  const words = (more?: Partial<Parameters<typeof serviceDocument>[0]>) => JSON.stringify(paper(more).blocks)

  test('is a volunteer’s certificate, signed by the unit when its secretary takes it out', () => {
    expect(paper()).toMatchObject({ signedBy: '青枫苑社区', date: '2021-04-03', completeness: { waiting: [] } })
    expect(paper().title).toContain('志愿服务时长证明')
    expect(words()).toContain(
      '王芳（工号 QFY009）于2021年3月29日至2021年4月2日在青枫苑社区参加反诈宣传志愿服务，共 2 天',
    )
    expect(words()).toContain('累计 2 小时 00 分（120 分钟）')
    expect(words()).toContain('特此证明')
  })

  test('is signed by nobody when the person takes it out for himself', () => {
    expect(paper({ certified: false })).toMatchObject({ signedBy: null, date: null })
    expect(words({ certified: false })).toContain('本人导出')
    expect(words({ certified: false })).not.toContain('特此证明')
  })

  test('has a line for each day under the same totals', () => {
    const [summary, daily] = paper().blocks.filter((block) => block.kind === 'table')
    expect(daily?.rows).toHaveLength(2)
    expect(daily?.totals?.slice(1)).toEqual(summary?.rows.map(([, figure]) => figure))
    expect(
      cellText(daily?.totals?.[1] ?? null, { header: '', kind: 'number', decimals: 0, suffix: '', width: 1 }),
    ).toBe('120')
  })

  test('says what is still on the phone, and of whom there is nothing yet', () => {
    expect(paper({ pending: 3 }).completeness?.waiting).toEqual(['王芳 3 条'])
    expect(words({ days: [] })).toContain('没有服务记录')
    expect(paper({ days: [] }).completeness).toBeNull()
    expect(paper({ days: [], pending: 1 }).completeness?.waiting).toEqual(['王芳 1 条'])
  })
})
