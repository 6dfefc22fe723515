import type { LocalDate, Milliseconds } from '../time'

/**
 * A workbook, free of any file format. Its rows may come from a database, page by page: a writer takes them as they come and never holds
 * all of them.
 *
 * ```ts
 * const book: Workbook = {
 *   title: '青枫苑社区宣传记录',
 *   sheets: [
 *     sheet('汇总', { item: text('项目', 16), figure: number('数量') }, [{ item: '走访', figure: 127 }]),
 *     sheet('走访', { at: instant('时间'), place: text('地点', 30) }, visits), // an async iterable of pages
 *   ],
 * }
 * ```
 */
export interface Workbook {
  /** The document's own title, shown by its properties. */
  readonly title: string
  /**
   * Read from the last to the first, so that a summary in front can add up what stood behind it. Their names differ; at most 31 characters, none of
   * `[]/\:*?`.
   */
  readonly sheets: readonly Sheet[]
}

export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: Rows
  /** Lines below the last row, e.g. how a figure comes about. */
  readonly notes: readonly string[]
}

/** A value for each column, in their order. */
export type SheetRow = readonly Value[]
/** All there are; or pages of them as they come, for a step of an async iterable costs more than most rows. */
export type Rows = Iterable<SheetRow> | AsyncIterable<Iterable<SheetRow>>

/** What a column's values are. Text is always text, whatever it looks like; everything else can be calculated with. */
export type ColumnKind =
  | 'text' // string
  | 'number' // a whole number or one with a point, shown as it is
  | 'percent' // 0.25 is shown as 25.0%
  | 'day' // LocalDate
  | 'instant' // ms since 1970, shown as the time in Shanghai

export interface SheetColumn {
  readonly header: string
  readonly kind: ColumnKind
  /** In characters of half width. */
  readonly width: number
}

/** Null leaves the cell empty. */
export type Value = string | number | null

/** A column that knows the type of its values, so that no text gets under a date. */
interface TypedColumn<V extends Value> extends SheetColumn {
  readonly __value?: V
}
type ValueOf<Column> = Column extends TypedColumn<infer V> ? V | null : never
type RowOf<Columns> = { readonly [Name in keyof Columns]: ValueOf<Columns[Name]> }

export const text = (header: string, width = 12): TypedColumn<string> => ({ header, kind: 'text', width })
export const number = (header: string, width = 10): TypedColumn<number> => ({ header, kind: 'number', width })
export const percent = (header: string, width = 10): TypedColumn<number> => ({ header, kind: 'percent', width })
export const day = (header: string, width = 12): TypedColumn<LocalDate> => ({ header, kind: 'day', width })
export const instant = (header: string, width = 18): TypedColumn<Milliseconds> => ({ header, kind: 'instant', width })

/** Rows as objects, a name for each column; the columns stand in the order in which they are named. */
export function sheet<Columns extends Readonly<Record<string, TypedColumn<string> | TypedColumn<number>>>>(
  name: string,
  columns: Columns,
  rows: Iterable<RowOf<Columns>> | AsyncIterable<Iterable<RowOf<Columns>>>,
  notes: readonly string[] = [],
): Sheet {
  const names = Object.keys(columns)
  const valuesOf = (row: RowOf<Columns>): SheetRow => names.map((column) => row[column] ?? null)
  return {
    name,
    columns: Object.values(columns),
    rows: Symbol.iterator in rows ? mapped(rows, valuesOf) : pagesMapped(rows, valuesOf),
    notes,
  }
}

/** One by one, as they are asked for. */
function mapped<From, To>(rows: Iterable<From>, change: (row: From) => To): Iterable<To> {
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield change(row)
    },
  }
}

function pagesMapped<From, To>(
  pages: AsyncIterable<Iterable<From>>,
  change: (row: From) => To,
): AsyncIterable<Iterable<To>> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const page of pages) yield mapped(page, change)
    },
  }
}
