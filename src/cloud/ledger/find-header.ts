import type { Row, Sheet } from './workbook'

/** What a ledger's column may hold. Columns that nobody asks for (户主, 联系电话…) are known only to recognise the ledger by. */
export type HouseColumn = 'serial' | 'compound' | 'building' | 'stairwell' | 'room' | 'address' | 'remark' | 'resident'
export type RosterColumn =
  | 'serial'
  | 'name'
  | 'role'
  | 'grid'
  | 'buildings'
  | 'phone'
  | 'term'
  | 'from'
  | 'to'
  | 'remark'
export type AlertColumn =
  | 'number'
  | 'time'
  | 'level'
  | 'fraud'
  | 'source'
  | 'name'
  | 'phone'
  | 'address'
  | 'clue'
  | 'remark'
export type Columns<Column extends string> = ReadonlyMap<Column, number>
export type LedgerKind = 'houses' | 'roster' | 'alerts'

// Spelt without spaces, as `words` leaves them.
const houseHeadings: Readonly<Record<HouseColumn, readonly string[]>> = {
  serial: ['序号', '编号', 'NO'],
  compound: ['小区', '小区名称', '楼盘', '院落'],
  building: ['幢', '幢号', '栋', '栋号', '楼号', '楼栋', '楼栋号', '楼幢', '楼幢号', '座', '座号', '楼'],
  stairwell: ['单元', '单元号', '梯号', '门栋'],
  room: ['室', '室号', '房号', '房间号', '房间', '门牌', '门牌号', '户号', '铺号', '商铺号', '宿舍号'],
  address: ['住址', '地址', '详细地址', '房屋地址', '居住地址', '房屋坐落', '坐落'],
  remark: ['备注', '说明', '状态', '房屋状态'],
  resident: ['户主', '户主姓名', '承租人', '业主', '住户', '姓名', '联系电话', '电话', '手机', '手机号', '人数'],
}

const rosterHeadings: Readonly<Record<RosterColumn, readonly string[]>> = {
  serial: ['序号', '编号', 'NO'],
  name: ['姓名', '名字', '人员姓名'],
  role: ['身份', '角色', '岗位', '职务', '人员类别'],
  grid: ['所属网格', '网格', '网格名称', '网格号'],
  buildings: ['负责楼幢', '负责楼栋', '楼栋', '楼幢', '负责幢', '责任楼幢', '责任楼栋', '包干楼栋', '包干楼幢'],
  phone: ['手机', '电话', '手机号', '手机号码', '联系电话', '联系方式', '电话号码'],
  term: ['起止日期', '期限', '起止时间', '任期', '服务期限', '有效期'],
  from: ['开始日期', '起始日期', '起始时间', '开始时间', '上岗日期'],
  to: ['结束日期', '截止日期', '截止时间', '结束时间', '到期日期'],
  remark: ['备注', '说明'],
}

const alertHeadings: Readonly<Record<AlertColumn, readonly string[]>> = {
  number: ['预警编号', '预警号', '线索编号', '编号'],
  time: ['预警时间', '预警日期', '时间', '推送时间', '下发时间'],
  level: ['风险等级', '预警等级', '等级', '级别', '风险级别', '预警级别'],
  fraud: ['诈骗类型', '预警类型', '涉诈类型', '类型', '诈骗手法'],
  source: ['来源', '预警来源', '线索来源', '数据来源'],
  name: ['姓名', '预警对象', '对象姓名', '潜在受害人', '受害人姓名'],
  phone: ['手机号', '手机', '手机号码', '电话', '联系电话', '联系方式', '电话号码'],
  address: ['预警地址', '地址', '住址', '详细地址', '居住地址', '现住址'],
  clue: ['线索摘要', '线索', '摘要', '线索内容', '预警内容', '简要情况'],
  remark: ['备注', '说明', '序号'],
}

/** `户主/承租人` and `室号（房号）` are each two words; `备 注` is one. */
function words(heading: string): readonly string[] {
  return heading
    .replace(/\s/g, '')
    .toUpperCase()
    .split(/[/／、或()（）:：]/)
}

export function match<Column extends string>(
  headings: Readonly<Record<Column, readonly string[]>>,
  keys: readonly Column[],
  row: Row,
) {
  const columns = new Map<Column, number>()
  row.cells.forEach((cell, index) => {
    const found = keys.find((key) => words(cell).some((word) => headings[key].includes(word)))
    if (found !== undefined && !columns.has(found)) columns.set(found, index)
  })
  return columns
}

const houseColumns = [
  'serial',
  'compound',
  'building',
  'stairwell',
  'room',
  'address',
  'remark',
  'resident',
] as const satisfies readonly HouseColumn[]
const rosterColumns = [
  'serial',
  'name',
  'role',
  'grid',
  'buildings',
  'phone',
  'term',
  'from',
  'to',
  'remark',
] as const satisfies readonly RosterColumn[]

const alertColumns = [
  'number',
  'time',
  'level',
  'fraud',
  'source',
  'name',
  'phone',
  'address',
  'clue',
  'remark',
] as const satisfies readonly AlertColumn[]

/** Alerts are told by a number beside a level or a kind of fraud, and by whom to call. */
export function alertHeader(row: Row): Columns<AlertColumn> | null {
  const columns = match(alertHeadings, alertColumns, row)
  const isList = columns.has('number') && columns.has('name') && columns.has('phone') && columns.has('address')
  return isList && (columns.has('level') || columns.has('fraud')) ? columns : null
}

/** A roster is told by a name beside a role. */
export function rosterHeader(row: Row): Columns<RosterColumn> | null {
  const columns = match(rosterHeadings, rosterColumns, row)
  return columns.has('name') && columns.has('role') ? columns : null
}

/** A house ledger names rooms or addresses, and at least one thing more; where it names people, it gives them no role and warns of no fraud. */
export function houseHeader(row: Row): Columns<HouseColumn> | null {
  if (rosterHeader(row) || row.cells.some((cell) => /预警|诈骗/.test(cell))) return null
  const columns = match(houseHeadings, houseColumns, row)
  return (columns.has('room') || columns.has('address')) && columns.size >= 2 ? columns : null
}

/** The first header row of a sheet, wherever the titles above it end. */
export function findHeader<Column extends string>(
  sheet: Sheet,
  headerOf: (row: Row) => Columns<Column> | null,
): { readonly row: Row; readonly columns: Columns<Column> } | null {
  for (const row of sheet.rows) {
    const columns = headerOf(row)
    if (columns) return { row, columns }
  }
  return null
}
