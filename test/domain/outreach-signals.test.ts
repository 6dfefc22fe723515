import type { OperationId, StaffId } from '#domain/ids'
import { type AttendedRecord, metBursts, sameNotes, twoAtOnce } from '#domain/outreach-signals'
import { MINUTE } from '#domain/time'

const zhou = 's1' as StaffId
const xu = 's2' as StaffId
const NOON = Date.parse('2021-03-29T12:00:00+08:00')
const met = (count: number, every: number, from = NOON, staffId = zhou) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${staffId}-${from}-${index}` as OperationId,
    staffId,
    at: from + index * every,
  }))

describe('doors met', () => {
  test('twelve within a minute are asked about, with how many he met at all', () => {
    const others = met(30, 5 * MINUTE, NOON + 60 * MINUTE)
    const [signal, ...more] = metBursts([...met(12, 5000), ...others])
    expect(signal).toMatchObject({ kind: 'met-burst', staff: zhou, seen: 12, sample: 42, time: 55_000 })
    expect(signal?.records).toEqual(met(12, 5000).map(({ id }) => id))
    expect(more).toEqual([])
  })
  test('eleven within a minute, or twelve in exactly a minute, are not', () => {
    expect(metBursts(met(11, 1000))).toEqual([])
    expect(metBursts([...met(11, 1000), ...met(1, 0, NOON + MINUTE)])).toEqual([])
  })
  test('of two people together are not', () => {
    expect(metBursts([...met(6, 1000), ...met(6, 1000, NOON, xu)])).toEqual([])
  })
  test('two bursts are two questions, and no door is in both', () => {
    const signals = metBursts([...met(12, 1000), ...met(13, 1000, NOON + 5 * MINUTE)])
    expect(signals.map(({ seen }) => seen)).toEqual([12, 13])
    expect(new Set(signals.flatMap(({ records }) => records)).size).toBe(25)
  })
})

describe('activities', () => {
  const activity = (id: string, from: number, to: number, more: Partial<AttendedRecord> = {}): AttendedRecord => ({
    id: id as OperationId,
    staff: [zhou],
    from: NOON + from * MINUTE,
    to: NOON + to * MINUTE,
    place: id,
    ...more,
  })
  test('at two places at once are asked about, for whoever was at both', () => {
    const signals = twoAtOnce([activity('a', 0, 60, { staff: [xu, zhou] }), activity('b', 30, 90)])
    expect(signals).toEqual([
      {
        kind: 'two-at-once',
        records: ['a', 'b'],
        staff: zhou,
        seen: 2,
        sample: 2,
        metres: null,
        time: 30 * MINUTE,
      },
    ])
  })
  test('that meet within ten minutes, or at one place, are not', () => {
    expect(twoAtOnce([activity('a', 0, 60), activity('b', 50, 90)])).toEqual([])
    expect(twoAtOnce([activity('a', 0, 60, { place: '广场' }), activity('b', 30, 90, { place: '广场' })])).toEqual([])
  })
})

describe('words', () => {
  const noted = (note: string, count: number, staffId = zhou) =>
    Array.from({ length: count }, (_, index) => ({ id: `${note}-${index}` as OperationId, staffId, note }))
  const long = '家里两位老人，已讲刷单返利'
  test('the same at five doors are asked about, of how many that have words', () => {
    expect(sameNotes([...noted(long, 5), ...noted('不在家', 9)])).toMatchObject([
      { kind: 'same-words', seen: 5, sample: 14 },
    ])
  })
  test('short ones, or the same at four doors, are not', () => {
    expect(sameNotes([...noted(long, 4), ...noted(long, 4, xu), ...noted('已讲', 20)])).toEqual([])
  })
})
