import { readXml } from './read-xml'

/** Formats that need no definition and show a day or a time (ECMA-376 part 1, 18.8.30); 27–36 and 50–58 in Chinese ones. */
const isBuiltInDate = (format: number): boolean =>
  (format >= 14 && format <= 22) ||
  (format >= 27 && format <= 36) ||
  (format >= 45 && format <= 47) ||
  (format >= 50 && format <= 58)

/** Colours, conditions and words that stand in it say nothing of what it shows. */
const showsDate = (code: string): boolean => /[ymdhs]/i.test(code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, ''))

/** Whether a cell of a style, told by its place, shows its number as a day or a time. */
export function dateStyles(bytes: Uint8Array | undefined): readonly boolean[] {
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  readXml(bytes, {
    open(tag, attributes) {
      if (tag === 'numFmt') own.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ''))
      if (tag === 'cellXfs') inCells = true
      if (tag !== 'xf' || !inCells) return
      const format = Number(attributes.numFmtId ?? 0)
      styles.push(own.get(format) ?? isBuiltInDate(format))
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return styles
}

const DAY = 24 * 60 * 60
/** Of 1 January 1970, counted from 30 December 1899; workbooks of old Macs count from 1904. */
const UNIX_EPOCH = 25_569
const FROM_1904 = 1462

/** As the sheet shows it: a day alone, or with its time. A day's fraction is no exact second, so it is rounded to one. */
export function dateText(serial: number, from1904: boolean): string {
  const date = new Date(Math.round((serial - UNIX_EPOCH + (from1904 ? FROM_1904 : 0)) * DAY) * 1000)
  if (Number.isNaN(date.getTime())) return ''
  const [day = '', time = ''] = date.toISOString().split(/[T.]/)
  return time === '00:00:00' ? day : `${day} ${time}`
}
