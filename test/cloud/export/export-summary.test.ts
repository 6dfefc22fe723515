import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import type { Database } from '#cloud/db/database'
import { pathOf } from '#cloud/export/export-store'
import { folderExports } from '#cloud/export/folder-exports'
import type { ExportAnswer } from '#contract/export'
import type { OperationId } from '#domain/ids'
import { figureLines } from '#domain/report-figures'
import type { SummaryKind } from '#domain/summary'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newOperationId, type TestContext, testContext } from '../../support/field-fixture'
import { type SummaryGround, summaryGround } from '../../support/summary-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let folder: string
let ground: SummaryGround

beforeAll(async () => {
  database = await openTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-exports-'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  context = { ...testContext(database), exports: folderExports(folder, new Uint8Array(32).fill(5)) }
  ground = await summaryGround(context)
})

const make = async (paper: OperationId, as: 'docx' | 'xlsx', actor = ground.clerk, id = newOperationId()) =>
  call(
    context,
    'export',
    { action: 'make', unit: ground.street, id, what: { kind: 'summary', id: paper, as } },
    await tokenOf(context, actor),
  )

async function file(paper: OperationId, as: 'docx' | 'xlsx') {
  const id = newOperationId()
  const answer = (await make(paper, as, ground.clerk, id)).body as ExportAnswer
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  return {
    name: answer.fileName,
    bytes: new Uint8Array(readFileSync(path.join(folder, pathOf({ unit: ground.street, id })))),
  }
}

async function words(paper: OperationId): Promise<string> {
  const document = unzipSync((await file(paper, 'docx')).bytes)['word/document.xml'] ?? new Uint8Array()
  return strFromU8(document)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
}

async function issued(kind: SummaryKind): Promise<OperationId> {
  const paper = await ground.compose(kind)
  const outcome = await ground.issue(paper)
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome))
  return paper
}

/** The cells of a unit's line, as they come one after the other; null: it has none. */
function cellsOf(said: string, name: string): readonly string[] | null {
  const lines = said.slice(said.indexOf('表2')).split('\n')
  const at = lines.indexOf(name)
  return at === -1 ? null : lines.slice(at + 1, at + 8)
}

test('a 汇总’s lines add up to its totals and to the figures of its text; who did not hand in is no nought', async () => {
  const said = await words(await issued('collected'))
  const rows = ground.units.map(({ name }) => cellsOf(said, name) ?? [])
  expect(rows.map(([receipt]) => receipt)).toEqual([
    '按时',
    '按时',
    '按时',
    '未到期',
    '未到期',
    '未到期',
    '未到期',
    '未到期',
  ])
  expect(rows[3]).toEqual(['未到期', '—', '—', '—', '—', '—', '—'])
  const sums = [1, 2, 3, 4, 5, 6].map((column) =>
    rows.reduce((sum, row) => sum + (row[column] === '—' ? 0 : Number(row[column])), 0),
  )
  expect(cellsOf(said, '合计')?.slice(1).map(Number)).toEqual(sums)
  expect(sums[0]).toBe(61 + 62 + 63)
  expect(said).toContain(`开展反诈宣传共 ${sums[0]} 分钟`)
  expect(said).toContain(`宣传时长\n${sums[0]}\n分钟`)
  expect(said).toContain('唯亭街道反诈宣传工作情况汇总')
  expect(said).toContain('汇总完毕。\n唯亭街道\n2021年3月29日')
})

test('a 专报 goes to 党工委, signed by the street; a draft says that it is one', async () => {
  const paper = await ground.compose('briefing')
  expect(await words(paper)).toContain('（草稿，尚未签发）')
  expect((await file(paper, 'docx')).name).toBe('唯亭街道专报 2021-03-29 第1版 草稿.docx')
  await ground.issue(paper)
  const said = await words(paper)
  expect(said).toContain('唯亭街道关于反诈宣传工作情况的专报')
  expect(said).toContain('唯亭街道党工委：')
  expect(said).toContain('特此报告。\n唯亭街道\n2021年3月29日')
  expect(said).not.toContain('表2')
  const { content } = await ground.now(paper)
  for (const { word, value, unit } of figureLines(content.issued?.figures ?? (await ground.now(paper)).figures))
    expect(said).toContain(`${word}\n${value}\n${unit}\n`)
})

test('an issued one goes out with the same words whatever the units sign afterwards', async () => {
  const paper = await issued('collected')
  const before = await words(paper)
  await ground.sign(4)
  expect((await ground.now(paper)).changes).toHaveLength(1)
  expect(await words(paper)).toBe(before)
})

test('its sheets are the document’s tables and can be calculated with', async () => {
  const { name, bytes } = await file(await issued('collected'), 'xlsx')
  expect(name).toBe('唯亭街道汇总 2021-03-29 第1版.xlsx')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const units = book.getWorksheet('各单位')
  const minutes = ground.units.map((_, index) => units?.getCell(index + 2, 3).value)
  expect(minutes).toEqual([61, 62, 63, null, null, null, null, null])
  expect(units?.getCell(2, 1).value).toBe(ground.units[0]?.name)
  expect(book.getWorksheet('工作数据合计')?.getCell(5, 2).value).toBe(186)
})

test('inspectors may take it out, leaders and units may not; the street’s log names it', async () => {
  const paper = await issued('collected')
  expect(codeOf(await make(paper, 'docx', ground.inspector))).toBeUndefined()
  expect(codeOf(await make(paper, 'docx', ground.leader))).toBe(4030)
  expect(codeOf(await make(paper, 'docx', ground.units[0]?.head))).toBe(4031)
  const logged = await context.db
    .selectFrom('operation')
    .select(['staff_id', 'content'])
    .where('unit_id', '=', ground.street)
    .where('type', '=', 'export.made')
    .execute()
  expect(logged).toEqual([
    { staff_id: ground.inspector.id, content: expect.objectContaining({ kind: 'summary', id: paper, version: 1 }) },
  ])
})
