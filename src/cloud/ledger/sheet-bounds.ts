/** How much a sheet's XML would make of itself, told from its text before anything is built from it. */
export interface SheetBounds {
  /** Cells written and cells that merged ranges cover: the library makes an object of each, about 0.5 KB. */
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

/** Null where a merged range is spelt in a way that can't be counted: no spreadsheet program does so. */
export function sheetBounds(xml: string): SheetBounds | null {
  let cells = count(xml, '<c')
  let merges = 0
  for (const [, left = '', top, right, bottom] of xml.matchAll(
    /<mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?["']/g,
  )) {
    merges++
    cells += (columnNumber(right ?? left) - columnNumber(left) + 1) * (Number(bottom ?? top) - Number(top) + 1)
  }
  return merges === count(xml, '<mergeCell') ? { cells, rows: count(xml, '<row') } : null
}

/** A defined name (a filter's, a print area's) may span whole columns and would be spelt out cell by cell. Nothing here needs one. */
export function withoutDefinedNames(workbookXml: string): string | null {
  const rest = workbookXml.replace(/<definedNames[\s>][\s\S]*?<\/definedNames\s*>/g, '')
  return /<definedName[\s>]/.test(rest) ? null : rest
}
