import path from 'node:path'
import { sql } from 'kysely'
import type { ImportArguments } from '#cloud/host/import-arguments'
import { type FileReport, importFiles } from '#cloud/host/import-files'
import type { LedgerAnswer } from '#contract/ledger'
import type { UnitId } from '#domain/ids'
import type { TestContext } from './field-fixture'

const fixture = (name: string) => path.join(__dirname, '../fixtures/ledger', name)

/** 536 doors, 8 rows repeated, 12 rows that name no door; 15 people of the community and two 民警. */
export const houses = fixture('房屋台账.xlsx')
export const roster = fixture('人员名册.xlsx')
/** 60 alerts of 青枫苑, one repeated, a blank row; at 33 of them the stairwell fits the room. */
export const alerts = fixture('预警导出.csv')

let units = 0

export async function emptyUnit({ db }: TestContext, kind: 'community' | 'station' = 'community'): Promise<UnitId> {
  units += 1
  const unit = `empty${units}` as UnitId
  await db.insertInto('unit').values({ unit_id: unit, name: '青枫苑社区', kind, demo: false }).execute()
  return unit
}

/** Imports as the command does; a file refused as a whole throws its problem's number. */
export async function importAll(
  context: TestContext,
  unit: UnitId,
  more: Partial<ImportArguments>,
): Promise<readonly FileReport[]> {
  const nothing = {
    unitName: null,
    unitKind: 'community',
    houses: null,
    roster: null,
    alerts: null,
    station: null,
    dryRun: false,
    rejects: null,
  } as const
  const outcome = await importFiles(context, { unit, ...nothing, ...more })
  if (outcome.kind === 'refused') throw new Error(`${outcome.problem.code}`)
  return outcome.reports
}

export async function importOne(
  context: TestContext,
  unit: UnitId,
  more: Partial<ImportArguments>,
): Promise<LedgerAnswer> {
  const [report] = await importAll(context, unit, more)
  if (!report) throw new Error('No report')
  return report.answer
}

const tables = ['building', 'door', 'grid', 'staff', 'operation'] as const
export type RowCounts = Readonly<Record<(typeof tables)[number], number>>
export const noRows: RowCounts = { building: 0, door: 0, grid: 0, staff: 0, operation: 0 }

/** Every row the unit has anywhere that an import could have left. */
export async function rowsOf({ db }: TestContext, unit: UnitId): Promise<RowCounts> {
  const counts = { ...noRows }
  for (const table of tables) {
    const { rows } = await sql<{
      rows: number
    }>`select count(*) as rows from ${sql.table(table)} where unit_id = ${unit}`.execute(db)
    Object.assign(counts, { [table]: rows[0]?.rows })
  }
  return counts
}
