/** A ledger as read: text only, whatever the file's format. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
}

export interface Sheet {
  /** The tab's name; of a csv the file's name without its ending. */
  readonly name: string
  /** Every row up to the last one written on, blank ones too: a blank row separates buildings. */
  readonly rows: readonly Row[]
}

export interface Row {
  /** 1-based, as the spreadsheet program shows it. */
  readonly number: number
  /** Tidied (`tidyCell`); a merged cell's value stands in every cell it covers. */
  readonly cells: readonly string[]
}

/** Of the file as uploaded. */
export const MAX_BYTES = 10 * 1024 * 1024
/** Over all sheets, blank rows counted. A street's whole housing stock is well under it. */
export const MAX_ROWS = 50_000
/** What stands further right is not read. */
export const MAX_COLUMNS = 100
