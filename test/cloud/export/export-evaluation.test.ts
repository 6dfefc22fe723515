import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import type { Database } from '#cloud/db/database'
import { pathOf } from '#cloud/export/export-store'
import { folderExports } from '#cloud/export/folder-exports'
import { evaluation } from '#cloud/queries/evaluation'
import type { ExportAnswer } from '#contract/export'
import { noticeCampaign } from '#domain/campaign'
import { call, codeOf, tokenOf } from '../../support/calls'
import { newOperationId, type TestContext, testContext } from '../../support/field-fixture'
import { answerOf } from '../../support/field-under-test'
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

const make = async (as: 'docx' | 'xlsx', actor = ground.clerk, id = newOperationId()) =>
  call(
    context,
    'export',
    { action: 'make', unit: ground.street, id, what: { kind: 'evaluation', campaign: ground.campaign, as } },
    await tokenOf(context, actor),
  )

async function file(as: 'docx' | 'xlsx') {
  const id = newOperationId()
  const answer = (await make(as, ground.clerk, id)).body as ExportAnswer
  if (answer.state !== 'ready') throw new Error(JSON.stringify(answer))
  const bytes = new Uint8Array(readFileSync(path.join(folder, pathOf({ unit: ground.street, id }))))
  return { name: answer.fileName, bytes }
}

async function words(): Promise<string> {
  const document = unzipSync((await file('docx')).bytes)['word/document.xml'] ?? new Uint8Array()
  return strFromU8(document)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
}

const sheet = async () => {
  const viewer = { staff: ground.clerk, unitId: ground.street, stationId: null, streetId: ground.street }
  const asked = { action: 'evaluation' as const, unit: ground.street, campaign: ground.campaign }
  return answerOf(await evaluation(context, viewer, asked))
}

/** The street gives its points where nothing can be counted, and issues. */
async function issue(): Promise<void> {
  ground.at(noticeCampaign.evaluation.to, 18)
  const { units } = await sheet()
  let base = 0
  for (const { unit, lines } of units)
    for (const { id: item, tenths, points } of lines)
      if (tenths === null) {
        const said = { unitId: unit.id, item, tenths: points * 5, reason: '缺基期数，按实地检查评定' }
        const body = { campaignId: ground.campaign, base, ...said }
        await ground.does(ground.clerk, ground.street, 'evaluation.adjust', body)
        base += 1
      }
  const body = { campaignId: ground.campaign, seen: (await sheet()).seen }
  await ground.does(ground.clerk, ground.street, 'evaluation.issue', body)
}

test('a draft says that it is one, and a line without points is no nought', async () => {
  const said = await words()
  expect(said).toContain('以上为草稿，数字还会变动。')
  expect(said).toContain('不排名次')
  const [first] = ground.units
  const lines = said.split('\n')
  const at = lines.indexOf(first?.name ?? '')
  // 发案压降, 损失压降, 宣传覆盖, 每日宣传, 半月报, 督查整改, 合计
  expect(lines.slice(at + 1, at + 8)).toEqual(['—', '—', '0.0', '0.0', '10.0', '5.0', '15.0'])
})

test('an issued one goes out as it was issued, each given number with its reason, and its sheets add up', async () => {
  await issue()
  const before = await words()
  expect(before).toContain('缺基期数，按实地检查评定')
  expect(before).toContain('评定完毕。\n唯亭街道\n2021年7月10日')
  await ground.lecture(4, 61)
  expect(await words()).toBe(before)
  const { name, bytes } = await file('xlsx')
  expect(name).toBe('唯亭街道评估考核表 2021-07-10 第1版.xlsx')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  const [totals, each] = [book.getWorksheet('各单位合计'), book.getWorksheet('逐项')]
  for (const [index, { name: unit }] of ground.units.entries()) {
    expect(totals?.getCell(index + 2, 1).value).toBe(unit)
    let sum = 0
    each?.eachRow((row) => {
      if (row.getCell(1).value === unit) sum += Number(row.getCell(6).value)
    })
    expect(Math.round(sum * 10)).toBe(Math.round(Number(totals?.getCell(index + 2, 2).value) * 10))
  }
})

test('inspectors may take it out, leaders and units may not', async () => {
  expect(codeOf(await make('docx', ground.inspector))).toBeUndefined()
  expect(codeOf(await make('docx', ground.leader))).toBe(4030)
  expect(codeOf(await make('docx', ground.units[0]?.head))).toBe(4031)
})
