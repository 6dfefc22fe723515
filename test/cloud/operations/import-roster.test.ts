import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#cloud/db/database'
import { UsageError } from '#cloud/host/command-arguments'
import { reportText } from '#cloud/host/import-report'
import { verifyChain } from '#cloud/operations/verify-chain'
import type { UnitId } from '#domain/ids'
import { type TestContext, testContext } from '../../support/field-fixture'
import { emptyUnit, houses, importAll, importOne, noRows, roster, rowsOf } from '../../support/import-ground'
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

describe('a roster', () => {
  it('makes grids by name, gives each person a scope and a number, and the grid workers their buildings', async () => {
    const unit = await emptyUnit(context)
    const [, people] = await importAll(context, unit, { houses, roster })
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
    const unit = await emptyUnit(context)
    await importAll(context, unit, { houses, roster })
    const before = await rowsOf(context, unit)
    expect(await importOne(context, unit, { roster })).toMatchObject({ added: 0, known: 15 })
    expect(await rowsOf(context, unit)).toEqual(before)
    const { rows } = await sql<{ text: string }>`
      select (select json_agg(s)::text from staff s where unit_id = ${unit}) || (select json_agg(o)::text from operation o where unit_id = ${unit}) as text
    `.execute(context.db)
    expect(rows[0]?.text).not.toContain('1990000')
    expect(statSync(path.join(folder, 'keys/roster.key')).mode & 0o777).toBe(0o600)
    expect(await verifyChain(context.db, unit)).toEqual({ kind: 'intact', rows: 2 })
  })

  it('leaves the 民警 to their station, and at a station takes them only', async () => {
    const community = await importOne(context, await emptyUnit(context), { houses, roster })
    expect(community.ignored).toEqual([])
    const [, people] = await importAll(context, await emptyUnit(context), { houses, roster })
    expect(people?.answer.ignored.map(({ reason }) => reason)).toEqual(['民警由派出所导入', '民警由派出所导入'])
    const station = await importOne(context, await emptyUnit(context, 'station'), { roster })
    expect([station.added, station.ignored.length]).toEqual([2, 15])
  })

  it('before the houses are there sends back whoever’s building is missing', async () => {
    const unit = await emptyUnit(context)
    const answer = await importOne(context, unit, { roster })
    expect(answer.added).toBe(1) // the secretary names no building
    expect(answer.bad).toHaveLength(14)
    expect(answer.bad[0]?.reason).toContain('请先导入房屋台账')
    expect(answer.rejects).not.toBeNull()
  })

  it('on a server’s database needs a key of its own', async () => {
    const unit = await emptyUnit(context)
    context = { ...context, config: { ...context.config, database: { engine: 'postgres', url: 'postgres://x' } } }
    await expect(importOne(context, unit, { roster })).rejects.toThrow('5031')
    expect(await rowsOf(context, unit)).toEqual(noRows)
    context = { ...context, config: { ...context.config, rosterKey: 'a key that somebody keeps' } }
    expect(await importOne(context, unit, { roster })).toMatchObject({ added: 1 })
  })
})

describe('the command', () => {
  it('in a dry run says exactly what the import would do, both files together, and leaves not even the unit', async () => {
    const unit = 'brand-new' as UnitId
    const reports = await importAll(context, unit, { unitName: '新社区', houses, roster, dryRun: true })
    expect(reports.map(({ answer }) => [answer.imported, answer.added])).toEqual([
      [false, 536],
      [false, 15],
    ])
    expect(await context.db.selectFrom('unit').selectAll().where('unit_id', '=', unit).execute()).toEqual([])
    expect(await rowsOf(context, unit)).toEqual(noRows)
  })

  it('creates a missing unit only when it is told its name', async () => {
    await expect(importAll(context, 'brand-new' as UnitId, { houses })).rejects.toThrow(UsageError)
    await importAll(context, 'brand-new' as UnitId, { unitName: '新社区', houses })
    const unit = await context.db
      .selectFrom('unit')
      .selectAll()
      .where('unit_id', '=', 'brand-new' as UnitId)
      .executeTakeFirst()
    expect(unit).toMatchObject({ name: '新社区', kind: 'community', demo: false })
  })

  it('reports row by row and adds up', async () => {
    const [report] = await importAll(context, await emptyUnit(context), { houses, dryRun: true })
    if (!report) throw new Error('No report')
    const text = reportText(report)
    expect(text.match(/第\d+行：/g)).toHaveLength(20)
    expect(text).toContain('合计：读出 536 户，新增 536 户，原有 0 户，重复 8 行，不能导入 12 行')
  })
})
