import { day, instant, number, percent, type Sheet, type SheetRow, sheet, text } from '#domain/document/workbook'
import type { LocalDate } from '#domain/time'

async function rowsOf({ rows }: Sheet): Promise<readonly SheetRow[]> {
  const all: SheetRow[] = []
  for await (const row of rows) all.push(row)
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
  async function* source() {
    for (;;) {
      given += 1
      yield { at: given, place: null, adults: null }
    }
  }
  for await (const row of sheet('走访', columns, source()).rows) {
    expect(row).toEqual([given, null, null])
    if (given === 3) break
  }
  expect(given).toBe(3)
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
