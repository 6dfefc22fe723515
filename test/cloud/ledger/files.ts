import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { isProblem } from '#cloud/ledger/is-problem'
import { readWorkbook } from '#cloud/ledger/read-workbook'
import type { Sheet, Workbook } from '#cloud/ledger/workbook'
import type { Problem } from '#contract/problem'

export const fixture = (name: string): Uint8Array => readFileSync(join(__dirname, '../../fixtures/ledger', name))

/** What is right, or the test fails with the problem's words. */
export function right<T extends object>(answer: T | Problem): T {
  if (isProblem(answer)) throw new Error(`${answer.code} ${answer.detail}`)
  return answer
}

export function problemOf(answer: object): { code: number; detail: string } {
  if (!isProblem(answer)) throw new Error('no problem')
  return { code: answer.code, detail: answer.detail ?? '' }
}

export const read = async (bytes: Uint8Array, fileName = '台账.xlsx'): Promise<Workbook> =>
  right(await readWorkbook(bytes, fileName))

/** Rows as they might be typed: `|` between cells, the first line is row 1. */
export const sheet = (name: string, ...lines: readonly string[]): Sheet => ({
  name,
  rows: lines.map((line, i) => ({ number: i + 1, cells: line.split('|').map((cell) => cell.trim()) })),
})

export const book = (...sheets: readonly Sheet[]): Workbook => ({ sheets })

/** Each sheet as csv text, as a spreadsheet program saves it: of a merged range only the first cell is written. */
export async function csvOfSheets(xlsx: Uint8Array): Promise<{ name: string; csv: string }[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(new Uint8Array(xlsx).buffer)
  return workbook.worksheets.map((from) => {
    const lines: string[] = []
    for (let number = 1; number <= from.rowCount; number++) {
      const cells = Array.from({ length: from.columnCount }, (_, i) => {
        const cell = from.getRow(number).getCell(i + 1)
        const text = cell.isMerged && cell.master !== cell ? '' : String(cell.value ?? '')
        return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
      })
      lines.push(cells.join(','))
    }
    return { name: from.name, csv: `${lines.join('\r\n')}\r\n` }
  })
}
