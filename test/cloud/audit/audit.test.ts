import { sql } from 'kysely'
import { audit, type UnitVerdict } from '#cloud/audit/audit'
import { verdictText } from '#cloud/audit/audit-words'
import { type KnownHead, parseHeads, readHeads } from '#cloud/audit/heads'
import { contentHash } from '#cloud/operations/canonical'
import { chain, emptyHead, type LogRow } from '#cloud/operations/log'
import { NOON } from '../../support/field-fixture'
import { fieldUnderTest } from '../../support/field-under-test'

const ROWS = 12
const ground = fieldUnderTest()
const db = () => ground.database.kysely

beforeEach(() => ground.apply(Array.from({ length: ROWS }, (_, index) => ground.visit(index, NOON - index * 60_000))))

async function auditOf(known: readonly KnownHead[] = []): Promise<UnitVerdict> {
  for await (const found of audit(db(), known, ground.field.unit)) return found
  throw new Error('The unit was not verified')
}

const logOf = () =>
  db().selectFrom('operation').selectAll().where('unit_id', '=', ground.field.unit).orderBy('seq').execute()

/** As somebody would who may write to every table and knows how the chain is made. */
async function rewrite(rows: readonly LogRow[]): Promise<void> {
  const { unit } = ground.field
  const forged = chain(
    emptyHead,
    rows.map(({ seq: _, hash: __, ...entry }) => ({ ...entry, content_hash: contentHash(entry.content) })),
  )
  await db().deleteFrom('operation').where('unit_id', '=', unit).execute()
  await db()
    .insertInto('operation')
    .values(forged.rows.map((row) => ({ ...row, content: JSON.stringify(row.content) })))
    .execute()
  await db().updateTable('unit_head').set(forged.head).where('unit_id', '=', unit).execute()
}

test('every unit of an untouched database is intact, and agrees with its heads', async () => {
  const known = await readHeads(db())
  const verdicts: UnitVerdict[] = []
  for await (const found of audit(db(), known)) verdicts.push(found)
  expect(verdicts.map(({ unit }) => unit)).toContain(ground.field.unit)
  expect(verdicts.filter(({ verdict }) => verdict.kind === 'broken')).toEqual([])
  expect(verdictText(await auditOf(known))).toMatch(/^✓ 清枫社区\d+（u\d+）：12 条，完好$/)
})

test('one byte of a content names unit, place, operation and what is wrong', async () => {
  const row = (await logOf())[4]
  await sql`update operation set content = replace(content::text, 'met', 'met ')::jsonb where operation_id = ${row?.operation_id}`.execute(
    db(),
  )
  const found = await auditOf()
  expect(found.verdict).toEqual({ kind: 'broken', seq: 5, operationId: row?.operation_id, reason: 'content' })
  expect(verdictText(found)).toContain(`（${ground.field.unit}）：第 5 条，操作 ${row?.operation_id}：内容被改动过`)
})

test.each(['type', 'staff_id', 'device_id', 'subject', 'operation_id', 'content_hash', 'hash'])(
  'one character more in column %s names the row',
  async (column) => {
    await sql`update operation set ${sql.ref(column)} = ${sql.ref(column)} || 'x' where unit_id = ${ground.field.unit} and seq = 7`.execute(
      db(),
    )
    const reason = column === 'content_hash' ? 'content' : 'envelope'
    expect((await auditOf()).verdict).toMatchObject({ kind: 'broken', seq: 7, reason })
  },
)

test('a log that was cut at its end, its head set back to match, is found by the heads alone', async () => {
  const known = await readHeads(db())
  await rewrite((await logOf()).slice(0, ROWS - 2))
  expect((await auditOf()).verdict).toEqual({ kind: 'intact', rows: ROWS - 2 })
  const found = await auditOf(known)
  expect(found.verdict).toEqual({ kind: 'broken', seq: ROWS - 1, operationId: null, reason: 'cut' })
  expect(verdictText(found)).toContain('日志的末尾被截掉')
})

test('a log that was rewritten consistently, hashes and head included, is found by the heads alone', async () => {
  const known = await readHeads(db())
  const rows = await logOf()
  await rewrite(rows.map((row) => (row.seq === 3 ? { ...row, at: row.at - 3_600_000 } : row)))
  expect((await auditOf()).verdict).toEqual({ kind: 'intact', rows: ROWS })
  const last = rows[ROWS - 1]
  expect((await auditOf(known)).verdict).toEqual({
    kind: 'broken',
    seq: ROWS,
    operationId: last?.operation_id,
    reason: 'rewritten',
  })
})

test('heads of before stay true while the log grows', async () => {
  const known = await readHeads(db())
  await ground.apply([ground.visit(0, NOON)])
  expect((await auditOf(known)).verdict).toEqual({ kind: 'intact', rows: ROWS + 1 })
})

test('a unit that was deleted whole is missed where its head was written down', async () => {
  const gone = { unit: 'gone' as KnownHead['unit'], seq: 3, hash: '0'.repeat(64), at: NOON }
  const verdicts: UnitVerdict[] = []
  for await (const found of audit(db(), [gone])) verdicts.push(found)
  expect(verdicts.at(-1)).toEqual({
    unit: 'gone',
    name: null,
    verdict: { kind: 'broken', seq: 1, operationId: null, reason: 'cut' },
  })
})

test('a log whose head was taken away is verified all the same', async () => {
  await db().deleteFrom('unit_head').where('unit_id', '=', ground.field.unit).execute()
  expect((await auditOf()).verdict).toMatchObject({ kind: 'broken', reason: 'head' })
})

test('a file of heads is read back as it was written, and nothing else is taken for one', async () => {
  const file = { kind: 'qiaomen-heads', version: 1, exportedAt: NOON, heads: await readHeads(db()) }
  expect(parseHeads(JSON.stringify(file))).toEqual(file)
  for (const text of ['', '{}', JSON.stringify({ ...file, version: 2 }), JSON.stringify(file).slice(0, -3)])
    expect(parseHeads(text)).toBeUndefined()
})
