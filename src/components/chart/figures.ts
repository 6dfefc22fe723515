/** A meaning, never a place in a list: the same four as everywhere, and quiet for what one compares with. */
export type Tone = 'action' | 'done' | 'urgent' | 'quiet'

export interface Series {
  readonly name: string
  /** Filled; `quiet` is drawn hollow, so that the two are told apart without colour. */
  readonly tone: Tone
  /** Where a figure is below nought, another tone. */
  readonly below?: Tone
  /** Null: there is no figure, and its word says why. */
  readonly values: readonly (number | null)[]
  /** What is written at the bar and in the table. */
  readonly words: readonly string[]
}

/** What a chart and its table both show: one source, so that they can't differ. */
export interface Figures {
  /** `各月立案数` */
  readonly title: string
  /** Heads the first column: `月份`. */
  readonly of: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  /** Columns of the table alone. */
  readonly more?: readonly { readonly name: string; readonly words: readonly string[] }[]
}

export interface FigureRow {
  readonly category: string
  readonly words: readonly string[]
}

export function headOf({ of, series, more = [] }: Figures): readonly string[] {
  return [of, ...series.map(({ name }) => name), ...more.map(({ name }) => name)]
}

export function rowsOf({ categories, series, more = [] }: Figures): readonly FigureRow[] {
  return categories.map((category, index) => ({
    category,
    words: [...series, ...more].map(({ words }) => words[index] ?? '–'),
  }))
}

/** Lines with tabs, which every spreadsheet takes from the clipboard. */
export function asText(figures: Figures): string {
  const lines = [headOf(figures), ...rowsOf(figures).map(({ category, words }) => [category, ...words])]
  return lines.map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')
}

/** Read aloud in place of the picture. */
export function inWords(figures: Figures): string {
  const { title, series } = figures
  const told = rowsOf(figures).map(
    ({ category, words }) => `${category} ${series.map(({ name }, index) => `${name} ${words[index]}`).join('，')}`,
  )
  return `${title}：${told.join('；')}`
}
