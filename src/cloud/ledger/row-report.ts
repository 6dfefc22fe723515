/** What became of one row of the file. Every row gets one, so that nothing is dropped without a word. */
export interface RowReport {
  readonly sheet: string
  readonly row: number
  readonly verdict: 'door' | 'staff' | 'alert' | 'figure' | 'repeat' | 'bad' | 'ignored'
  /** For people: what is wrong and what to do. Always there for `repeat`, `bad` and `ignored`; beside a row taken: a remark. */
  readonly reason?: string
  /** The door a `door` or `repeat` row names: `青枫苑1幢2单元504`. */
  readonly door?: string
}

/** A line with a single value, however many cells it is merged over: a title. */
export function onlyValue(cells: readonly string[]): string | null {
  const values = new Set(cells.filter((cell) => cell !== ''))
  const [first] = values
  return values.size === 1 && first !== undefined ? first : null
}

const totalWords = /^(合计|总计|小计|共计|总数)/
const noteWords = /^(填报|填表|制表|审核|负责人|说明|注[:：]|备注[:：]|日期|报送|联系人)/

/** Lines of a ledger that are no entries, wherever they stand; null for what must be read as an entry. */
export function lineKind(cells: readonly string[]): 'blank' | 'total' | 'note' | null {
  const first = cells.find((cell) => cell !== '')?.replace(/\s/g, '')
  if (first === undefined) return 'blank'
  if (totalWords.test(first)) return 'total'
  return noteWords.test(first) ? 'note' : null
}
