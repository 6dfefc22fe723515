/** How much a sheet's XML would make of itself, told from its text before anything is built from it. */
export interface SheetBounds {
  /** Cells written and cells that merged ranges cover. */
  readonly cells: number
  readonly rows: number
}

function count(text: string, tag: string): number {
  let found = 0
  for (let at = text.indexOf(tag); at >= 0; at = text.indexOf(tag, at + tag.length)) {
    // `<c ` and `<c>`, not `<cols `.
    if (!/[A-Za-z]/.test(text[at + tag.length] ?? '')) found++
  }
  return found
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

/** 1-based, both ends within. */
export interface Range {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** `B2` or `A1:C3`; null where it is neither, or runs backwards. */
export function rangeOf(reference: string): Range | null {
  const [, left, top, right = left, bottom = top] =
    /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/.exec(reference) ?? []
  if (left === undefined || right === undefined) return null
  const range = { left: columnNumber(left), top: Number(top), right: columnNumber(right), bottom: Number(bottom) }
  return range.top >= 1 && range.left <= range.right && range.top <= range.bottom ? range : null
}

/** Null where a merged range is spelt in a way that can't be counted: no spreadsheet program does so. */
export function sheetBounds(xml: string): SheetBounds | null {
  let cells = count(xml, '<c')
  let merges = 0
  for (const [, reference = ''] of xml.matchAll(
    /<mergeCell\s+(?:[a-z:]+=["'][^"'<>]*["']\s+)*?ref=["']([^"'<>]*)["']/g,
  )) {
    const range = rangeOf(reference)
    if (range === null) return null
    merges++
    cells += (range.right - range.left + 1) * (range.bottom - range.top + 1)
  }
  return merges === count(xml, '<mergeCell') ? { cells, rows: count(xml, '<row') } : null
}
