import type { OperationId, StaffId, UnitId } from '#domain/ids'
import {
  type Check,
  checkDrawn,
  estimateConfirmed,
  type Found,
  type Inspection,
  inspectionState,
  wilson,
} from '#domain/inspection'

const unit = 'u1' as UnitId
const check = (found: Found): Check => ({ found, note: null, at: 1, by: '刘婉清' })

/** Strata by worker: how many records it has, and what was found of those drawn; null is not looked at yet. */
function inspection(strata: Readonly<Record<string, readonly [number, readonly (Found | null)[]]>>) {
  const all = Object.entries(strata)
  return {
    frame: { size: all.reduce((sum, [, [size]]) => sum + size, 0), hash: '' },
    strata: all.map(([worker, [size, drawn]]) => ({ unit, worker: worker as StaffId, size, chosen: drawn.length })),
    drawn: all.flatMap(([worker, [, drawn]]) =>
      drawn.map((found, index) => ({
        record: `${worker}-${index}` as OperationId,
        unit,
        worker: worker as StaffId,
        check: found === null ? null : check(found),
      })),
    ),
  } satisfies Partial<Inspection>
}
const times = (count: number, found: Found | null) => Array.from({ length: count }, () => found)

test('Wilson’s interval is the one of the book', () => {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, at 95 %.
  expect(wilson(81 / 263, 263)).toEqual({ from: 255, to: 366 })
  expect(wilson(15 / 148, 148)).toEqual({ from: 62, to: 160 })
  expect(wilson(0, 20)).toEqual({ from: 0, to: 161 })
  expect(wilson(1 / 29, 29)).toEqual({ from: 6, to: 172 })
})

test('a worker who logged more weighs more', () => {
  const drawn = inspection({ s1: [90, times(5, 'confirmed')], s2: [10, times(5, 'not-found')] })
  expect(estimateConfirmed(drawn)).toMatchObject({ checked: 10, confirmed: 5, tenths: 900, reaches: 100, frame: 100 })
})

test('with equal weights the interval is that of the records checked, with unequal ones it is wider', () => {
  const half = [...times(5, 'confirmed'), ...times(5, 'differs')]
  const equal = estimateConfirmed(inspection({ s1: [50, half], s2: [50, half] }))
  expect(equal).toMatchObject({ tenths: 500, ...wilson(0.5, 20) })
  const unequal = estimateConfirmed(inspection({ s1: [90, half], s2: [10, half] }))
  expect(unequal?.tenths).toBe(500)
  // (90 + 10)² / (90²/10 + 10²/10) = 12.2
  expect(unequal).toMatchObject(wilson(0.5, 10_000 / 820))
  expect((unequal?.to ?? 0) - (unequal?.from ?? 0)).toBeGreaterThan((equal?.to ?? 0) - (equal?.from ?? 0))
})

test('an estimate says of how many records it speaks while some strata were not looked at', () => {
  const drawn = inspection({ s1: [70, [...times(3, 'confirmed'), null]], s2: [30, [null]] })
  expect(estimateConfirmed(drawn)).toMatchObject({ checked: 3, reaches: 70, frame: 100 })
})

test('of nothing checked there is no estimate, and not a rate of nothing', () => {
  expect(estimateConfirmed(inspection({ s1: [70, [null]] }))).toBeNull()
})

test('all confirmed in a small sample is not certainty', () => {
  expect(estimateConfirmed(inspection({ s1: [500, times(5, 'confirmed')] }))).toMatchObject({
    tenths: 1000,
    from: 566,
    to: 1000,
  })
})

test('an inspection is over when each drawn record was looked at; looked at again, the newer check stands', () => {
  const drawn = inspection({ s1: [70, ['confirmed', null]] })
  expect(inspectionState(drawn)).toBe('checking')
  const over = checkDrawn(drawn, 's1-1' as OperationId, check('differs'))
  expect(over && inspectionState(over)).toBe('checked')
  const again = over && checkDrawn(over, 's1-1' as OperationId, check('confirmed'))
  expect(again?.drawn[1]?.check?.found).toBe('confirmed')
})

test('a record that was not drawn cannot be checked', () => {
  expect(checkDrawn(inspection({ s1: [70, [null]] }), 's1-7' as OperationId, check('confirmed'))).toBeUndefined()
})
