import type { LocalDate, Milliseconds } from '../time'

/**
 * A document as an office sends it 公文, free of any file format: a report, a 汇总, a 专报, an inspection's findings. Whoever composes
 * one gives content; the form of GB/T 9704-2012 (fonts, indents, numbering, where the signature stands) is the writer's.
 *
 * ```ts
 * const report: OfficialDocument = {
 *   title: '关于2021年4月上半月反诈宣传工作情况的报告',
 *   addressee: '唯亭街道党工委',
 *   blocks: [
 *     paragraph('现将……报告如下。'),
 *     heading(1, '工作开展情况'),            // 一、工作开展情况
 *     heading(2, '入户走访'),                // （一）入户走访
 *     table([textColumn('楼栋'), numberColumn('走访户数')], [['3幢', 86], ['4幢', 41]], { caption: '表1 走访情况', totals: ['合计', 127] }),
 *   ],
 *   attachments: ['走访记录汇总表'],
 *   signedBy: '青枫苑社区居民委员会',
 *   date: dayOf(signedAt),
 *   completeness: { asOf, waiting: ['周敏 2 条'] },
 * }
 * ```
 */
export interface OfficialDocument {
  readonly title: string
  /** 主送机关 without the colon; null: a document that is filed rather than sent. */
  readonly addressee: string | null
  readonly blocks: readonly Block[]
  /** Names without numbers; one alone stands without a number. */
  readonly attachments: readonly string[]
  /** 发文机关署名; null: a draft that nobody has signed. */
  readonly signedBy: string | null
  /** 成文日期: the day of signing; null: a draft. */
  readonly date: LocalDate | null
  /** What the figures rest on; null where there are none. */
  readonly completeness: Completeness | null
}

/** A figure never looks more final than it is (N04): up to when the records were counted, and whose are still to come. */
export interface Completeness {
  readonly asOf: Milliseconds
  /** Whoever has not sent everything, in words, e.g. `周敏 2 条`; empty: nobody. */
  readonly waiting: readonly string[]
}

export type HeadingLevel = 1 | 2 | 3 | 4

export type Block =
  /** Without its number: 一、（一）1. （1）are given by `numbered`. */
  | { readonly kind: 'heading'; readonly level: HeadingLevel; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | TableBlock

export interface TableBlock {
  readonly kind: 'table'
  /** Centred above the table, e.g. `表1 走访情况`. */
  readonly caption: string | null
  readonly columns: readonly TableColumn[]
  /** A cell for each column, in their order. */
  readonly rows: readonly (readonly TableCell[])[]
  /** The last row, set apart. */
  readonly totals: readonly TableCell[] | null
}

export interface TableColumn {
  readonly header: string
  /** Numbers stand right, words left. */
  readonly kind: 'text' | 'number'
  /** Of numbers: digits behind the point. */
  readonly decimals: number
  /** Behind each number, e.g. `%`. */
  readonly suffix: string
  /** Share of the width, against the other columns. */
  readonly width: number
}

/** Null is `—`: not known, or not applicable, which is never the same as 0. */
export type TableCell = string | number | null

export function heading(level: HeadingLevel, text: string): Block {
  return { kind: 'heading', level, text }
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}

export function textColumn(header: string, width = 2): TableColumn {
  return { header, kind: 'text', decimals: 0, suffix: '', width }
}

export function numberColumn(
  header: string,
  {
    decimals = 0,
    suffix = '',
    width = 1,
  }: { readonly decimals?: number; readonly suffix?: string; readonly width?: number } = {},
): TableColumn {
  return { header, kind: 'number', decimals, suffix, width }
}

/** Throws when a row has not a cell for each column: a figure under the wrong header is worse than none. */
export function table(
  columns: readonly TableColumn[],
  rows: TableBlock['rows'],
  {
    caption = null,
    totals = null,
  }: { readonly caption?: string | null; readonly totals?: readonly TableCell[] | null } = {},
): TableBlock {
  for (const row of totals === null ? rows : [...rows, totals]) {
    if (row.length !== columns.length) throw new Error(`A row of ${row.length} cells under ${columns.length} columns`)
  }
  return { kind: 'table', caption, columns, rows, totals }
}

/** As it is printed. */
export function cellText(cell: TableCell, { decimals, suffix }: TableColumn): string {
  if (cell === null) return '—'
  return typeof cell === 'string' ? cell : `${cell.toFixed(decimals)}${suffix}`
}
