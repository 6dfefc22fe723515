import { sql } from 'kysely'
import { listTables } from '#cloud/backup/table-list'
import type { Database } from '#cloud/db/database'
import { seedDemo } from '#cloud/demo/seed-demo'
import { verifyChain } from '#cloud/operations/verify-chain'
import { recordKeyOf } from '#cloud/session/account-key'
import { changeSealed, type SealedTable, sealedColumns, sealedKey, sealedTables } from '#cloud/vault/sealed-columns'
import { changeSealedRows } from '#cloud/vault/sealed-rows'
import type { OperationId, UnitId } from '#domain/ids'
import { casesOf } from '../../support/case-fixture'
import {
  createField,
  type Field,
  NOON,
  newOperationId,
  type TestContext,
  testContext,
} from '../../support/field-fixture'
import { openTestDatabase } from '../../support/test-database'

/** The demonstration street says everything that can be said; a unit beside it has what waits for its parent, and what was returned. */
let database: Database
let context: TestContext
let field: Field

beforeAll(async () => {
  database = await openTestDatabase()
  context = testContext(database, 'demo')
  context.clock.time = Date.parse('2021-04-29T21:40:00+08:00')
  await seedDemo(context)
  context.clock.time = NOON
  field = await createField(context)
  const cases = await casesOf(context, field)
  const caseId = await cases.accepted()
  await cases.attempt(caseId, field.worker)
  await cases.act('dissuasion.return', { caseId, reason: '没有见到本人' }, field.officer)
  await cases.act('hold.place', { about: 'case', caseId, reason: '另案需要' }, field.officer)
  const lost = { caseId: newOperationId(), reason: 'false-alarm' as const, note: '核实为误报' }
  const [outcome] = await field.push(
    [field.operation('dissuasion.close', lost, { author: field.officer.id })],
    field.officer,
  )
  expect(outcome?.kind).toBe('held')
  await recordKeyOf(context, field.worker, field.device)
}, 120_000)
afterAll(() => database.close())

type Row = Readonly<Record<string, unknown>>
async function rowsOf(table: SealedTable): Promise<readonly Row[]> {
  return (await sql<Row>`select * from ${sql.table(table)}`.execute(database.kysely)).rows
}

test('every column of the database that holds a sealed value is listed, and each that is listed holds some here', async () => {
  const found: string[] = []
  for (const { name: table, columns } of await listTables(database.kysely))
    for (const { name } of columns) {
      const { rows } = await sql<{ sealed: boolean }>`
        select exists (select 1 from ${sql.table(table)} where strpos(${sql.ref(name)}::text, '"$sealed"') > 0) as sealed`.execute(
        database.kysely,
      )
      if (rows[0]?.sealed) found.push(`${table}.${name}`)
    }
  const listed = sealedTables.flatMap((table) => sealedColumns(table).map((column) => `${table}.${column}`))
  expect(found.sort()).toEqual(listed.sort())
})

test('each sealed value opens at the place that is told for it', async () => {
  const opened = new Map<string, number>()
  for (const table of sealedTables)
    for (const row of await rowsOf(table)) {
      const vault = await context.vault.open(database.kysely, row.unit_id as UnitId)
      changeSealed(table, row, (sealed, place) => {
        expect(vault?.unseal(place, sealed)).not.toBeNull()
        opened.set(table, (opened.get(table) ?? 0) + 1)
        return sealed
      })
    }
  expect([...opened.keys()].sort()).toEqual([...sealedTables].sort())
})

test('a sealed value at a place that nobody told of is not passed over', () => {
  const sealed = { $sealed: 'd', key: 'd1', box: 'b' }
  const content = { id: 'o1', body: { note: { inside: sealed } } }
  expect(() => changeSealed('operation', { operation_id: 'o1', content }, (one) => one)).toThrow(
    'operation.content holds a sealed value at a place that is not known',
  )
})

test('emptying the boxes of a row changes nothing else of it, and the chain stays valid', async () => {
  const { unit } = field
  const before = new Map<SealedTable, readonly Row[]>()
  for (const table of sealedTables) {
    const own = (await rowsOf(table)).filter(({ unit_id }) => unit_id === unit)
    before.set(table, own)
    const keys = own.map((row) => row[sealedKey(table)] as OperationId)
    await changeSealedRows(database.kysely, table, unit, keys, (sealed) => ({ ...sealed, box: null }))
  }
  const emptied = (rows: readonly Row[] = []) =>
    JSON.parse(JSON.stringify(rows), (key, value) => (key === 'box' ? null : value))
  for (const table of sealedTables) {
    const after = (await rowsOf(table)).filter(({ unit_id }) => unit_id === unit)
    const key = sealedKey(table)
    const inOrder = (rows: readonly Row[] = []) => [...rows].sort((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1))
    expect(inOrder(after)).toEqual(emptied(inOrder(before.get(table))))
  }
  expect(await verifyChain(database.kysely, unit)).toMatchObject({ kind: 'intact' })
})
