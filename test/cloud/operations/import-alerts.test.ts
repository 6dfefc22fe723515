import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { importLedger } from '#cloud/operations/import-ledger'
import { verifyChain } from '#cloud/operations/verify-chain'
import { openContent } from '#cloud/vault/content'
import { type LedgerAnswer, ledgerAnswer } from '#contract/ledger'
import { operationSchema } from '#contract/operation'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { MINUTE } from '#domain/time'
import { call, codeOf, tokenOf } from '../../support/calls'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { alerts, houses, importAll, importOne, noRows, rowsOf } from '../../support/import-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let field: Field
/** A second community of the same station: the one whose doors the list names. */
let qfy: UnitId

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database)
})
afterAll(() => database.close())
/** The list's last alert is of 27 April 2021; an alert of tomorrow would be refused. */
const LATER = Date.parse('2021-05-02T10:00:00+08:00')

beforeEach(async () => {
  context.clock.time = LATER
  field = await createField(context)
  qfy = `${field.unit}q` as UnitId
  await context.db
    .insertInto('unit')
    .values({ unit_id: qfy, name: '青枫苑社区', kind: 'community', demo: false, station_id: field.officer.unitId })
    .execute()
})

const upload = (actor: Staff, unit: UnitId, more: object = {}) =>
  importLedger(context, actor, {
    action: 'import',
    unit,
    ledger: 'alerts',
    fileName: '预警导出.csv',
    file: readFileSync(alerts).toString('base64'),
    ...more,
  })

async function imported(actor: Staff, unit: UnitId, more: object = {}): Promise<LedgerAnswer> {
  const result = await upload(actor, unit, more)
  if (!result.ok) throw new Error(`${result.problem.code} ${result.problem.detail}`)
  return v.parse(ledgerAnswer, JSON.parse(JSON.stringify(result.answer)))
}

const casesOf = (unit: UnitId) =>
  context.db.selectFrom('dissuasion').selectAll().where('unit_id', '=', unit).orderBy('seq').execute()
const noticesOf = (unit: UnitId) => context.db.selectFrom('notice').selectAll().where('unit_id', '=', unit).execute()
const csv = (...lines: readonly string[]) =>
  Buffer.from(`预警编号,预警时间,风险等级,诈骗类型,姓名,手机号,预警地址,线索摘要\n${lines.join('\n')}\n`).toString(
    'base64',
  )

