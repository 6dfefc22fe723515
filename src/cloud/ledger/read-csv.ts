import iconv from 'iconv-lite'
import { type Problem, problem } from '#contract/problem'
import { tidyCell } from './tidy-cell'
import { MAX_COLUMNS, MAX_ROWS, type Row, type Workbook } from './workbook'

const notText = problem(4150, '文件内容不是表格。请上传 .xlsx 或 .csv 文件。')

/** UTF-16 and UTF-8 say so by their marks or by being valid; what is left is GBK, as Excel and WPS write csv in China. */
function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(Buffer.from(bytes), 'utf-16le')
  // One control character that no table has is enough to tell a picture or a program from text.
  if (bytes.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20))) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const text = iconv.decode(Buffer.from(bytes), 'gb18030')
    return text.includes('\ufffd') ? null : text
  }
}

/** The separator seen most in the first lines, outside of quotes. */
function separatorOf(text: string): string {
  const sample = text
    .split(/\r\n|\n|\r/, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '')
  const seen = (separator: string) => sample.split(separator).length
  return [',', '\t', ';'].reduce((best, separator) => (seen(separator) > seen(best) ? separator : best))
}

type Records =
  | { readonly kind: 'records'; readonly records: readonly (readonly string[])[] }
  | { readonly kind: 'open-quote'; readonly row: number }

/** RFC 4180, with any line ending; a quote inside an unquoted cell is a plain character. */
function parse(text: string, separator: string): Records {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  let quoted = false
  const endRecord = () => {
    records.push([...record, cell])
    record = []
    cell = ''
  }
  for (let i = 0; i < text.length && records.length <= MAX_ROWS; i++) {
    const char = text[i]
    if (quoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[++i]
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) {
      record.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i++
      endRecord()
    } else cell += char
  }
  if (quoted) return { kind: 'open-quote', row: records.length + 1 }
  if (cell !== '' || record.length > 0) endRecord()
  return { kind: 'records', records }
}

export function readCsv(bytes: Uint8Array, name: string): Workbook | Problem {
  const text = decode(bytes)?.replace(/^\ufeff/, '')
  if (text === undefined) return notText
  if (/^\s*<[!?a-z]/i.test(text)) {
    return problem(4150, '这是网页（HTML）改了名字的文件。请用 WPS 或 Excel 打开后另存为 .xlsx 再导入。')
  }
  const parsed = parse(text, separatorOf(text))
  // Read on, an open quote would swallow the rest of the ledger without a word.
  if (parsed.kind === 'open-quote')
    return problem(4150, `第${parsed.row}行的引号没有配对，后面的内容分不清。请改好再导入。`)
  const { records } = parsed
  if (records.length > MAX_ROWS) return problem(4152, `超过 ${MAX_ROWS} 行。请分成几个文件导入。`)
  const rows: readonly Row[] = records.map((cells, i) => ({
    number: i + 1,
    cells: cells.slice(0, MAX_COLUMNS).map(tidyCell),
  }))
  const last = rows.reduce((found, { number, cells }) => (cells.some((cell) => cell !== '') ? number : found), 0)
  return { sheets: [{ name, rows: rows.slice(0, last) }] }
}
