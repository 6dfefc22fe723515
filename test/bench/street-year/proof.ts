import { sql } from 'kysely'
import type { Tables } from '../../../src/cloud/db/tables'
import { random } from '../../../src/cloud/demo/random'
import { replay } from '../../../src/cloud/demo/replay'
import { writeUnit } from '../../../src/cloud/demo/write-unit'
import { applyPush } from '../../../src/cloud/operations/apply-push'
import { staffOf } from '../../../src/cloud/operations/working-set'
import { PROTOCOL } from '../../../src/contract/protocol'
import { addDays } from '../../../src/domain/time'
import type { TestContext } from '../../support/field-fixture'
import { makeYear } from './make-year'
import { askedAt, lastDay } from './scale'
import { community, openedOn } from './towns'

const DAYS = 3
const VISITS = 120

/** What records make, and by which columns its rows are put in order. Of a rollup the place in the log is that of the last change. */
const made: readonly { readonly table: keyof Tables; readonly but: readonly string[] }[] = [
  { table: 'operation', but: ['content', 'content_hash', 'hash'] },
  { table: 'visit', but: [] },
  { table: 'hand_out', but: [] },
  { table: 'activity', but: [] },
  { table: 'stock', but: [] },
  { table: 'door', but: [] },
  { table: 'building', but: [] },
  { table: 'staff_day', but: [] },
  { table: 'unit_day', but: ['seq'] },
  { table: 'channel_day', but: ['seq'] },
]

/**
 * The same few days twice, in two units: written as the year is written, and pushed one operation at a time at the moment it came.
 * Gives how many rows were compared; throws where one differs.
 */
export async function prove(context: TestContext): Promise<number> {
  const [bulk, pushed] = ['proofb', 'proofp']
  await writeInBulk(context, bulk)
  await pushOneByOne(context, pushed)
  let rows = 0
  for (const { table, but } of made) {
    const [one, other] = [await rowsOf(context, table, bulk, but), await rowsOf(context, table, pushed, but)]
    const wanted = one
      .map((row) => row.replaceAll(bulk, pushed).replaceAll(bulk.toUpperCase(), pushed.toUpperCase()))
      .sort()
    if (wanted.length === 0) throw new Error(`The proof has no ${table}`)
    const found = [...other].sort()
    const index = wanted.findIndex((row, nth) => row !== found[nth])
    if (index !== -1 || wanted.length !== found.length)
      throw new Error(`${table} differs:\nwritten ${wanted[index]}\npushed  ${found[index]}`)
    rows += wanted.length
  }
  return rows
}

function ground(id: string) {
  const first = addDays(lastDay, 1 - DAYS)
  const rng = random(7)
  const town = openedOn({ ...community(id, 0, 2), station: null }, first, rng)
  return { town, rng, records: makeYear(town, first, DAYS, VISITS, rng) }
}

async function writeRows(context: TestContext, id: string, withRecords: boolean) {
  const { town, rng, records } = ground(id)
  const { unit } = town
  await context.db.insertInto('unit').values({ unit_id: unit.id, name: unit.name, kind: unit.kind }).execute()
  const around = { station: null, street: null, now: askedAt, vault: null }
  const rows = replay(town, withRecords ? records : [], around, rng)
  await context.db.transaction().execute((trx) => writeUnit(trx, unit.id, rows, []))
  return { rows, records }
}

async function writeInBulk(context: TestContext, id: string): Promise<void> {
  await writeRows(context, id, true)
}

async function pushOneByOne(context: TestContext, id: string): Promise<void> {
  const { rows, records } = await writeRows(context, id, false)
  for (const { operation, receivedAt } of records) {
    const { unit, device } = operation
    const person = rows.set.staff.get(operation.author)
    if (person === undefined) throw new Error(`Nobody is ${operation.author}`)
    const request = { action: 'push' as const, protocol: PROTOCOL, unit, device, pending: 0, operations: [operation] }
    const then = { ...context, clock: { now: () => receivedAt } }
    const actor = staffOf(person)
    const [outcome] = await applyPush(then, actor, request)
    if (outcome?.kind !== 'applied') throw new Error(`${operation.type}: ${JSON.stringify(outcome)}`)
  }
}

async function rowsOf(
  { db }: TestContext,
  table: keyof Tables,
  unit: string,
  but: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ row: string }>`
    select (to_jsonb(one) - ${[...but]}::text[])::text as row from ${sql.table(table)} one where unit_id = ${unit}
  `.execute(db)
  return rows.map(({ row }) => row)
}