describe('an officer’s list of alerts', () => {
  it('opens 60 cases in the community, says the repeated and the blank row, and what a person has to look at', async () => {
    await importOne(context, qfy, { houses })
    const answer = await imported(field.officer, qfy)
    expect(answer).toMatchObject({ imported: true, rows: 60, added: 60, known: 0, bad: [], rejects: null })
    expect(answer.repeats).toEqual([{ sheet: '预警导出', row: 63, reason: '与第6行是同一条预警，只导入一次' }])
    expect(answer.ignored).toEqual([{ sheet: '预警导出', row: 11, reason: '空行' }])
    const cases = await casesOf(qfy)
    expect(cases).toHaveLength(60)
    const matched = cases.filter(({ door_id }) => door_id !== null)
    expect(matched.length).toBeGreaterThan(25)
    expect(answer.remarks).toHaveLength(60 - matched.length)
    expect(matched.every(({ building_id }) => building_id !== null)).toBe(true)
  })

  it('is entered like anything a person sends: in the log, chained, sealed, with the deadlines of now', async () => {
    await imported(field.officer, qfy)
    const log = await context.db.selectFrom('operation').selectAll().where('unit_id', '=', qfy).orderBy('seq').execute()
    expect(log.map(({ type }) => type)).toEqual([...Array<string>(60).fill('alert.enter'), 'alerts.import'])
    expect(await verifyChain(context.db, qfy)).toEqual({ kind: 'intact', rows: 61 })
    expect(new Set(log.map(({ staff_id }) => staff_id))).toEqual(new Set([field.officer.id]))
    expect(JSON.stringify([log, await casesOf(qfy)])).not.toMatch(/陈洋|19900007751|青枫苑5幢|大额转账/)
    const vault = await context.vault.open(context.db, qfy)
    const [first] = log
    expect(v.parse(operationSchema, openContent(first?.content, vault))).toMatchObject({
      type: 'alert.enter',
      unit: qfy,
      body: {
        number: 'YJ20214000',
        name: '陈洋',
        phone: '19900007751',
        address: '青枫苑5幢2单元501',
        source: 'import',
      },
    })
    const [one] = await casesOf(qfy)
    expect(one).toMatchObject({ state: 'entered', entered_at: LATER, due_step: 'call', due_at: LATER + 10 * MINUTE })
    expect(one?.raised_at).toBe(Date.parse('2021-04-01T15:00:00+08:00'))
  })

  it('imported again adds nothing: every number is known, also after its case moved', async () => {
    await imported(field.officer, qfy)
    expect(await imported(field.partner, qfy)).toMatchObject({ rows: 60, added: 0, known: 60, bad: [] })
    // Imported for the other community, the numbers are still the station's.
    expect(await imported(field.partner, field.unit)).toMatchObject({ added: 0, known: 60 })
    expect(await casesOf(qfy)).toHaveLength(60)
    expect((await rowsOf(context, qfy)).operation).toBe(61)
  })

  it('in a dry run says the same and stores nothing, neither a case nor a notice', async () => {
    await importOne(context, qfy, { houses })
    const before = await rowsOf(context, qfy)
    const tried = await imported(field.officer, qfy, { action: 'dry-run' })
    expect([await casesOf(qfy), await noticesOf(qfy), await rowsOf(context, qfy)]).toEqual([[], [], before])
    expect(await imported(field.officer, qfy)).toEqual({ ...tried, imported: true })
  })

  it('goes to the other community of the station whose door an address names, and to no other station’s', async () => {
    const file = csv(
      'YJ1,2021-03-29 09:00,高,虚假贷款,王磊,19900005862,清枫苑1幢1单元101,',
      'YJ2,2021-03-29 09:00,高,虚假贷款,李静,19900005863,1幢1单元102,',
      'YJ3,2021-03-29 09:00,高,虚假贷款,赵敏,19900005864,菜场旁边,',
    )
    const { remarks } = await imported(field.officer, qfy, { file })
    expect((await casesOf(field.unit)).map(({ number, door_id }) => [number, door_id])).toEqual([['YJ1', 'b1-1']])
    // A bare 1幢 stands everywhere: it stays with the community that the list is for.
    expect((await casesOf(qfy)).map(({ number, door_id }) => [number, door_id])).toEqual([
      ['YJ2', null],
      ['YJ3', null],
    ])
    expect(remarks.map(({ row, reason }) => [row, reason.slice(0, 4)])).toEqual([
      [2, '地址在清'],
      [3, '地址没有'],
      [4, '地址没有'],
    ])
    expect(await verifyChain(context.db, field.unit)).toEqual({ kind: 'intact', rows: 1 })
  })

  it('knows a person again: an alert links to the earlier one of the same phone', async () => {
    const file = csv(
      'YJ1,2021-03-29 09:00,高,虚假贷款,王磊,19900005862,菜场旁边,',
      'YJ2,2021-03-29 10:00,高,刷单返利,王磊,19900005862,菜场旁边,',
    )
    await imported(field.officer, qfy, { file })
    const [first, second] = await casesOf(qfy)
    expect([first?.previous_id, second?.previous_id]).toEqual([null, first?.case_id])
  })

  it('rings a colleague once for all of it, and once more for each urgent one; never the officer himself', async () => {
    await imported(field.officer, qfy)
    const urgent = (await casesOf(qfy)).filter(({ level }) => level === 'urgent').length
    const notices = await noticesOf(qfy)
    expect(urgent).toBeGreaterThan(10)
    expect(notices).toHaveLength(urgent + 1)
    expect(new Set(notices.map(({ staff_id }) => staff_id))).toEqual(new Set([field.partner.id]))
  })

  it('leaves no device behind whose silence would make a day unknown', async () => {
    await imported(field.officer, qfy)
    expect(await context.db.selectFrom('device').selectAll().where('unit_id', '=', qfy).execute()).toEqual([])
  })

  it('that fails half-way leaves nothing in any community', async () => {
    await sql`alter table dissuasion add constraint refuse check (number <> 'YJ2') not valid`.execute(context.db)
    try {
      const file = csv(
        'YJ1,2021-03-29 09:00,高,虚假贷款,王磊,19900005862,清枫苑1幢1单元101,',
        'YJ2,2021-03-29 09:00,高,虚假贷款,李静,19900005863,菜场旁边,',
      )
      await expect(upload(field.officer, qfy, { file })).rejects.toThrow('refuse')
      expect([await casesOf(field.unit), await casesOf(qfy)]).toEqual([[], []])
      expect(await rowsOf(context, qfy)).toEqual(noRows)
    } finally {
      await sql`alter table dissuasion drop constraint refuse`.execute(context.db)
    }
  })

  it('as a workbook with real dates is read alike', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('预警')
    sheet.addRow(['编号', '时间', '等级', '类型', '姓名', '电话', '地址', '线索'])
    sheet.addRow([
      'YJ9',
      new Date('2021-04-02T11:01:00Z'),
      '紧急',
      '虚假征信',
      '孙敏',
      19900006557,
      '青枫苑6幢1单元601',
      '',
    ])
    const file = Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64')
    expect(await imported(field.officer, qfy, { file, fileName: '预警.xlsx' })).toMatchObject({ added: 1, bad: [] })
    expect(await casesOf(qfy)).toMatchObject([
      { number: 'YJ9', fraud_type: 'fake-credit', raised_at: Date.parse('2021-04-02T11:01:00+08:00') },
    ])
  })
})

