import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Database } from '#cloud/db/database'
import { type ImportArguments, UsageError } from '#cloud/host/import-arguments'
import { importFiles } from '#cloud/host/import-files'
import { reportText } from '#cloud/host/import-report'
import { importLedger } from '#cloud/operations/import-ledger'
import { verifyChain } from '#cloud/operations/verify-chain'
import { type LedgerAnswer, ledgerAnswer } from '#contract/ledger'
import type { UnitId } from '#domain/ids'
import type { Staff } from '#domain/staff'
import { createField, type Field, type TestContext, testContext } from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

const fixture = (name: string) => path.join(__dirname, '../../fixtures/ledger', name)
const houses = fixture('房屋台账.xlsx')
const roster = fixture('人员名册.xlsx')

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

let units = 0
async function emptyUnit(kind: 'community' | 'station' = 'community'): Promise<UnitId> {
  units += 1
  const unit = `empty${units}` as UnitId
  await context.db.insertInto('unit').values({ unit_id: unit, name: '青枫苑社区', kind, demo: false }).execute()
  return unit
}

async function run(unit: UnitId, more: Partial<ImportArguments>) {
  const outcome = await importFiles(context, {
    unit,
    unitName: null,
    unitKind: 'community',
    houses: null,
    roster: null,
    dryRun: false,
    rejects: null,
    ...more,
  })
  if (outcome.kind === 'refused') throw new Error(`${outcome.problem.code}`)
  return outcome.reports
}

async function imported(unit: UnitId, more: Partial<ImportArguments>): Promise<LedgerAnswer> {
  const [report] = await run(unit, more)
  if (!report) throw new Error('No report')
  return report.answer
}

/** Every row the unit has anywhere that an import could have left. */
async function rowsOf(unit: UnitId) {
  const count = async (table: 'building' | 'door' | 'grid' | 'staff' | 'operation') => {
    const { rows } = await sql<{
      rows: number
    }>`select count(*) as rows from ${sql.table(table)} where unit_id = ${unit}`.execute(context.db)
    return rows[0]?.rows
  }
  return {
    building: await count('building'),
    door: await count('door'),
    grid: await count('grid'),
    staff: await count('staff'),
    operation: await count('operation'),
  }
}

const nothing = { building: 0, door: 0, grid: 0, staff: 0, operation: 0 }

