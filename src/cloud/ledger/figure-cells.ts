import type { UnitId } from '#domain/ids'
import { isLocalMonth, type LocalMonth } from '#domain/month'

/** A unit of the street as a list may name it. */
export interface ListedUnit {
  readonly id: UnitId
  readonly name: string
}

/** `青枫苑社区`, `青枫苑`, `唯亭街道青枫苑社区`; null: no unit of the street is called so, or more than one might be. */
export function readUnit(cell: string, units: readonly ListedUnit[]): ListedUnit | null {
  const bare = (text: string) => text.replace(/\s/g, '').replace(/(?:居委会|居民委员会|社区|村)$/, '')
  const wanted = bare(cell)
  if (wanted === '') return null
  const same = units.filter(({ name }) => bare(name) === wanted)
  const found = same.length > 0 ? same : units.filter(({ name }) => wanted.endsWith(bare(name)))
  const [only] = found
  return found.length === 1 && only !== undefined ? only : null
}

/** Whole yuan of `52,000`, `52000.40元`, `5.2万元`; `heading` may say 万元 for the whole column. Null: none of them. */
export function readLoss(cell: string, heading: string): number | null {
  const text = cell.replace(/[\s,，]/g, '')
  const found = /^(\d{1,10}(?:\.\d{1,6})?)(万?)元?$/.exec(text)
  if (found === null) return null
  const [, figure = '', tenThousand = ''] = found
  const scale = tenThousand !== '' || (/万元/.test(heading) && !/元$/.test(text)) ? 10_000 : 1
  const yuan = Math.round(Number(figure) * scale)
  return yuan <= 1_000_000_000 ? yuan : null
}

/** `2020-03`, `2020年3月`, `2020/3`, `202003`; a bare `3月` is of `year`. */
export function readMonth(cell: string, year: number): LocalMonth | null {
  const text = cell.replace(/\s/g, '')
  const found = /^(\d{4})[-/.年]?(\d{1,2})月?(?:份)?$/.exec(text) ?? /^()(\d{1,2})月(?:份)?$/.exec(text)
  if (found === null) return null
  const [, said = '', month = ''] = found
  const read = `${said === '' ? year : said}-${month.padStart(2, '0')}`
  return isLocalMonth(read) ? read : null
}
