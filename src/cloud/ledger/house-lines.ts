import type { BuildingKind } from '#domain/building'
import { type AddressReading, type DoorAddress, readAddress } from './address'
import { buildingName, readBuilding } from './building-name'
import { compoundKind, compoundOfSheet, compoundOfTitle } from './compound'
import { type Columns, findHeader, type HouseColumn, houseHeader } from './find-header'
import { lineKind, onlyValue } from './row-report'
import type { Row, Sheet } from './workbook'

/** A row by itself, before it is compared with the others. */
export type HouseLine = { readonly sheet: string; readonly row: number } & (
  | { readonly kind: 'ignored' | 'bad'; readonly reason: string }
  /** 合计; `stated` is the number of doors it gives. */
  | { readonly kind: 'total'; readonly stated: number | null }
  | {
      readonly kind: 'door'
      readonly compound: string
      readonly compoundKind: BuildingKind
      readonly address: DoorAddress
      readonly vacant: boolean
    }
)

/** What a row written in short takes over from those above it: a csv has no merged cells, only the blanks they leave. */
interface Above {
  readonly compound: string
  readonly building: string
  readonly stairwell: string
}

const nothingAbove: Above = { compound: '', building: '', stairwell: '' }
const vacantWords = /空置|空房|空户|无人居住|未入住/

function statedTotal(cells: readonly string[]): number | null {
  const found = cells
    .map((cell) => /^(?:共)?(\d+)\s*(?:户|间|套)$/.exec(cell)?.[1])
    .find((count) => count !== undefined)
  return found === undefined ? null : Number(found)
}

/** `青枫苑小区`, `示例路12号青枫苑` and `青枫苑` are the sheet's 青枫苑; another name stays what it is. */
function settleCompound(named: string | null, ofSheet: string | null): string | null {
  if (!named) return ofSheet
  const name = named.replace(/^.*\d+[号弄](?=.)/, '')
  const short = (text: string) => text.replace(/小区$/, '')
  return ofSheet && short(name).endsWith(short(ofSheet)) ? ofSheet : name
}

interface Entry {
  readonly cells: {
    readonly compound: string
    readonly building: string
    readonly stairwell: string
    readonly room: string
  }
  readonly above: Above
}

/** The row's own words first; only where they name no door, what stands above is tried for the building. */
function readEntry({ cells, above }: Entry): AddressReading {
  const own = readAddress(cells)
  if (own.kind === 'door' || cells.building !== '' || above.building === '') return own
  const taken = readAddress({ ...cells, building: above.building })
  if (taken.kind === 'none') return taken
  if (taken.door.stairwell !== null || cells.stairwell !== '' || above.stairwell === '') return taken
  return readAddress({ ...cells, building: above.building, stairwell: above.stairwell })
}

function nextAbove({ cells, above }: Entry, reading: AddressReading): Above {
  const compound = cells.compound || above.compound
  if (cells.building !== '') return { compound, building: cells.building, stairwell: cells.stairwell }
  // A whole address of another building, with the columns left blank: what follows in short belongs to neither for sure.
  if (reading.kind === 'door' && reading.door.building !== readBuilding(above.building)?.building) return nothingAbove
  return { compound, building: above.building, stairwell: cells.stairwell || above.stairwell }
}

/** Reads a sheet from top to bottom; a title or a header may come again further down, over another compound's rows. */
export function readHouseSheet(sheet: Sheet): readonly HouseLine[] {
  let columns: Columns<HouseColumn> | null = null
  let title = ''
  let above = nothingAbove

  const readLine = (row: Row): HouseLine => {
    const at = { sheet: sheet.name, row: row.number }
    const ignored = (reason: string): HouseLine => ({ ...at, kind: 'ignored', reason })
    const kind = lineKind(row.cells)
    if (kind === 'blank') {
      above = nothingAbove
      return ignored('空行')
    }
    const header = houseHeader(row)
    if (header) {
      const reason = columns ? '重复的表头' : '表头'
      columns = header
      return ignored(reason)
    }
    const only = onlyValue(row.cells)
    if (only !== null && compoundOfTitle(only) !== null) {
      title = only
      above = nothingAbove
      return ignored('标题行')
    }
    if (!columns) return ignored(findsHeader(sheet) ? '标题行' : '这张工作表没有表头，没有读')
    if (kind === 'total') return { ...at, kind: 'total', stated: statedTotal(row.cells) }

    const found = columns
    const cell = (column: HouseColumn) => row.cells[found.get(column) ?? -1] ?? ''
    const room = cell('room') || cell('address')
    if (kind === 'note' && room === '') return ignored('说明行')
    const entry: Entry = {
      cells: { compound: cell('compound'), building: cell('building'), stairwell: cell('stairwell'), room },
      above,
    }
    // 1幢 alone, in its column or merged over the whole row, heads the rows below it.
    const heads = only !== null && /\D/.test(only) ? readBuilding(only) : null
    if (heads) {
      above = {
        compound: heads.compound ?? entry.cells.compound,
        building: buildingName(heads.building),
        stairwell: '',
      }
      return ignored('只有幢号的一行')
    }
    const reading = readEntry(entry)
    above = nextAbove(entry, reading)
    if (reading.kind === 'none') return { ...at, kind: 'bad', reason: reading.reason }
    const ofSheet = cell('compound') || above.compound || compoundOfTitle(title) || compoundOfSheet(sheet.name)
    const compound = settleCompound(reading.door.compound, ofSheet)
    if (compound === null)
      return { ...at, kind: 'bad', reason: '看不出是哪个小区，请在表头上方写标题，或把工作表改名为小区名' }
    return {
      ...at,
      kind: 'door',
      compound,
      compoundKind: compoundKind(title, `${compound} ${sheet.name}`),
      address: reading.door,
      vacant: vacantWords.test(cell('remark')),
    }
  }
  return sheet.rows.map(readLine)
}

function findsHeader(sheet: Sheet): boolean {
  return findHeader(sheet, houseHeader) !== null
}