describe('a house ledger', () => {
  it('adds its 536 doors, names the 8 repeated and the 12 bad rows one by one, and is one entry of the log', async () => {
    const unit = await emptyUnit()
    const answer = await imported(unit, { houses })
    v.parse(ledgerAnswer, answer)
    expect(answer).toMatchObject({ imported: true, rows: 536, added: 536, known: 0 })
    expect(answer.repeats).toHaveLength(8)
    expect(answer.bad).toHaveLength(12)
    for (const { sheet, row, reason } of [...answer.repeats, ...answer.bad]) {
      expect([sheet === '', row > 0, reason.length > 5]).toEqual([false, true, true])
    }
    expect(await rowsOf(unit)).toEqual({ building: 10, door: 536, grid: 0, staff: 0, operation: 1 })
    const sums = await context.db.selectFrom('building').select(['doors', 'seq']).where('unit_id', '=', unit).execute()
    expect(sums.reduce((sum, { doors }) => sum + doors, 0)).toBe(536)
    expect(new Set(sums.map(({ seq }) => seq))).toEqual(new Set([1]))
    expect(await verifyChain(context.db, unit)).toEqual({ kind: 'intact', rows: 1 })
  })

  it('imported again changes nothing: no door is added, nothing is logged, every id stays', async () => {
    const unit = await emptyUnit()
    await imported(unit, { houses })
    const ids = () =>
      context.db
        .selectFrom('door')
        .select(['door_id', 'stairwell', 'room'])
        .where('unit_id', '=', unit)
        .orderBy('door_id')
        .execute()
    const before = { rows: await rowsOf(unit), ids: await ids() }
    expect(await imported(unit, { houses })).toMatchObject({ added: 0, known: 536 })
    expect({ rows: await rowsOf(unit), ids: await ids() }).toEqual(before)
  })

  it('invents no visit for a door it calls 空置', async () => {
    const unit = await emptyUnit()
    await imported(unit, { houses })
    const visited = await context.db
      .selectFrom('door')
      .select('door_id')
      .where('unit_id', '=', unit)
      .where('visits', '>', 0)
      .execute()
    expect(visited).toEqual([])
  })

  it('leaves what people saw at a known door, and counts on from the doors there are', async () => {
    const unit = await emptyUnit()
    await imported(unit, { houses })
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
    expect(await imported(unit, { houses })).toMatchObject({ added: 1, known: 535 })
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
    const unit = await emptyUnit()
    // The last table written refuses a door: everything before it must go, too.
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`.execute(
      context.db,
    )
    await sql`create trigger refuse before insert on door for each row when (new.door_id = 'b7-1') execute function refuse()`.execute(
      context.db,
    )
    try {
      await expect(imported(unit, { houses })).rejects.toThrow('disk full')
      expect(await rowsOf(unit)).toEqual(nothing)
    } finally {
      await sql`drop trigger refuse on door`.execute(context.db)
      await sql`drop function refuse()`.execute(context.db)
    }
    expect(await imported(unit, { houses })).toMatchObject({ added: 536 })
  })

  it('gives its bad rows back as a workbook with a reason each', async () => {
    const { rejects } = await imported(await emptyUnit(), { houses, dryRun: true })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(rejects ?? '', 'base64') as unknown as ExcelJS.Buffer)
    const reasons = workbook.worksheets.flatMap((sheet) =>
      sheet.getSheetValues().filter((row) => JSON.stringify(row ?? '').includes('没有指明哪一户')),
    )
    expect(reasons).toHaveLength(12)
  })
})

describe('a roster', () => {
  it('makes grids by name, gives each person a scope and a number, and the grid workers their buildings', async () => {
    const unit = await emptyUnit()
    const [, people] = await run(unit, { houses, roster })
    expect(people?.answer).toMatchObject({ rows: 15, added: 15, known: 0, bad: [] })
    const staff = await context.db
      .selectFrom('staff')
      .selectAll()
      .where('unit_id', '=', unit)
      .orderBy('number')
      .execute()
    expect(staff.map(({ number }) => number)).toEqual(
      staff.map((_, index) => `${unit.toUpperCase()}${String(index + 1).padStart(3, '0')}`),
    )
    const grid = await context.db
      .selectFrom('grid')
      .selectAll()
      .where('unit_id', '=', unit)
      .where('name', '=', '第1网格')
      .executeTakeFirstOrThrow()
    expect(staff[0]).toMatchObject({ name: '徐志强', role: 'grid', scope: { kind: 'grid', gridId: grid.grid_id } })
    const building = await context.db
      .selectFrom('building')
      .selectAll()
      .where('unit_id', '=', unit)
      .where('grid_id', '=', grid.grid_id)
      .execute()
    expect(building.map(({ compound, name }) => compound + name)).toEqual(['青枫苑1幢'])
    const volunteer = staff.find(({ name }) => name === '周艳')
    expect(volunteer).toMatchObject({ scope: { kind: 'buildings' }, from_day: '2021-04-01', to_day: '2021-06-30' })
    expect(volunteer?.scope).toHaveProperty('buildingIds', ['b1', 'b2'])
    expect(staff.find(({ role }) => role === 'secretary')?.scope).toEqual({ kind: 'unit' })
  })

  it('knows everybody again the second time, and never keeps a phone', async () => {
    const unit = await emptyUnit()
    await run(unit, { houses, roster })
    const before = await rowsOf(unit)
    expect(await imported(unit, { roster })).toMatchObject({ added: 0, known: 15 })
    expect(await rowsOf(unit)).toEqual(before)
    const { rows } = await sql<{ text: string }>`
      select (select json_agg(s)::text from staff s where unit_id = ${unit}) || (select json_agg(o)::text from operation o where unit_id = ${unit}) as text
    `.execute(context.db)
    expect(rows[0]?.text).not.toContain('1990000')
    expect(statSync(path.join(folder, 'keys/roster.key')).mode & 0o777).toBe(0o600)
    expect(await verifyChain(context.db, unit)).toEqual({ kind: 'intact', rows: 2 })
  })

  it('leaves the 民警 to their station, and at a station takes them only', async () => {
    const community = await imported(await emptyUnit(), { houses, roster })
    expect(community.ignored).toEqual([])
    const [, people] = await run(await emptyUnit(), { houses, roster })
    expect(people?.answer.ignored.map(({ reason }) => reason)).toEqual(['民警由派出所导入', '民警由派出所导入'])
    const station = await imported(await emptyUnit('station'), { roster })
    expect([station.added, station.ignored.length]).toEqual([2, 15])
  })

  it('before the houses are there sends back whoever’s building is missing', async () => {
    const unit = await emptyUnit()
    const answer = await imported(unit, { roster })
    expect(answer.added).toBe(1) // the secretary names no building
    expect(answer.bad).toHaveLength(14)
    expect(answer.bad[0]?.reason).toContain('请先导入房屋台账')
    expect(answer.rejects).not.toBeNull()
  })

  it('on a server’s database needs a key of its own', async () => {
    const unit = await emptyUnit()
    context = { ...context, config: { ...context.config, database: { engine: 'postgres', url: 'postgres://x' } } }
    await expect(imported(unit, { roster })).rejects.toThrow('5031')
    expect(await rowsOf(unit)).toEqual(nothing)
    context = { ...context, config: { ...context.config, rosterKey: 'a key that somebody keeps' } }
    expect(await imported(unit, { roster })).toMatchObject({ added: 1 })
  })
})

describe('the command', () => {
  it('in a dry run says exactly what the import would do, both files together, and leaves not even the unit', async () => {
    const unit = 'brand-new' as UnitId
    const reports = await run(unit, { unitName: '新社区', houses, roster, dryRun: true })
    expect(reports.map(({ answer }) => [answer.imported, answer.added])).toEqual([
      [false, 536],
      [false, 15],
    ])
    expect(await context.db.selectFrom('unit').selectAll().where('unit_id', '=', unit).execute()).toEqual([])
    expect(await rowsOf(unit)).toEqual(nothing)
  })

  it('creates a missing unit only when it is told its name', async () => {
    await expect(run('brand-new' as UnitId, { houses })).rejects.toThrow(UsageError)
    await run('brand-new' as UnitId, { unitName: '新社区', houses })
    const unit = await context.db
      .selectFrom('unit')
      .selectAll()
      .where('unit_id', '=', 'brand-new' as UnitId)
      .executeTakeFirst()
    expect(unit).toMatchObject({ name: '新社区', kind: 'community', demo: false })
  })

  it('reports row by row and adds up', async () => {
    const [report] = await run(await emptyUnit(), { houses, dryRun: true })
    if (!report) throw new Error('No report')
    const text = reportText(report)
    expect(text.match(/第\d+行：/g)).toHaveLength(20)
    expect(text).toContain('合计：读出 536 户，新增 536 户，原有 0 户，重复 8 行，不能导入 12 行')
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
    const before = await rowsOf(field.unit)
    expect(await upload(field.secretary, { action: 'dry-run' })).toMatchObject({
      ok: true,
      answer: { imported: false, added: 536 },
    })
    expect(await rowsOf(field.unit)).toEqual(before)
  })

  it('is refused to a grid worker with 4030 and to another unit’s secretary with 4031, and leaves no row', async () => {
    const before = await rowsOf(field.unit)
    const stranger = (await createField(context)).secretary
    expect(await upload(field.worker)).toMatchObject({ ok: false, problem: { code: 4030 } })
    expect(await upload(stranger)).toMatchObject({ ok: false, problem: { code: 4031 } })
    expect(await rowsOf(field.unit)).toEqual(before)
  })

  it('of the wrong kind, or no table at all, is refused as a whole', async () => {
    expect(await upload(field.secretary, { ledger: 'roster' })).toMatchObject({ ok: false, problem: { code: 4154 } })
    expect(await upload(field.secretary, { file: Buffer.from('%PDF-1.4 ').toString('base64') })).toMatchObject({
      ok: false,
      problem: { code: 4150 },
    })
  })
})
