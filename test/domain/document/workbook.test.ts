import { day, instant, number, percent, type Sheet, type SheetRow, sheet, text } from '#domain/document/workbook'
import type { LocalDate } from '#domain/time'

async function rowsOf({ rows }: Sheet): Promise<readonly SheetRow[]> {
  const all: SheetRow[] = []
  for await (const page of Symbol.iterator in rows ? [rows] : rows) all.push(...page)
  return all
}

const columns = { at: instant('时间'), place: text('地点', 30), adults: number('人数') }

test('rows become values in the order of the columns', async () => {
  const made = sheet('走访', columns, [{ adults: 2, place: '3幢', at: 1 }])
  expect(made.columns.map(({ header, kind, width }) => [header, kind, width])).toEqual([
    ['时间', 'instant', 18],
    ['地点', 'text', 30],
    ['人数', 'number', 10],
  ])
  expect(await rowsOf(made)).toEqual([[1, '3幢', 2]])
})

test('rows are asked for one by one, never ahead', async () => {
  let given = 0
  function* source() {
    for (;;) {
      given += 1
      yield { at: given, place: null, adults: null }
    }
  }
  async function* pages() {
    yield source()
  }
  for (const rows of [source(), pages()]) {
    given = 0
    const made = sheet('走访', columns, rows).rows
    reading: for await (const page of Symbol.iterator in made ? [made] : made)
      for (const row of page) {
        expect(row).toEqual([given, null, null])
        if (given === 3) break reading
      }
    expect(given).toBe(3)
  }
})

test('pages become values one after the other', async () => {
  async function* pages() {
    yield [{ adults: 2, place: '3幢', at: 1 }]
    yield []
    yield [{ adults: 1, place: '4幢', at: 2 }]
  }
  expect(await rowsOf(sheet('走访', columns, pages()))).toEqual([
    [1, '3幢', 2],
    [2, '4幢', 1],
  ])
})

test('days and shares are columns of their own kind', async () => {
  const made = sheet('压降', { day: day('日期'), rate: percent('压降率') }, [
    { day: '2021-04-14' as LocalDate, rate: 0.25 },
    { day: null, rate: -0.2 },
  ])
  expect(made.columns.map(({ kind }) => kind)).toEqual(['day', 'percent'])
  expect(await rowsOf(made)).toEqual([
    ['2021-04-14', 0.25],
    [null, -0.2],
  ])
})
