import { type Problem, problem } from '#contract/problem'
import type { Role } from '#domain/staff'
import { type Duty, readDuties } from './duty'
import { type Columns, findHeader, houseHeader, type RosterColumn, rosterHeader } from './find-header'
import { quoted } from './quoted'
import { lineKind, onlyValue, type RowReport } from './row-report'
import { readTerm, type Term } from './term'
import type { Row, Workbook } from './workbook'

export type RosterRole = Extract<Role, 'grid' | 'volunteer' | 'police' | 'secretary'>

export interface StaffPlan extends Term {
  readonly name: string
  readonly role: RosterRole
  /** `第1网格` */
  readonly grid: string | null
  readonly buildings: readonly Duty[]
  /** 11 digits. */
  readonly phone: string
}

export interface RosterPlan {
  readonly staff: readonly StaffPlan[]
  /** One for each row of the file, in its order. */
  readonly rows: readonly RowReport[]
}

const roleWords: ReadonlyMap<string, RosterRole> = new Map([
  ['网格员', 'grid'],
  ['专职网格员', 'grid'],
  ['兼职网格员', 'grid'],
  ['网格长', 'grid'],
  ['志愿者', 'volunteer'],
  ['反诈志愿者', 'volunteer'],
  ['平安志愿者', 'volunteer'],
  ['社区民警', 'police'],
  ['民警', 'police'],
  ['片区民警', 'police'],
  ['社区书记', 'secretary'],
  ['书记', 'secretary'],
  ['社区党委书记', 'secretary'],
  ['党委书记', 'secretary'],
])

/** 李 洋 is 李洋 spaced out to three characters' width; a Latin name keeps its spaces. */
function personName(cell: string): string {
  return cell.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}

function phoneNumber(cell: string): string {
  return cell.replace(/[\s－—-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
}

function readTermOf(cell: (column: RosterColumn) => string): ReturnType<typeof readTerm> {
  if (cell('term') !== '') return readTerm(cell('term'))
  const from = readTerm(cell('from'))
  const to = readTerm(cell('to'))
  if (from.kind === 'none') return from
  if (to.kind === 'none') return to
  const term = { from: from.term.from, to: to.term.from }
  return term.from !== null && term.to !== null && term.from > term.to
    ? { kind: 'none', reason: `结束日期${quoted(cell('to'))}早于开始日期${quoted(cell('from'))}，请核对` }
    : { kind: 'term', term }
}

/** The person a row names, or what is wrong with it. */
function readPerson(row: Row, columns: Columns<RosterColumn>): StaffPlan | string {
  const cell = (column: RosterColumn) => row.cells[columns.get(column) ?? -1] ?? ''
  const name = personName(cell('name'))
  if (name === '') return '没有姓名，请补上；不是人员就删去这一行'
  const role = roleWords.get(cell('role').replace(/\s/g, ''))
  if (!role) return `身份${quoted(cell('role'))}不认识，请写网格员、志愿者、社区民警或社区书记`
  const phone = phoneNumber(cell('phone'))
  if (!/^1\d{10}$/.test(phone)) {
    return cell('phone') === ''
      ? '没有手机号，请补上'
      : `手机${quoted(cell('phone'))}不是11位手机号，请核对；若显示成了科学计数，请把这一列设为文本`
  }
  const duties = readDuties(cell('buildings'))
  if (duties.kind === 'none') return duties.reason
  const term = readTermOf(cell)
  if (term.kind === 'none') return term.reason
  return { name, role, grid: cell('grid') || null, buildings: duties.duties, phone, ...term.term }
}

/** A dry run: the people that a roster names, and what became of each of its rows. Changes nothing. */
export function planRoster(workbook: Workbook): RosterPlan | Problem {
  if (!workbook.sheets.some((sheet) => findHeader(sheet, rosterHeader))) {
    return workbook.sheets.some((sheet) => findHeader(sheet, houseHeader))
      ? problem(4154, '这是房屋台账，不是人员名册。请到“导入房屋”上传。')
      : problem(4151, '没有找到表头。请保留写着“姓名、身份、手机”的那一行。')
  }
  const staff: StaffPlan[] = []
  const rows: RowReport[] = []
  const firstSeen = new Map<string, { readonly sheet: string; readonly row: number }>()
  for (const sheet of workbook.sheets) {
    let columns: Columns<RosterColumn> | null = null
    for (const row of sheet.rows) {
      const at = { sheet: sheet.name, row: row.number }
      const header = rosterHeader(row)
      const aside = asideReason(row, columns, header)
      if (header) columns = header
      if (aside !== null || !columns) {
        rows.push({ ...at, verdict: 'ignored', reason: aside ?? '标题行' })
        continue
      }
      const person = readPerson(row, columns)
      if (typeof person === 'string') {
        rows.push({ ...at, verdict: 'bad', reason: person })
        continue
      }
      // Two people may share a name; one person may hold two roles.
      const key = `${person.name} ${person.role} ${person.phone}`
      const first = firstSeen.get(key)
      if (first) {
        const where = first.sheet === sheet.name ? `第${first.row}行` : `工作表“${first.sheet}”第${first.row}行`
        rows.push({ ...at, verdict: 'repeat', reason: `与${where}是同一人，只导入一次，按前一行` })
        continue
      }
      firstSeen.set(key, at)
      staff.push(person)
      rows.push({ ...at, verdict: 'staff' })
    }
  }
  return { staff, rows }
}

/** Why a row is no person's, or null. */
function asideReason(row: Row, columns: object | null, header: object | null): string | null {
  if (header) return columns ? '重复的表头' : '表头'
  const kind = lineKind(row.cells)
  if (kind === 'blank') return '空行'
  if (kind === 'total') return '合计行，不是人员'
  if (kind === 'note') return '说明行'
  // Merged over the row; a person's row with one cell filled has more to say than its title, and is reported.
  const only = onlyValue(row.cells)
  return !columns || (only !== null && /名册|花名册|一览表$/.test(only)) ? '标题行' : null
}
