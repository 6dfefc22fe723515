import { type Attributes, readXml } from './read-xml'
import { rangeOf } from './sheet-bounds'
import { MAX_COLUMNS } from './workbook'
import { dateText } from './xlsx-dates'
import { plainText } from './xlsx-strings'

/** What cells refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
}

/** By row number; what a cell that was only formatted holds is null. Nothing beyond `MAX_COLUMNS`. */
export type Grid = ReadonlyMap<number, readonly (string | null | undefined)[]>

interface Cell {
  readonly row: number
  readonly column: number
  readonly type: string
  readonly style: number
  value: string | null
  text: string
  formula: boolean
}

const MAX_ROW = 1_048_576

/** A sheet's cells as they show, a merged one's in each that it covers. */
export function readSheet(bytes: Uint8Array | undefined, context: SheetContext): Grid {
  const grid = new Map<number, (string | null | undefined)[]>()
  const merges: string[] = []
  let row = 0
  let column = 0
  let cell: Cell | null = null
  let within: 'value' | 'text' | null = null
  let aloud = 0

  function put({ row: r, column: c }: { row: number; column: number }, shown: string | null): void {
    if (c > MAX_COLUMNS) return
    const cells = grid.get(r) ?? []
    grid.set(r, cells)
    cells[c - 1] = shown
  }

  function begin({ r, t = 'n', s = '0' }: Attributes): void {
    const place = r === undefined ? { column: column + 1, row } : placeOf(r)
    column = place.column
    cell = { ...place, type: t, style: Number(s), value: null, text: '', formula: false }
  }

  readXml(bytes, {
    open(tag, attributes) {
      if (tag === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r)
        if (!(row >= 1 && row <= MAX_ROW)) throw new RangeError('a row beyond the last one')
        column = 0
      } else if (tag === 'c') begin(attributes)
      else if (tag === 'f' && cell !== null) cell.formula = true
      else if (tag === 'rPh') aloud++
      else if (tag === 'mergeCell') merges.push(attributes.ref ?? '')
      if (tag === 'v') within = 'value'
      else if (tag === 't' && aloud === 0) within = 'text'
    },
    text(part) {
      if (cell === null || within === null) return
      if (within === 'text') cell.text += part
      else cell.value = (cell.value ?? '') + part
    },
    close(tag) {
      if (tag === 'v' || tag === 't') within = null
      if (tag === 'rPh') aloud--
      if (tag !== 'c' || cell === null) return
      put(cell, shownBy(cell, context))
      cell = null
    },
  })
  for (const merge of merges) {
    const range = rangeOf(merge)
    if (range === null) throw new SyntaxError('a merged range that is none')
    const shown = grid.get(range.top)?.[range.left - 1] ?? ''
    for (let r = range.top; r <= range.bottom; r++)
      for (let c = range.left; c <= Math.min(range.right, MAX_COLUMNS); c++) put({ row: r, column: c }, shown)
  }
  return grid
}

function placeOf(reference: string): { readonly row: number; readonly column: number } {
  const range = rangeOf(reference)
  if (range === null || range.top > MAX_ROW) throw new RangeError('a cell that is nowhere')
  return { row: range.top, column: range.left }
}

/** Null: nothing was ever written there. */
function shownBy({ type, style, value, text, formula }: Cell, context: SheetContext): string | null {
  if (type === 'inlineStr') return plainText(text)
  if (value === null) return formula ? '' : null
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? ''
    case 'str':
      return plainText(value)
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      return ''
    case 'd':
      return value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')
    default: {
      const number = Number.parseFloat(value)
      if (Number.isNaN(number)) return ''
      return context.dateStyles[style] === true ? dateText(number, context.from1904) : String(number)
    }
  }
}
