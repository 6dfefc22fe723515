import { type Kysely, sql } from 'kysely'
import * as v from 'valibot'
import type { Tables } from '../../../src/cloud/db/tables'
import { verifyChain } from '../../../src/cloud/operations/verify-chain'
import { unitId } from '../../../src/contract/scalars'
import type { DayDone } from './day'

/** Whether what phones were told is what there is. */
export interface Checked {
  readonly entries: number
  readonly acknowledged: number
  /** Acknowledged, and not in the log. */
  readonly lost: number
  /** In the log, and neither acknowledged nor still on a phone that waits for an answer. */
  readonly unknown: number
  /** Units whose rolled-up day is not what their visits come to. */
  readonly wrongFigures: number
  readonly chains: number
  readonly brokenChains: number
}

const CHAINS = 50

export async function check(db: Kysely<Tables>, { units }: DayDone): Promise<Checked> {
  const { rows } = await sql<{ unit: string; entries: number }>`
    select unit_id as unit, count(*)::integer as entries from operation group by unit_id`.execute(db)
  const entriesOf = new Map(rows.map(({ unit, entries }) => [unit, entries]))
  const all = [...units].map(([unit, { acknowledged, waiting }]) => ({
    entries: entriesOf.get(unit) ?? 0,
    acknowledged,
    waiting,
  }))
  const sum = (of: (unit: (typeof all)[number]) => number) => all.reduce((total, unit) => total + of(unit), 0)
  const wrong = await sql<{ count: number }>`
    select count(*)::integer as count
    from (select unit_id, day, count(*) as visits from visit where not undone group by unit_id, day) counted
    full join unit_day using (unit_id, day) where counted.visits is distinct from nullif(unit_day.visits, 0)`.execute(
    db,
  )
  const spread = [...entriesOf.keys()].filter((_, nth, { length }) => nth % Math.ceil(length / CHAINS) === 0)
  let broken = 0
  for (const unit of spread) if ((await verifyChain(db, v.parse(unitId, unit))).kind !== 'intact') broken += 1
  return {
    entries: sum(({ entries }) => entries),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ entries, acknowledged }) => Math.max(0, acknowledged - entries)),
    unknown: sum(({ entries, acknowledged, waiting }) => Math.max(0, entries - acknowledged - waiting)),
    wrongFigures: wrong.rows[0]?.count ?? Number.NaN,
    chains: spread.length,
    brokenChains: broken,
  }
}
