import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '#cloud/db/tables'
import { unitId } from '#contract/scalars'
import type { Seq, UnitId } from '#domain/ids'
import type { Milliseconds } from '#domain/time'

/**
 * Ends of all chains at one moment, to be kept where whoever runs the database cannot write. A log that was cut or rewritten as a
 * whole, hashes and heads included, is whole by itself: only what was written down elsewhere tells.
 */
export interface HeadsFile {
  readonly kind: 'qiaomen-heads'
  readonly version: 1
  readonly exportedAt: Milliseconds
  readonly heads: readonly KnownHead[]
}

/** The end of one unit's chain; `at`: when its last entry arrived. */
export interface KnownHead {
  readonly unit: UnitId
  readonly seq: Seq
  readonly hash: string
  readonly at: Milliseconds
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const headsFile = v.object({
  kind: v.literal('qiaomen-heads'),
  version: v.literal(1),
  exportedAt: count,
  heads: v.array(
    v.object({ unit: unitId, seq: count, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), at: count }),
  ),
})

/** Of units whose log has an entry. Heads and rows of one statement, so that they belong together. */
export async function readHeads(db: Kysely<Tables>): Promise<readonly KnownHead[]> {
  const rows = await db
    .selectFrom('unit_head')
    .innerJoin('operation', (join) =>
      join.onRef('operation.unit_id', '=', 'unit_head.unit_id').onRef('operation.seq', '=', 'unit_head.seq'),
    )
    .select(['unit_head.unit_id', 'unit_head.seq', 'unit_head.hash', 'operation.received_at'])
    .orderBy('unit_head.unit_id')
    .execute()
  return rows.map(({ unit_id: unit, seq, hash, received_at: at }) => ({ unit, seq, hash, at }))
}

/** Undefined: the text is no such file. */
export function parseHeads(text: string): HeadsFile | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = v.safeParse(headsFile, value)
  return parsed.success ? parsed.output : undefined
}
