import { BUILDING_NUMBER, BUILDING_SUFFIX, buildingName, canonicalBuilding } from './building-name'
import { quoted } from './quoted'

/** A building in somebody's care. */
export interface Duty {
  readonly compound: string
  /** `1幢` */
  readonly building: string
}

export type DutyReading =
  | { readonly kind: 'duties'; readonly duties: readonly Duty[] }
  | { readonly kind: 'none'; readonly reason: string }

const piecePattern = new RegExp(
  `^(.*?)第?(${BUILDING_NUMBER})(?:(?:-|至|到)(${BUILDING_NUMBER}))?(?:${BUILDING_SUFFIX}|号|楼)?$`,
)
/** A slip like 1-100幢 is likelier than a person with so many buildings. */
const MAX_RANGE = 50

function range(first: string, last: string | undefined): readonly string[] {
  if (last === undefined) return [first]
  const [from, to] = [Number(first), Number(last)]
  if (!(from <= to && to - from < MAX_RANGE)) return []
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
}

/** `青枫苑1、2幢`, `青枫苑1-3幢`, `青枫苑1幢，东亭商业街2幢`; nothing is no duty. A compound holds until the next is named. */
export function readDuties(cell: string): DutyReading {
  const text = cell
    .replace(/\s*([、,，;；/及和])\s*/g, '$1')
    .replace(/[－—–―−~～]/g, '-')
    .replace(/＃/g, '#')
  const pieces = text.split(/[、,，;；/及和 ]|(?<=[幢栋座])(?=[^幢栋座、,，])/).filter((piece) => piece !== '')
  const duties: Duty[] = []
  let compound = ''
  for (const piece of pieces) {
    const [, named, first, last] = piecePattern.exec(piece) ?? []
    const buildings = first === undefined ? [] : range(canonicalBuilding(first), last && canonicalBuilding(last))
    if (buildings.length === 0)
      return { kind: 'none', reason: `负责楼幢${quoted(cell)}看不懂，请写成“青枫苑1、2幢”这样` }
    compound = named || compound
    if (compound === '') return { kind: 'none', reason: `负责楼幢${quoted(cell)}没有写小区，请写成“青枫苑1、2幢”这样` }
    for (const building of buildings.map(buildingName)) {
      if (!duties.some((duty) => duty.compound === compound && duty.building === building))
        duties.push({ compound, building })
    }
  }
  return { kind: 'duties', duties }
}
