import { sql } from 'kysely'
import { markOf } from '#cloud/audit/mark-of'
import { verifyChain } from '#cloud/operations/verify-chain'
import { purgeUnit } from '#cloud/retention/purge-unit'
import type { OperationId } from '#domain/ids'
import { DAY } from '#domain/time'
import { type Cases, casesOf } from './case-fixture'
import type { Field, TestContext } from './field-fixture'

/** A unit with something of every kind that is kept for a time, and what asks what is left of it. */
export async function keptGround(context: TestContext, field: Field) {
  const { db } = context
  const cases = await casesOf(context, field)
  const { unit, officer, partner, worker } = field
  return {
    cases,
    /** Entered, met, confirmed, concluded, labelled, revealed and closed. */
    closed: (more?: Parameters<Cases['enter']>[0]) => closedCase(cases, { officer, partner, worker }, more),
    purge: () => purgeUnit(context, unit, 'command'),
    pass(days: number) {
      context.clock.time += days * DAY
    },
    /** Boxes that still hold something, in any table. */
    boxes: () => boxesOf(db, unit),
    purges: () =>
      db
        .selectFrom('operation')
        .selectAll()
        .where('unit_id', '=', unit)
        .where('type', '=', 'retention.purge')
        .orderBy('seq')
        .execute(),
    verdict: () => verifyChain(db, unit, [], markOf({ index: new Uint8Array(Buffer.alloc(32, 9)) })),
  }
}

async function closedCase(
  cases: Cases,
  { officer, partner, worker }: Pick<Field, 'officer' | 'partner' | 'worker'>,
  more: Parameters<Cases['enter']>[0] = {},
): Promise<OperationId> {
  const caseId = await cases.accepted(more)
  await cases.act('alert.label', { caseId, labels: ['prior-record'] }, officer)
  await cases.act('resident.reveal', { caseId, reason: 'find-the-door', note: '上门找不到门牌' }, worker)
  await cases.attempt(caseId, worker, { note: '本人已醒悟，住在女儿家' })
  await cases.act('dissuasion.confirm', { caseId, followUpAt: null, note: '情况属实' }, partner)
  await cases.act('dissuasion.conclude', { caseId, conclusion: '无需管控' }, officer)
  await cases.act('dissuasion.close', { caseId, reason: 'resolved', note: '已劝住' }, officer)
  return caseId
}

/** By table; every column of json is looked through, so that a table to come is not forgotten. */
export async function boxesOf(db: TestContext['db'], unit: string): Promise<Readonly<Record<string, number>>> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.columns u on u.table_schema = c.table_schema and u.table_name = c.table_name and u.column_name = 'unit_id'
    where c.table_schema = current_schema() and c.data_type in ('jsonb', 'json')`.execute(db)
  const found: Record<string, number> = {}
  for (const { table, column } of columns) {
    const { rows } = await sql<{ boxes: number }>`
      select coalesce(sum((length(t) - length(replace(t, '"box": "', ''))) / 8), 0)::int as boxes
      from (select ${sql.ref(column)}::text as t from ${sql.table(table)} where unit_id = ${unit}) texts`.execute(db)
    const boxes = rows[0]?.boxes ?? 0
    if (boxes > 0) found[table] = (found[table] ?? 0) + boxes
  }
  return found
}
