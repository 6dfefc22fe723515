const chineseDigits = '零一二三四五六七八九'

/** 一 to 九十九, and plain digits. */
export function chineseNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  const found = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (text === '' || !found) return null
  const [, first, ten, last] = found
  const digit = (char: string | undefined, otherwise: number) => (char ? chineseDigits.indexOf(char) : otherwise)
  if (ten) return digit(first, 1) * 10 + digit(last, 0)
  return last ? null : digit(first, 0)
}

/** How a building is numbered: `12`, `A`, `A3`, `3B`, `十二`. As a regular expression's source. */
export const BUILDING_NUMBER =
  '[A-Za-z]?\\d{1,3}[A-Za-z]?|[A-Za-z]|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]'
/** What may follow the number inside an address. Not 号 alone, which numbers a street's gates; nor 楼, which counts floors. */
export const BUILDING_SUFFIX = '号楼|幢|栋|座|#楼|#'

/** `06`, `六` and `6` are one building: `6`. */
export function canonicalBuilding(number: string): string {
  const plain = chineseNumber(number)
  return plain === null ? number.toUpperCase().replace(/^([A-Z]?)0+(?=\d)/, '$1') : String(plain)
}

/** `6` → `6幢`; a name of its own (`综合楼`) stays. */
export function buildingName(building: string): string {
  return /^[A-Z]?\d*[A-Z]?$/.test(building) ? `${building}幢` : building
}

export interface NamedBuilding {
  readonly compound: string | null
  /** `6`, `A3`, `综合楼`. */
  readonly building: string
}

const numbered = new RegExp(`^(.*?)第?(${BUILDING_NUMBER})(?:${BUILDING_SUFFIX}|号|楼)$`)
const bare = new RegExp(`^(?:${BUILDING_NUMBER})$`)

/** One cell that names a building: `6幢`, `6#`, `A座`, `六号楼`, `青枫苑6幢`, `6`, `综合楼`. Null if it names none. */
export function readBuilding(cell: string): NamedBuilding | null {
  const text = cell.replace(/\s/g, '').replace(/＃/g, '#')
  if (bare.test(text)) return { compound: null, building: canonicalBuilding(text) }
  const [, compound, number] = numbered.exec(text) ?? []
  if (number !== undefined) return { compound: compound || null, building: canonicalBuilding(number) }
  return /^\p{Script=Han}{1,8}[楼幢栋座]$/u.test(text) ? { compound: null, building: text } : null
}
