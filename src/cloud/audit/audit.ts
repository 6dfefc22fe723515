import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { MarkOf } from '#cloud/operations/emptied-rows'
import { type ChainVerdict, verifyChain } from '#cloud/operations/verify-chain'
import type { UnitId } from '#domain/ids'
import type { KnownHead } from './heads'

export interface UnitVerdict {
  readonly unit: UnitId
  /** Null: the unit itself is gone, and something that was written down still knows it. */
  readonly name: string | null
  readonly verdict: ChainVerdict
}

/**
 * Verifies one unit's chain after another, each in a snapshot of its own. A unit counts wherever anything still names it: its row,
 * its head, its log, or the heads that were written down; so that deleting a unit whole is found, too. `markOf`: as of `verifyChain`.
 */
export async function* audit(
  db: Kysely<Tables>,
  known: readonly KnownHead[] = [],
  only: UnitId | null = null,
  markOf: MarkOf | null = null,
): AsyncGenerator<UnitVerdict> {
  for (const unit of await unitsNamed(db, known)) {
    if (only !== null && unit.unit !== only) continue
    const places = known.filter((head) => head.unit === unit.unit)
    yield { ...unit, verdict: await verifyChain(db, unit.unit, places, markOf) }
  }
}

async function unitsNamed(
  db: Kysely<Tables>,
  known: readonly KnownHead[],
): Promise<readonly Pick<UnitVerdict, 'unit' | 'name'>[]> {
  const { rows } = await sql<{ unit: UnitId; name: string | null }>`
    select named.unit_id as unit, unit.name
    from (select unit_id from unit union select unit_id from unit_head union select unit_id from operation) named
    left join unit on unit.unit_id = named.unit_id
    order by named.unit_id`.execute(db)
  const there = new Set(rows.map(({ unit }) => unit))
  const gone = [...new Set(known.map(({ unit }) => unit))].filter((unit) => !there.has(unit))
  return [...rows, ...gone.map((unit) => ({ unit, name: null }))]
}
