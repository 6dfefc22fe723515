import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { importLedger } from '#cloud/operations/import-ledger'
import { verifyChain } from '#cloud/operations/verify-chain'
import { ledgerAnswer } from '#contract/ledger'
import type { Staff } from '#domain/staff'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { emptyUnit, houses, importOne, noRows, rowsOf } from '../../support/import-ground'
import { openTestDatabase } from '../../support/test-database'

let database: Database
let context: TestContext
let folder: string

beforeAll(async () => {
  database = await openTestDatabase()
  folder = mkdtempSync(path.join(tmpdir(), 'qiaomen-import-'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  const base = testContext(database)
  context = { ...base, config: { ...base.config, database: { engine: 'pglite', folder } } }
})

describe('a house ledger', () => {
  it('adds its 536 doors, names the 8 repeated and the 12 bad rows one by one, and is one entry of the log', async () => {
    const unit = await emptyUnit(context)
    const answer = await importOne(context, unit, { houses })
    v.parse(ledgerAnswer, answer)
    expect(answer).toMatchObject({ imported: true, rows: 536, added: 536, known: 0 })
    expect(answer.repeats).toHaveLength(8)
    expect(answer.bad).toHaveLength(12)
    for (const { sheet, row, reason } of [...answer.repeats, ...answer.bad]) {
      expect([sheet === '', row > 0, reason.length > 5]).toEqual([false, true, true])
    }
    expect(await rowsOf(context, unit)).toEqual({ building: 10, door: 536, grid: 0, staff: 0, operation: 1 })
    const sums = await context.db.selectFrom('building').select(['doors', 'seq']).where('unit_id', '=', unit).execute()
    expect(sums.reduce((sum, { doors }) => sum + doors, 0)).toBe(536)
    expect(new Set(sums.map(({ seq }) => seq))).toEqual(new Set([1]))
    expect(await verifyChain(context.db, unit)).toEqual({ kind: 'intact', rows: 1 })
  })

  it('imported again changes nothing: no door is added, nothing is logged, every id stays', async () => {
    const unit = await emptyUnit(context)
    await importOne(context, unit, { houses })
    const ids = () =>
      context.db
        .selectFrom('door')
        .select(['door_id', 'stairwell', 'room'])
        .where('unit_id', '=', unit)
        .orderBy('door_id')
        .execute()
    const before = { rows: await rowsOf(context, unit), ids: await ids() }
    expect(await importOne(context, unit, { houses })).toMatchObject({ added: 0, known: 536 })
    expect({ rows: await rowsOf(context, unit), ids: await ids() }).toEqual(before)
  })

  it('invents no visit for a door it calls 空置', async () => {
    const unit = await emptyUnit(context)
    await importOne(context, unit, { houses })
    const visited = await context.db
      .selectFrom('door')
      .select('door_id')
      .where('unit_id', '=', unit)
      .where('visits', '>', 0)
      .execute()
    expect(visited).toEqual([])
  })

  it('leaves what people saw at a known door, and counts on from the doors there are', async () => {
    const unit = await emptyUnit(context)
    await importOne(context, unit, { houses })
    await context.db
      .deleteFrom('door')
      .where('unit_id', '=', unit)
      .where('door_id', '=', 'b1-3' as never)
      .execute()
    await context.db
      .updateTable('door')
      .set({ visits: 2, last_at: 1_600_000_000_000 })
      .where('unit_id', '=', unit)
      .where('door_id', '=', 'b1-1' as never)
      .execute()
    expect(await importOne(context, unit, { houses })).toMatchObject({ added: 1, known: 535 })
    const doors = await context.db
      .selectFrom('door')
      .select(['door_id', 'visits'])
      .where('unit_id', '=', unit)
      .where('building_id', '=', 'b1' as never)
      .execute()
    expect(doors.find(({ door_id }) => door_id === 'b1-1')?.visits).toBe(2)
    expect(doors.map(({ door_id }) => door_id)).toContain('b1-45')
    expect(await verifyChain(context.db, unit)).toEqual({ kind: 'intact', rows: 2 })
  })

  it('that fails half-way leaves nothing, neither a building nor an entry in the log', async () => {
    const unit = await emptyUnit(context)
    // The last table written refuses a door: everything before it must go, too.
    await sql`alter table door add constraint refuse check (door_id <> 'b7-1') not valid`.execute(context.db)
    try {
      await expect(importOne(context, unit, { houses })).rejects.toThrow('refuse')
      expect(await rowsOf(context, unit)).toEqual(noRows)
    } finally {
      await sql`alter table door drop constraint refuse`.execute(context.db)
    }
    expect(await importOne(context, unit, { houses })).toMatchObject({ added: 536 })
  })

  it('gives its bad rows back as a workbook with a reason each', async () => {
    const { rejects } = await importOne(context, await emptyUnit(context), { houses, dryRun: true })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(rejects ?? '', 'base64') as unknown as ExcelJS.Buffer)
    const reasons = workbook.worksheets.flatMap((sheet) =>
      sheet.getSheetValues().filter((row) => JSON.stringify(row ?? '').includes('没有指明哪一户')),
    )
    expect(reasons).toHaveLength(12)
  })
})

describe('a ledger uploaded by a person', () => {
  let field: Field
  beforeEach(async () => {
    field = await createField(context)
  })
  const upload = (actor: Staff, more: object = {}) =>
    importLedger(context, actor, {
      action: 'import',
      unit: field.unit,
      ledger: 'houses',
      fileName: '房屋台账.xlsx',
      file: readFileSync(houses).toString('base64'),
      ...more,
    })

  it('is a secretary’s to import, in his name, and stands beside the doors that are there', async () => {
    expect(await upload(field.secretary)).toMatchObject({ ok: true, answer: { imported: true, added: 536 } })
    const [entry] = await context.db.selectFrom('operation').selectAll().where('unit_id', '=', field.unit).execute()
    expect(entry).toMatchObject({ type: 'ledger.import', staff_id: field.secretary.id, seq: 1 })
    const ids = await context.db
      .selectFrom('building')
      .select('building_id')
      .where('unit_id', '=', field.unit)
      .execute()
    expect(ids.map(({ building_id }) => building_id)).toContain('b13')
  })

  it('in a dry run changes nothing and says the same', async () => {
    const before = await rowsOf(context, field.unit)
    expect(await upload(field.secretary, { action: 'dry-run' })).toMatchObject({
      ok: true,
      answer: { imported: false, added: 536 },
    })
    expect(await rowsOf(context, field.unit)).toEqual(before)
  })

  it('is refused to a grid worker with 4030 and to another unit’s secretary with 4031, and leaves no row', async () => {
    const before = await rowsOf(context, field.unit)
    const stranger = (await createField(context)).secretary
    expect(await upload(field.worker)).toMatchObject({ ok: false, problem: { code: 4030 } })
    expect(await upload(stranger)).toMatchObject({ ok: false, problem: { code: 4031 } })
    expect(await rowsOf(context, field.unit)).toEqual(before)
  })

  it('of the wrong kind, or no table at all, is refused as a whole', async () => {
    expect(await upload(field.secretary, { ledger: 'roster' })).toMatchObject({ ok: false, problem: { code: 4154 } })
    expect(await upload(field.secretary, { file: Buffer.from('%PDF-1.4 ').toString('base64') })).toMatchObject({
      ok: false,
      problem: { code: 4150 },
    })
  })
})
