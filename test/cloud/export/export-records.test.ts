import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { sweepExports } from '#cloud/export/sweep-exports'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { ExportAnswer, ExportWhat } from '#contract/export'
import { DAY, HOUR, MINUTE } from '#domain/time'
import { codeOf } from '../../support/calls'
import { exportGround, week } from '../../support/export-ground'
import { createField, NOON, newOperationId } from '../../support/field-fixture'

const ground = exportGround()

async function fetched(url: string): Promise<{ bytes: Uint8Array; book: ExcelJS.Workbook }> {
  const response = await ground.fetch(url)
  expect(response.status).toBe(200)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return { bytes, book }
}

function table(book: ExcelJS.Workbook, name: string): readonly Record<string, ExcelJS.CellValue>[] {
  const sheet = book.getWorksheet(name)
  if (!sheet) throw new Error(`no sheet ${name}`)
  const headers = Array.from({ length: sheet.columnCount }, (_, index) => sheet.getCell(1, index + 1).text)
  const rows: Record<string, ExcelJS.CellValue>[] = []
  for (let number = 2; sheet.getCell(number, 1).value !== null; number += 1)
    rows.push(Object.fromEntries(headers.map((header, index) => [header, sheet.getCell(number, index + 1).value])))
  return rows
}

/** Three visits (one undone), leaflets, an activity. */
async function records(): Promise<void> {
  const { under } = ground
  const undone = under.visit(2, NOON)
  await under.apply([
    under.visit(0, NOON - HOUR, { adults: 2, topics: ['rebate-tasks', 'fake-loan'], leaflets: 1, note: '独居老人' }),
    under.visit(1, NOON - MINUTE, { outcome: 'nobody' }),
    undone,
    under.field.operation('visit.undo', { visitId: undone.id }),
    under.field.operation('activity.log', {
      channel: 'lecture',
      from: NOON - 90 * MINUTE,
      to: NOON - 60 * MINUTE,
      place: '=议事厅',
      audience: 40,
    }),
    under.field.operation('leaflet.hand-out', {
      kind: 'flyer',
      quantity: 50,
      place: '南门',
      audience: 'residents',
      startedAt: NOON - 5 * MINUTE,
      reason: '从社区领取',
    }),
  ])
}

test('a secretary takes out the records of a week: a sheet a kind, and a summary that is the sum of their rows', async () => {
  await records()
  const answer = ground.ready(await ground.make())
  expect(answer.fileName).toMatch(/^清枫社区\d+宣传记录 2021-03-26至2021-04-01\.xlsx$/)
  expect(answer.rows).toBe(5)
  const { book } = await fetched(answer.url)
  expect(book.worksheets.map(({ name }) => name)).toEqual(['汇总', '走访', '发放', '活动'])
  const visits = table(book, '走访')
  expect(visits.map((row) => [row.地点, row.结果, row.成年人数, row.宣讲内容, row.资料份数, row.撤销])).toEqual([
    ['清枫苑 1幢 1单元 101', '见面', 2, '刷单返利、虚假贷款', 1, null],
    ['清枫苑 1幢 1单元 102', '无人', null, null, 0, null],
    ['清枫苑 1幢 1单元 103', '见面', null, null, 0, '已撤销'],
  ])
  expect(visits[0]?.走访时间).toEqual(new Date('2021-03-29T09:00:00Z'))
  expect(table(book, '活动')).toEqual([
    expect.objectContaining({ 地点: '=议事厅', 形式: '宣讲授课', '时长（分）': 30, 人数: 40 }),
  ])
  expect(table(book, '发放')).toEqual([
    expect.objectContaining({ 份数: 50, 超库存: '超库存', 超库存说明: '从社区领取' }),
  ])
  const summary = Object.fromEntries(table(book, '汇总').map((row) => [String(row.项目).trim(), row.数量]))
  const counted = visits.filter((row) => row.撤销 === null)
  expect(summary).toMatchObject({
    走访: counted.length,
    见面: 1,
    无人: 1,
    拒访: 0,
    走访见面成年人: 2,
    走访时发放资料: 1,
    宣传单: 50,
    活动: 1,
    宣讲授课: 1,
  })
})

