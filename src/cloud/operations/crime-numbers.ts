import { sql, type Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, UnitId } from '#domain/ids'

/** Crimes of the whole street that bear one of the numbers. A statement of its own, for it asks other units than the one that is written to. */
export async function crimesThatBear(
  trx: Transaction<Tables>,
  numbers: readonly string[],
  unit: UnitId,
  street: UnitId | null,
): Promise<readonly { readonly number: string; readonly id: OperationId }[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{ readonly number: string; readonly id: OperationId }>`
    select content->>'number' as number, paper_id as id from paper
    where kind = 'crime' and content->>'number' = any(${numbers}::text[])
      and unit_id in (select unit_id from unit where street_id = ${street} or unit_id = ${unit})
  `.execute(trx)
  return rows
}

/**
 * Whoever enters a crime takes the street for this transaction, for its number is unique in all its units. After the unit's head,
 * and nobody waits for a head while holding it.
 */
export async function lockCrimeNumbers(trx: Transaction<Tables>, unit: UnitId): Promise<void> {
  const own = await trx.selectFrom('unit').select('street_id').where('unit_id', '=', unit).executeTakeFirst()
  // A statement without a table, so that on a sharded database it is always the same server that locks.
  await sql`select pg_advisory_xact_lock(hashtext(${`crime ${own?.street_id ?? unit}`}))`.execute(trx)
}

/** Of some numbers, those that a crime of the street bears already. */
export async function numbersOfStreet(
  trx: Transaction<Tables>,
  street: UnitId,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await crimesThatBear(trx, numbers, street, street)
  return new Set(found.map(({ number }) => number))
}
