import type { ColumnKind, SheetColumn, SheetRow, Value } from '#domain/document/workbook'
import { DAY, HOUR, type Milliseconds } from '#domain/time'
import { escapeXml } from './xml'

/** Places in the list of formats of `xlsx-styles.ts`. */
export const formats = { text: 1, number: 2, percent: 3, day: 4, instant: 5, header: 6, note: 7 } as const

/** The most characters that a cell of Excel holds. */
const MOST_CHARACTERS = 32_767

/** Writes rows of values, each by what its column holds; what is alike in all rows is made once. */
export function rowWriter(columns: readonly SheetColumn[]): (number: number, row: SheetRow) => string {
  const cells = columns.map(({ kind }, index) => ({ kind, letter: letters(index) }))
  return (number, row) => {
    let xml = `<row r="${number}">`
    cells.forEach(({ kind, letter }, index) => {
      xml += cellXml(`${letter}${number}`, kind, row[index] ?? null)
    })
    return `${xml}</row>`
  }
}

/** A row of words in the first cells. */
export function wordsXml(number: number, words: readonly string[], format: number): string {
  const cells = words.map((word, index) => textCell(`${letters(index)}${number}`, word, format))
  return `<row r="${number}">${cells.join('')}</row>`
}

/** `A` … `Z`, `AA` … */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`
}

/** A value that is not what its column says throws: a date written as 1970 would be believed. */
function cellXml(place: string, kind: ColumnKind, value: Value): string {
  if (value === null) return `<c r="${place}" s="${formats[kind]}"/>`
  switch (kind) {
    case 'text':
      return textCell(place, String(value), formats.text)
    case 'number':
    case 'percent':
      return numberCell(place, numeric(value), formats[kind])
    case 'day':
      return numberCell(place, serial(Date.parse(`${value}T00:00:00Z`)), formats.day)
    case 'instant':
      return numberCell(place, serial(numeric(value) + 8 * HOUR), formats.instant)
    default:
      return kind satisfies never
  }
}

/**
 * A string inside of its cell and in text format. So `=cmd|…` is no formula, neither now nor when a person edits the cell, and a number
 * with leading zeros keeps them.
 */
function textCell(place: string, text: string, format: number): string {
  const words = escapeXml(text.slice(0, MOST_CHARACTERS))
  return `<c r="${place}" t="inlineStr" s="${format}"><is><t xml:space="preserve">${words}</t></is></c>`
}

function numberCell(place: string, value: number, format: number): string {
  if (!Number.isFinite(value)) throw new Error(`No number: ${value}`)
  return `<c r="${place}" s="${format}"><v>${value}</v></c>`
}

function numeric(value: string | number): number {
  if (typeof value === 'number') return value
  throw new Error(`A text under a column of numbers: ${value}`)
}

/** Days since 1899-12-30, as Excel counts them; `wall` is a wall clock's time as if it were UTC. */
function serial(wall: Milliseconds): number {
  return wall / DAY + 25_569
}
