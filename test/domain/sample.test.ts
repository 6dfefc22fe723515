import { createHash } from 'node:crypto'
import type { OperationId, StaffId, UnitId } from '#domain/ids'
import { allocate, drawSample, type FrameRecord } from '#domain/sample'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** Three units of three workers, who logged 1, 2, 3 … 9 times ten records. */
const frame: readonly FrameRecord[] = ['u1', 'u2', 'u3'].flatMap((unit, u) =>
  ['s1', 's2', 's3'].flatMap((worker, s) =>
    Array.from({ length: (u * 3 + s + 1) * 10 }, (_, index) => ({
      record: `${unit}-${worker}-${index}` as OperationId,
      unit: unit as UnitId,
      worker: worker as StaffId,
    })),
  ),
)
const draw = (records = frame, size = 45, seed = '2021-04-14') => drawSample(records, size, seed, sha256)

test('the same seed gives the same sample, in whatever order a database gives the records', () => {
  const shuffled = [...frame].sort((a, b) => (sha256(a.record) < sha256(b.record) ? -1 : 1))
  expect(draw(shuffled)).toEqual(draw())
})

test('the sample is the one that this seed gives for ever', () => {
  const { chosen } = draw()
  expect(sha256(chosen.map(({ record }) => record).join('\n'))).toBe(
    '1142016157537fd47adbc84da0871145a205f150c0224d12927398c17a5b68a4',
  )
})

test('another seed gives another sample of the same frame', () => {
  const other = draw(frame, 45, '2021-04-15')
  expect(other.frame).toEqual(draw().frame)
  expect(other.chosen).not.toEqual(draw().chosen)
})

test('a record more or less in the frame shows in its hash', () => {
  expect(draw(frame.slice(1)).frame).not.toEqual(draw().frame)
  const { hash } = drawSample(frame.slice(0, 2), 1, 's', sha256).frame
  expect(hash).toBe(sha256('u1-s1-0\nu1-s1-1'))
})

test('every worker of every unit is looked at, and who logged more is looked at more often', () => {
  const { strata, chosen } = draw()
  expect(strata).toHaveLength(9)
  const bySize = [...strata].sort((a, b) => a.size - b.size)
  // One each, and 36 among 441: 9·36/441 = 0.73, 19·36/441 = 1.55, … 89·36/441 = 7.27.
  expect(bySize.map((stratum) => stratum.chosen)).toEqual([2, 3, 3, 4, 5, 6, 7, 7, 8])
  for (const { unit, worker, chosen: places } of strata)
    expect(chosen.filter((one) => one.unit === unit && one.worker === worker)).toHaveLength(places)
  expect(new Set(chosen.map(({ record }) => record)).size).toBe(45)
})

test('a unit’s name and a worker’s never run into each other so that two strata become one', () => {
  const two: readonly FrameRecord[] = [
    { record: 'a' as OperationId, unit: 'u1' as UnitId, worker: '1-s1' as StaffId },
    { record: 'b' as OperationId, unit: 'u1-1' as UnitId, worker: 's1' as StaffId },
  ]
  expect(draw(two, 2).strata).toHaveLength(2)
})

test.each([
  ['fewer places than strata: one each to the first of them', [5, 5, 5], 2, [1, 1, 0]],
  ['as many: one each', [5, 1, 9], 3, [1, 1, 1]],
  ['more: the rest in proportion', [11, 21], 5, [2, 3]],
  ['the larger remainder gets what is left over', [2, 3, 6], 5, [1, 2, 2]],
  ['of equal remainders the earlier stratum', [3, 3], 3, [2, 1]],
  ['more than there is: all of it', [2, 3], 99, [2, 3]],
  ['of nothing, nothing', [], 5, []],
])('%s', (_, strata, size, places) => {
  expect(allocate(strata, size)).toEqual(places)
})

test('places are never more than asked for or than there is', () => {
  for (let a = 1; a <= 7; a++)
    for (let b = 1; b <= 7; b++)
      for (let c = 1; c <= 7; c++)
        for (let size = 0; size <= 22; size++) {
          const places = allocate([a, b, c], size)
          expect(places.reduce((sum, one) => sum + one, 0)).toBe(Math.min(size, a + b + c))
          for (const [index, records] of [a, b, c].entries()) expect(places[index]).toBeLessThanOrEqual(records)
        }
})
