import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import type { Database } from '#cloud/db/database'
import { pathOf } from '#cloud/export/export-store'
import { folderExports } from '#cloud/export/folder-exports'
import { runTimer } from '#cloud/timer/run-timer'
import type { ExportAnswer } from '#contract/export'
import type { ReportAnswer, ReportsAnswer } from '#contract/report'
import { noticeCampaign } from '#domain/campaign'
import type { OperationId } from '#domain/ids'
import { figureLines } from '#domain/report-figures'
import type { Staff } from '#domain/staff'
import { type LocalDate, MINUTE, startOfDay } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { type CampaignStreet, type CampaignUnit, campaignStreet } from '../../support/campaign-street'
import { newOperationId, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

const due = '2021-03-29' as LocalDate
let database: Database
let context: TestContext
let folder: string
let ground: CampaignStreet
let unit: CampaignUnit
let report: OperationId

beforeAll(async () => {
  database = await openTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-exports-'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A community that held a lecture and knocked at two doors has its first report drafted. */
beforeEach(async () => {
  context = { ...testContext(database), exports: folderExports(folder, new Uint8Array(32).fill(5)) }
  context.clock.time = startOfDay(noticeCampaign.from)
  ground = await campaignStreet(context)
  const [first] = ground.units
  if (first === undefined) throw new Error('a street has units')
  unit = first
  const campaign = await ground.does(ground.clerk, ground.street, 'campaign.set', {
    campaignId: null,
    base: 0,
    campaign: noticeCampaign,
  })
  ground.at('2021-03-28' as LocalDate, 20)
  const from = context.clock.time - 75 * MINUTE
  await ground.does(unit.head, unit.id, 'activity.log', {
    channel: 'lecture',
    from,
    to: context.clock.time,
    place: '会议室',
    audience: 31,
  })
  for (const doorId of unit.doors.slice(0, 2))
    await ground.does(unit.worker, unit.id, 'visit.log', { doorId, startedAt: from, outcome: 'met', adults: 2 })
  ground.at(due, 9)
  await runTimer(context)
  const listed = await query<ReportsAnswer>(unit.head, { action: 'reports', campaign })
  report = listed.reports.find((one) => one.due === due)?.id ?? ('none' as OperationId)
})

async function query<Answer>(actor: Staff, body: object): Promise<Answer> {
  return (await call(context, 'query', { unit: unit.id, ...body }, await tokenOf(context, actor))).body as Answer
}
const read = () => query<ReportAnswer>(unit.head, { action: 'report', id: report })
const make = async (as: 'docx' | 'xlsx', actor = unit.head, id = newOperationId()) =>
  call(
    context,
    'export',
    { action: 'make', unit: unit.id, id, what: { kind: 'report', id: report, as } },
    await tokenOf(context, actor),
  )

async function file(as: 'docx' | 'xlsx', actor = unit.head) {
  const id = newOperationId()
  const answer = (await make(as, actor, id)).body as ExportAnswer
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  return {
    name: answer.fileName,
    bytes: new Uint8Array(readFileSync(path.join(folder, pathOf({ unit: unit.id, id })))),
  }
}
async function words(actor = unit.head): Promise<string> {
  const document = unzipSync((await file('docx', actor)).bytes)['word/document.xml'] ?? new Uint8Array()
  return strFromU8(document)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
}
/** Word, number and unit, a line each, as a table's cells come. */
const line = (word: string, value: number, of: string) => `${word}\n${value}\n${of}\n`

test('a draft says that it is one, with the figures as they are', async () => {
  const { figures } = await read()
  const said = await words()
  expect(said).toContain('青枫苑社区反诈宣传工作情况的报告')
  expect(said).toContain('唯亭街道：')
  for (const { word, value, unit: of } of figureLines(figures)) expect(said).toContain(line(word, value, of))
  expect(said).toContain('（草稿，尚未签发）')
  expect((await file('docx')).name).toBe('青枫苑社区半月报 2021-03-29 草稿.docx')
})

test('a signed one stays as it was signed when records come later; what was amended stands below it as such', async () => {
  const { seen, figures } = await read()
  await ground.does(unit.head, unit.id, 'report.edit', {
    paperId: report,
    narrative: null,
    problems: '白天敲门多无人。',
    next: '',
  })
  await ground.does(unit.head, unit.id, 'report.sign', { paperId: report, seen })
  const [third] = unit.doors.slice(2)
  if (third === undefined) throw new Error('eight doors')
  const at = context.clock.time - 60 * MINUTE
  await ground.does(unit.worker, unit.id, 'visit.log', { doorId: third, startedAt: at, outcome: 'met' }, at)
  const signed = await words()
  expect(signed).toContain(line('入户走访', figures.visits, '户次'))
  expect(signed).toContain('一、工作开展情况')
  expect(signed).toContain('二、存在问题\n白天敲门多无人。')
  expect(signed).not.toContain('下一步打算')
  expect(signed).not.toContain('更正')
  expect(signed).toContain('特此报告。\n青枫苑社区\n2021年3月29日')
  const now = await read()
  await ground.does(unit.head, unit.id, 'report.amend', { paperId: report, seen: now.seen, note: '补传一条走访' })
  const amended = await words()
  expect(amended).toContain(line('入户走访', figures.visits, '户次'))
  expect(amended).toContain('三、签发以后的更正\n2021年3月29日，青枫苑社区专人：补传一条走访')
  expect(amended).toContain(`入户走访\n${figures.visits}\n${figures.visits + 1}\n户次`)
})

test('its figures as a sheet are those of the document, and can be calculated with', async () => {
  const { figures } = await read()
  const { name, bytes } = await file('xlsx')
  expect(name).toBe('青枫苑社区半月报 2021-03-29 草稿.xlsx')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = book.getWorksheet('工作数据')
  const rows = figureLines(figures).map((_, index) =>
    [1, 2, 3].map((column) => sheet?.getCell(index + 2, column).value),
  )
  expect(rows).toEqual(figureLines(figures).map(({ word, value, unit: of }) => [word, value, of]))
})

test('who may read it may take it out, the street’s people with their own names on it, and the unit’s log says so', async () => {
  const { bytes } = await file('docx', ground.clerk)
  expect(strFromU8(unzipSync(bytes)['word/header1.xml'] ?? new Uint8Array())).toContain('唯亭街道 王立群')
  expect(codeOf(await make('docx', unit.worker))).toBe(4030)
  expect(codeOf(await make('docx', ground.units[1]?.head))).toBe(4031)
  const logged = await context.db
    .selectFrom('operation')
    .select(['staff_id', 'content'])
    .where('unit_id', '=', unit.id)
    .where('type', '=', 'export.made')
    .execute()
  expect(logged).toEqual([
    { staff_id: ground.clerk.id, content: expect.objectContaining({ kind: 'report', id: report, version: null }) },
  ])
})
