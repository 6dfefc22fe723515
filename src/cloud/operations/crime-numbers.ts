import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitId } from '#domain/ids'

/** Crimes of the whole street that bear one of the numbers. */
export function crimesThatBear(
  numbers: readonly string[],
  unit: UnitId,
  street: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (numbers.length === 0) return sql`'[]'::json`
  return sql`(select coalesce(json_agg(one), '[]') from (
    select content->>'number' as number, paper_id as id from paper
    where kind = 'crime' and content->>'number' = any(${numbers}::text[])
      and unit_id in (select unit_id from unit where street_id = ${street} or unit_id = ${unit})
  ) one)`
}

/**
 * Whoever enters a crime takes the street for this transaction, for its number is unique in all its units. After the unit's head,
 * and nobody waits for a head while holding it.
 */
export async function lockCrimeNumbers(trx: Transaction<Tables>, unit: UnitId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('crime ' || coalesce(street_id, unit_id))) from unit where unit_id = ${unit}`.execute(
    trx,
  )
}

/** Of some numbers, those that a crime of the street bears already. */
export async function numbersOfStreet(
  trx: Transaction<Tables>,
  street: UnitId,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    readonly found: readonly { readonly number: string }[]
  }>`select ${crimesThatBear(numbers, street, sql`${street}`)} as found`.execute(trx)
  return new Set(rows.flatMap(({ found }) => found.map(({ number }) => number)))
}
