import { type Shown, suppress, totalOf } from '#domain/suppress'

/** Every list of so many figures from 0 to 6: more than what is hidden, so that nothing possible is left out. */
function worlds(cells: number): readonly (readonly number[])[] {
  return Array.from({ length: 7 ** cells }, (_, world) =>
    Array.from({ length: cells }, (_, cell) => Math.floor(world / 7 ** cell) % 7),
  )
}

/**
 * For whatever is shown: every world that shows the same, and for each hidden cell the values it has in them. Gives the fewest that
 * any hidden cell was ever left with.
 */
function fewestLeft(cells: number, tell: (values: readonly number[]) => unknown): number {
  const alike = new Map<string, (readonly number[])[]>()
  for (const world of worlds(cells)) {
    const told = JSON.stringify(tell(world))
    alike.set(told, [...(alike.get(told) ?? []), world])
  }
  let fewest = Number.POSITIVE_INFINITY
  for (const group of alike.values())
    for (let cell = 0; cell < cells; cell++) {
      const value = group[0]?.[cell] ?? 0
      if (suppress(value).kind !== 'few') continue
      fewest = Math.min(fewest, new Set(group.map((world) => world[cell])).size)
    }
  return fewest
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const pick = <T>(all: readonly T[], ...at: readonly number[]) => at.flatMap((index) => all.slice(index, index + 1))

describe('a figure about fewer than five people', () => {
  it('is shown as fewer than five; nobody, and five, are told', () => {
    expect([0, 1, 4, 5].map(suppress)).toEqual([
      { kind: 'exact', value: 0 },
      { kind: 'few' },
      { kind: 'few' },
      { kind: 'exact', value: 5 },
    ])
  })

  it('leaves its total a range, which is exact where nothing is hidden', () => {
    expect(totalOf([0, 4, 4, 7].map(suppress))).toEqual({ kind: 'range', from: 9, to: 15 })
    expect(totalOf([0, 8, 7].map(suppress))).toEqual({ kind: 'exact', value: 15 })
    expect(totalOf([0, 3].map(suppress))).toEqual({ kind: 'few' })
    expect(totalOf([])).toEqual({ kind: 'exact', value: 0 })
  })

  it('is one of four values for all that is shown beside it: cells and their total', () => {
    const tell = (values: readonly number[]) => [values.map(suppress), totalOf(values.map(suppress))]
    expect(fewestLeft(4, tell)).toBe(4)
  })

  it('and in a table of units by weeks with the totals of rows, of columns and of all', () => {
    const tell = (values: readonly number[]) => {
      const cells = values.map(suppress)
      const totals = [pick(cells, 0, 1), pick(cells, 2, 3), pick(cells, 0, 2), pick(cells, 1, 3), cells].map(totalOf)
      return [cells, totals]
    }
    expect(fewestLeft(4, tell)).toBe(4)
  })

  it('and over two questions that overlap: days, then weeks made of them, then a span across both', () => {
    const tell = (values: readonly number[]) => {
      const days = values.map(suppress)
      const weeks = [pick(days, 0, 1), pick(days, 2, 3)].map(totalOf)
      return [{ days }, { weeks, all: totalOf(weeks) }, { across: totalOf(pick(days, 1, 2)) }]
    }
    expect(fewestLeft(4, tell)).toBe(4)
  })
})

describe('what is not done, because it leaks', () => {
  it('an exact total beside hidden cells', () => {
    expect(fewestLeft(4, (values) => [values.map(suppress), sum(values)])).toBe(1)
  })

  it('a second cell hidden and the exact total told', () => {
    const tell = (values: readonly number[]) => {
      const cells: (Shown | 'hidden')[] = values.map(suppress)
      const hidden = cells.filter((cell) => cell !== 'hidden' && cell.kind === 'few').length
      const second = cells.findIndex((cell) => cell !== 'hidden' && cell.kind === 'exact' && cell.value > 0)
      if (hidden === 1 && second !== -1) cells[second] = 'hidden'
      return [cells, sum(values)]
    }
    expect(fewestLeft(4, tell)).toBe(1)
  })

  it('an exact week of one page and its days of another', () => {
    const tell = (values: readonly number[]) => [suppress(sum(values)), values.map(suppress)]
    expect(fewestLeft(3, tell)).toBe(1)
  })
})
