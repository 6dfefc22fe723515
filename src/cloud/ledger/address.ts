import {
  BUILDING_NUMBER,
  BUILDING_SUFFIX,
  buildingName,
  canonicalBuilding,
  chineseNumber,
  readBuilding,
} from './building-name'
import { quoted } from './quoted'

export interface DoorAddress {
  /** Only where the address itself names it: `青枫苑5幢2单元501`. */
  readonly compound: string | null
  /** `6`, `A3`, `综合楼`; shown by `buildingName`. */
  readonly building: string
  /** 单元; null where the ledger gives none (shops, dormitories). */
  readonly stairwell: number | null
  /** `903`, without leading zeros: it is what the number on the door says. */
  readonly room: string
  readonly floor: number
}

export type AddressReading =
  | { readonly kind: 'door'; readonly door: DoorAddress }
  /** `reason` says what is wrong and what to do, in the words of the people who keep the ledger. */
  | { readonly kind: 'none'; readonly reason: string }

export interface AddressCells {
  readonly building: string
  readonly stairwell: string
  /** A room, or a whole address. */
  readonly room: string
}

interface Parts {
  readonly compound: string | null
  readonly building: string | null
  readonly stairwell: number | null
  readonly room: string
}

const ROOM = '[A-Za-z]?\\d{1,4}[A-Za-z]?(?:-\\d{1,2})?'
const ROOM_SUFFIX = '(?:号?[室房铺户间]|号商?铺|商铺|号)?'
const STAIRWELL = '\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]'

const spelt = new RegExp(
  `^(?:(.*?)第?(${BUILDING_NUMBER})(?:${BUILDING_SUFFIX})-?)?(?:(${STAIRWELL})(?:单元|号门|门|梯)-?)?(?:商铺|门面|店铺|宿舍)?(${ROOM})${ROOM_SUFFIX}$`,
)
/** `5幢2-501`: the stairwell has no word of its own, but the building has. */
const halfSpelt = new RegExp(`^(.*?)第?(${BUILDING_NUMBER})(?:${BUILDING_SUFFIX})-?(\\d{1,2})-(${ROOM})${ROOM_SUFFIX}$`)
const threeNumbers = new RegExp(
  `^(${BUILDING_NUMBER})-(\\d{1,2})-([A-Za-z]?\\d{3,4}[A-Za-z]?(?:-\\d{1,2})?)${ROOM_SUFFIX}$`,
)
/** Not `101-2`, which is a part of a room. */
const twoNumbers = /^(\d{1,2})-(\d{3,4}[A-Za-z]?)(?:室|号|房|户)?$/
const bareStairwell = new RegExp(`^(${STAIRWELL})(?:单元|号门|门|梯)?$`)

const none = (reason: string): AddressReading => ({ kind: 'none', reason })

function tidy(text: string): string {
  return text
    .replace(/\s/g, '')
    .replace(/[－—–―−‐]/g, '-')
    .replace(/＃/g, '#')
}

/** 0 is how some ledgers write that there is none. */
function stairwellNumber(text: string): number | null {
  return chineseNumber(text) || null
}

function parts(text: string, buildingCell: string): Parts | string {
  const three = threeNumbers.exec(text)
  if (three) {
    const [, building = '', stairwell = '', room = ''] = three
    return { compound: null, building: canonicalBuilding(building), stairwell: stairwellNumber(stairwell), room }
  }
  const two = twoNumbers.exec(text)
  if (two) {
    const [, first = '', room = ''] = two
    const column = readBuilding(buildingCell)?.building
    if (column === undefined || column === canonicalBuilding(first)) {
      return `${quoted(text)}里的 ${first} 看不出是幢还是单元，请把幢、单元、室分开写`
    }
    return { compound: null, building: null, stairwell: stairwellNumber(first), room }
  }
  const half = halfSpelt.exec(text)
  if (half) {
    const [, compound, building = '', stairwell = '', room = ''] = half
    return {
      compound: compound || null,
      building: canonicalBuilding(building),
      stairwell: stairwellNumber(stairwell),
      room,
    }
  }
  const full = spelt.exec(text)
  if (full) {
    const [, compound, building, stairwell, room = ''] = full
    return {
      compound: compound || null,
      building: building === undefined ? null : canonicalBuilding(building),
      stairwell: stairwell === undefined ? null : stairwellNumber(stairwell),
      room,
    }
  }
  return notARoom(text)
}

function notARoom(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `室号${quoted(text)}像是被表格软件改成了日期，请把这一格设为文本后重写`
  if (/[?？]$/.test(text)) return `室号${quoted(text)}带着问号，没有指明哪一户，请核实后写明室号`
  if (/\d{3,4}\D+\d{3,4}/.test(text)) return `${quoted(text)}写了不止一户，请每户写一行`
  return `${quoted(text)}不是室号，没有指明哪一户，请写明室号，如 501；不是住户就删去这一行`
}

/** 3 or 4 digits begin with the floor. A shop numbered `8` stands at the street. 0 if there is no such floor. */
function floorOf(room: string): number {
  const digits = /\d+/.exec(room)?.[0] ?? ''
  return digits.length < 3 ? 1 : Number(digits.slice(0, -2))
}

function plainRoom(room: string): string {
  return room.toUpperCase().replace(/^([A-Z]?)0+(?=\d)/, '$1')
}

function readStairwell(cell: string): number | null | undefined {
  if (/^(?:|无|-+|\/|0)$/.test(cell)) return null
  const [, number] = bareStairwell.exec(cell) ?? []
  return number === undefined ? undefined : stairwellNumber(number)
}

/**
 * What a row's cells say, taken together. Columns and a whole address in one cell may both name the building or the stairwell;
 * when they disagree, no door is named. In the ledgers seen, every whole address repeats the merged 幢 beside it, so a
 * disagreement is somebody's slip, nothing tells whose, and guessing would put a household into another building unseen.
 */
export function readAddress(cells: AddressCells): AddressReading {
  const text = tidy(cells.room)
  if (text === '') return none('没有室号，没有指明哪一户，请补上室号；不是住户就删去这一行')
  const found = parts(text, cells.building)
  if (typeof found === 'string') return none(found)

  const column = readBuilding(cells.building)
  if (cells.building !== '' && !column) return none(`幢号${quoted(cells.building)}看不懂，请写成“6幢”这样`)
  const building = found.building ?? column?.building
  if (building === undefined) return none('没有幢号，请补上这一户在哪一幢')
  if (column && column.building !== building) {
    return none(
      `幢号一栏写的是${buildingName(column.building)}，住址${quoted(cells.room)}写的是${buildingName(building)}，请核对`,
    )
  }

  const stairwellColumn = readStairwell(tidy(cells.stairwell))
  if (stairwellColumn === undefined) return none(`单元${quoted(cells.stairwell)}看不懂，请写成“2单元”这样`)
  if (stairwellColumn !== null && found.stairwell !== null && stairwellColumn !== found.stairwell) {
    return none(`单元一栏写的是${stairwellColumn}单元，住址${quoted(cells.room)}写的是${found.stairwell}单元，请核对`)
  }

  const floor = floorOf(found.room)
  if (floor < 1) return none(`室号${quoted(cells.room)}看不出楼层，请核实`)
  return {
    kind: 'door',
    door: {
      compound: found.compound ?? column?.compound ?? null,
      building,
      stairwell: found.stairwell ?? stairwellColumn,
      room: plainRoom(found.room),
      floor,
    },
  }
}