describe('who may import alerts', () => {
  it('is the station’s officers: a secretary and a grid worker hear 4030, another station’s officer 4035', async () => {
    const before = await rowsOf(context, field.unit)
    expect(await upload(field.secretary, field.unit)).toMatchObject({ ok: false, problem: { code: 4030 } })
    expect(await upload(field.worker, field.unit)).toMatchObject({ ok: false, problem: { code: 4030 } })
    expect(await upload(field.elsewhere, field.unit)).toMatchObject({ ok: false, problem: { code: 4035 } })
    expect(await rowsOf(context, field.unit)).toEqual(before)
  })

  it('is written down when another station’s officer tries it over the wire', async () => {
    const body = { action: 'import', unit: field.unit, ledger: 'alerts', fileName: 'a.csv', file: '' }
    const answer = await call(context, 'ledger', body, await tokenOf(context, field.elsewhere))
    expect(codeOf(answer)).toBe(4035)
    const log = await context.db.selectFrom('operation').selectAll().where('unit_id', '=', field.unit).execute()
    expect(log).toMatchObject([{ type: 'access.refused', staff_id: field.elsewhere.id }])
  })

  it('needs keys: without them nothing of a resident is stored, 5032', async () => {
    const noKeys: TestContext = { ...context, vault: { open: async () => null, forget() {} } }
    const result = await importLedger(noKeys, field.officer, {
      action: 'import',
      unit: qfy,
      ledger: 'alerts',
      fileName: '预警导出.csv',
      file: readFileSync(alerts).toString('base64'),
    })
    expect(result).toMatchObject({ ok: false, problem: { code: 5032 } })
  })
})

describe('the command on the server', () => {
  it('imports alerts for the station’s officers to act on, and tells both of them', async () => {
    const [report] = await importAll(context, qfy, { alerts })
    expect(report?.answer).toMatchObject({ added: 60, known: 0 })
    expect(new Set((await noticesOf(qfy)).map(({ staff_id }) => staff_id))).toEqual(
      new Set([field.officer.id, field.partner.id]),
    )
    expect(new Set((await casesOf(qfy)).map(({ entered_by }) => entered_by))).toEqual(new Set(['server']))
  })

  it('in a dry run takes everything back', async () => {
    const [report] = await importAll(context, qfy, { alerts, dryRun: true })
    expect(report?.answer).toMatchObject({ imported: false, added: 60 })
    expect([await casesOf(qfy), await noticesOf(qfy)]).toEqual([[], []])
  })

  it('says which station serves a unit, and refuses one that is none', async () => {
    const alone = `${field.unit}x` as UnitId
    await context.db.insertInto('unit').values({ unit_id: alone, name: '新社区', kind: 'community' }).execute()
    await expect(importAll(context, alone, { alerts })).rejects.toThrow('4035')
    await expect(importAll(context, alone, { station: field.unit })).rejects.toThrow('不能负责')
    const { unitId } = field.officer
    await expect(importAll(context, unitId, { station: unitId })).rejects.toThrow('不能负责')
    await importAll(context, alone, { station: field.officer.unitId })
    const [report] = await importAll(context, alone, { alerts })
    expect(report?.answer).toMatchObject({ added: 60 })
  })
})