test('what was noted about a household is not taken out', async () => {
  await records()
  const { book } = await fetched(ground.ready(await ground.make()).url)
  expect(JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()))).not.toContain('独居老人')
})

test('the unit’s log says who took out what, with the file’s hash, before its address is told', async () => {
  await records()
  const id = newOperationId()
  const answer = ground.ready(await ground.make(week, id))
  const { bytes } = await fetched(answer.url)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect([answer.sha256, answer.bytes]).toEqual([sha256, bytes.length])
  const { secretary, unit } = ground.under.field
  expect(await ground.logged()).toEqual([
    {
      staff_id: secretary.id,
      subject: id,
      content: { ...week, fileName: answer.fileName, rows: 5, bytes: bytes.length, sha256 },
    },
  ])
  expect(await verifyChain(ground.context.db, unit)).toMatchObject({ kind: 'intact' })
})

test('without its entry in the log a file is never handed out', async () => {
  await records()
  const id = newOperationId()
  const { db } = ground.context
  const broken = new Proxy(db, {
    get(target, name: keyof typeof db) {
      if (name === 'transaction') throw new Error('no log today')
      const value: unknown = target[name]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  await expect(ground.make(week, id, undefined, { ...ground.context, db: broken })).rejects.toThrow('no log today')
  expect((await ground.ask({ action: 'ask', id })).body).toMatchObject({ state: 'failed', problem: { code: 5035 } })
  expect(await ground.logged()).toEqual([])
})

test('every page says whose copy it is', async () => {
  const { book } = await fetched(ground.ready(await ground.make()).url)
  const { secretary } = ground.under.field
  for (const sheet of book.worksheets)
    expect(sheet.headerFooter.oddHeader).toContain(`陆书记（${secretary.number}）2021-03-29 10:00 导出`)
})

test('asked twice with one id a file is made once and logged once', async () => {
  const id = newOperationId()
  const first = ground.ready(await ground.make(week, id))
  const second = ground.ready(await ground.make(week, id))
  expect(second.sha256).toBe(first.sha256)
  expect(await ground.logged()).toHaveLength(1)
  expect(ground.files()).toEqual([id])
})

test('of days that hold nothing there is a file that says so', async () => {
  const answer = ground.ready(await ground.make())
  expect(answer.rows).toBe(0)
  const { book } = await fetched(answer.url)
  expect(table(book, '走访')).toEqual([])
  expect(table(book, '汇总')[0]).toMatchObject({ 项目: '走访', 数量: 0 })
})

test('days are Shanghai’s, both included', async () => {
  const { under } = ground
  await under.apply([
    under.visit(0, Date.parse('2021-03-27T23:59:00+08:00')),
    under.visit(1, Date.parse('2021-03-28T00:00:30+08:00')),
    under.visit(2, Date.parse('2021-03-28T23:59:59+08:00')),
  ])
  const day = { ...week, from: '2021-03-28', to: '2021-03-28' } as ExportWhat
  expect(ground.ready(await ground.make(day)).rows).toBe(2)
})

test('pages follow on each other without a gap or a repetition, also where many records have one time', async () => {
  const { under } = ground
  const { context } = ground
  const door = under.doorOf(under.field.buildings[0], 0)
  const visits = Array.from({ length: 2_345 }, (_, index) => ({
    unit_id: under.field.unit,
    visit_id: newOperationId(),
    door_id: door,
    building_id: under.field.buildings[0],
    staff_id: under.field.worker.id,
    started_at: NOON,
    at: NOON + Math.floor(index / 1_500) * MINUTE,
    day: '2021-03-29' as never,
    received_at: NOON,
    late: false,
    outcome: 'met' as const,
    content_id: newOperationId(),
    content_at: NOON,
    seq: index + 1,
  }))
  for (let start = 0; start < visits.length; start += 500)
    await context.db
      .insertInto('visit')
      .values(visits.slice(start, start + 500))
      .execute()
  const answer = ground.ready(await ground.make())
  expect(answer.rows).toBe(2_345)
  const { book } = await fetched(answer.url)
  expect(table(book, '汇总')[0]).toMatchObject({ 数量: 2_345 })
}, 60_000)

describe('how far it is', () => {
  it('is told while it is made, and to nobody but who asked for it', async () => {
    const id = newOperationId()
    const { secretary, worker, unit } = ground.under.field
    const job = { unit_id: unit, export_id: id, staff_id: secretary.id, file_name: 'x.xlsx', type: 'xlsx' as const }
    await ground.context.db
      .insertInto('export_job')
      .values({ ...job, begun_at: NOON, heard_at: NOON, done: 3000, rows: 9000, state: 'making' })
      .execute()
    expect((await ground.ask({ action: 'ask', id })).body).toEqual({ state: 'making', done: 3000, of: 9000 })
    expect(codeOf(await ground.ask({ action: 'ask', id }, worker))).toBe(4047)
    // One at a time for each person.
    expect(codeOf(await ground.make())).toBe(4096)
    ground.context.clock.time += 3 * MINUTE
    const stopped: ExportAnswer = (await ground.ask({ action: 'ask', id })).body as ExportAnswer
    expect(stopped).toMatchObject({ state: 'failed', problem: { code: 5035 } })
    expect(ground.ready(await ground.make()).rows).toBe(0)
  })

  it('of a file that nobody began is not known', async () => {
    expect(codeOf(await ground.ask({ action: 'ask', id: newOperationId() }))).toBe(4047)
  })
})

describe('the right to take records out', () => {
  it('is the secretary’s alone, of her own unit', async () => {
    const { worker, volunteer, police, officer, elsewhere } = ground.under.field
    const stranger = (await createField(ground.context)).secretary
    const codes = []
    for (const actor of [worker, volunteer, police, officer, elsewhere, stranger])
      codes.push(codeOf(await ground.make(week, newOperationId(), actor)))
    expect(codes).toEqual([4030, 4030, 4030, 4031, 4035, 4031])
    expect(await ground.logged()).toEqual([])
    expect(ground.files()).toEqual([])
  })

  it('ends with her service', async () => {
    const { context } = ground
    const { secretary } = ground.under.field
    await context.db.updateTable('staff').set({ active: false }).where('staff_id', '=', secretary.id).execute()
    expect(codeOf(await ground.make())).toBe(4033)
  })
})

test('days the wrong way round, too many days and a server without a place for files each have their number', async () => {
  expect(codeOf(await ground.make({ ...week, from: '2021-04-02' } as ExportWhat))).toBe(4229)
  expect(codeOf(await ground.make({ ...week, to: '2022-06-01' } as ExportWhat))).toBe(4229)
  expect(codeOf(await ground.make(week, undefined, undefined, { ...ground.context, exports: null }))).toBe(5034)
})

describe('an address', () => {
  it('gives the file under its name, and nothing once it is old, altered or another one’s', async () => {
    const answer = ground.ready(await ground.make())
    const response = await ground.fetch(answer.url)
    expect(response.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent(answer.fileName)}`,
    )
    expect(response.headers.get('content-type')).toContain('spreadsheetml')
    expect((await ground.fetch(`${answer.url}x`)).status).toBe(404)
    expect((await ground.fetch(answer.url, { method: 'PUT' })).status).toBe(404)
    ground.context.clock.time += 5 * MINUTE
    expect((await ground.fetch(answer.url)).status).toBe(404)
  })
})

test('a file and its row are gone a day later; what was taken out stays in the log', async () => {
  const id = newOperationId()
  ground.ready(await ground.make(week, id))
  ground.context.clock.time += DAY - MINUTE
  await sweepExports(ground.context)
  expect(ground.files()).toEqual([id])
  ground.context.clock.time += 2 * MINUTE
  await sweepExports(ground.context)
  expect(ground.files()).toEqual([])
  expect(codeOf(await ground.ask({ action: 'ask', id }))).toBe(4047)
  expect(await ground.logged()).toHaveLength(1)
})
