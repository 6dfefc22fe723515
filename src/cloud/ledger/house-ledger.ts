import { type Problem, problem } from '#contract/problem'
import type { BuildingKind } from '#domain/building'
import { buildingName } from './building-name'
import { findHeader, houseHeader, rosterHeader } from './find-header'
import { type HouseLine, readHouseSheet } from './house-lines'
import type { RowReport } from './row-report'
import type { Workbook } from './workbook'

/** What an import would create. Who lives behind a door is left in the ledger: the campaign needs the door. */
export interface HousePlan {
  readonly compounds: readonly CompoundPlan[]
  /** One for each row of the file, in its order. */
  readonly rows: readonly RowReport[]
}

export interface CompoundPlan {
  readonly name: string
  readonly kind: BuildingKind
  readonly buildings: readonly BuildingPlan[]
}

export interface BuildingPlan {
  /** `1幢` */
  readonly name: string
  readonly doors: readonly DoorPlan[]
}

export interface DoorPlan {
  readonly stairwell: number | null
  readonly floor: number
  readonly room: string
  /** 空置 in the remarks. */
  readonly vacant: boolean
}

type DoorLine = Extract<HouseLine, { kind: 'door' }>
interface Counts {
  door: number
  repeat: number
  bad: number
}

function buildingKey({ compound, address }: DoorLine): string {
  return `${compound}${buildingName(address.building)}`
}

function doorKey(line: DoorLine): string {
  const { stairwell, room } = line.address
  return `${buildingKey(line)}${stairwell === null ? '' : `${stairwell}单元`}${room}`
}

/** `building + room` of every door that stands in a stairwell. */
function roomsInStairwells(lines: readonly HouseLine[]): ReadonlySet<string> {
  const doors = lines.filter((line): line is DoorLine => line.kind === 'door' && line.address.stairwell !== null)
  return new Set(doors.map((line) => `${buildingKey(line)} ${line.address.room}`))
}

function judge(lines: readonly HouseLine[]): {
  readonly doors: readonly DoorLine[]
  readonly rows: readonly RowReport[]
} {
  const inStairwells = roomsInStairwells(lines)
  const firstSeen = new Map<string, DoorLine>()
  const doors: DoorLine[] = []
  const rows: RowReport[] = []
  let counts: Counts = { door: 0, repeat: 0, bad: 0 }
  let sheet: string | null = null
  const report = (row: RowReport) => {
    if (row.verdict === 'door' || row.verdict === 'repeat' || row.verdict === 'bad') counts[row.verdict]++
    rows.push(row)
  }

  for (const line of lines) {
    const at = { sheet: line.sheet, row: line.row }
    if (line.sheet !== sheet) counts = { door: 0, repeat: 0, bad: 0 }
    sheet = line.sheet
    switch (line.kind) {
      case 'bad':
      case 'ignored':
        report({ ...at, verdict: line.kind, reason: line.reason })
        break
      case 'total':
        report({ ...at, verdict: 'ignored', reason: totalReason(line.stated, counts) })
        counts = { door: 0, repeat: 0, bad: 0 }
        break
      case 'door': {
        const door = doorKey(line)
        const first = firstSeen.get(door)
        if (line.address.stairwell === null && inStairwells.has(`${buildingKey(line)} ${line.address.room}`)) {
          report({
            ...at,
            verdict: 'bad',
            reason: `没有单元：${buildingName(line.address.building)}里有写明单元的${line.address.room}室，请补上单元`,
          })
        } else if (first) {
          const where = first.sheet === line.sheet ? `第${first.row}行` : `工作表“${first.sheet}”第${first.row}行`
          const differs = first.vacant === line.vacant ? '' : '；两行的空置备注不同，按前一行'
          report({ ...at, verdict: 'repeat', reason: `与${where}是同一户，只导入一次${differs}`, door })
        } else {
          firstSeen.set(door, line)
          doors.push(line)
          report({ ...at, verdict: 'door', door })
        }
        break
      }
      default:
        return line satisfies never
    }
  }
  return { doors, rows }
}

function totalReason(stated: number | null, { door, repeat, bad }: Counts): string {
  const read = `读出${door}户，重复${repeat}行，有问题${bad}行`
  return stated === null || stated === door
    ? `合计行，不是住户；上面${read}`
    : `合计行，不是住户；表上写${stated}户，${read}，请核对`
}

function collect(doors: readonly DoorLine[]): readonly CompoundPlan[] {
  const compounds = new Map<string, { kind: BuildingKind; buildings: Map<string, DoorPlan[]> }>()
  for (const { compound, compoundKind: kind, address, vacant } of doors) {
    const known = compounds.get(compound) ?? { kind, buildings: new Map<string, DoorPlan[]>() }
    compounds.set(compound, known)
    const name = buildingName(address.building)
    const list = known.buildings.get(name) ?? []
    known.buildings.set(name, list)
    list.push({ stairwell: address.stairwell, floor: address.floor, room: address.room, vacant })
  }
  return [...compounds].map(([name, { kind, buildings }]) => ({
    name,
    kind,
    buildings: [...buildings].map(([building, list]) => ({ name: building, doors: list })),
  }))
}

/** A dry run: the doors that a ledger names, and what became of each of its rows. Changes nothing. */
export function planHouses(workbook: Workbook): HousePlan | Problem {
  if (!workbook.sheets.some((sheet) => findHeader(sheet, houseHeader))) {
    return workbook.sheets.some((sheet) => findHeader(sheet, rosterHeader))
      ? problem(4154, '这是人员名册，不是房屋台账。请到“导入人员”上传。')
      : problem(4151, '没有找到表头。请保留写着“幢号、单元、室号”或“地址”的那一行。')
  }
  const { doors, rows } = judge(workbook.sheets.flatMap(readHouseSheet))
  return { compounds: collect(doors), rows }
}
