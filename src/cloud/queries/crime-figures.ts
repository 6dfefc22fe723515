import { type Kysely, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { UnitOfStreet } from '#contract/street'
import type { Crime } from '#domain/crime'
import type { UnitId } from '#domain/ids'
import { addDays, type LocalDate, startOfDay } from '#domain/time'

export interface CrimeFigure extends Pick<Crime, 'number' | 'on' | 'loss' | 'counts'> {
  readonly unit: UnitId
  readonly version: number
}

/** Of crimes of those days what is counted, the newest first, and nothing of what is said in them. */
export async function crimeFigures(
  db: Kysely<Tables>,
  units: readonly UnitOfStreet[],
  from: LocalDate,
  to: LocalDate,
): Promise<readonly CrimeFigure[]> {
  const { rows } = await sql<CrimeFigure>`
    select unit_id as unit, content->>'number' as number, content->>'on' as "on", (content->>'loss')::int8 as loss, (content->>'counts')::boolean as counts,
      (content->>'version')::int as version
    from paper
    where unit_id = any(${units.map(({ id }) => id)}::text[]) and kind = 'crime'
      and at >= ${startOfDay(from)} and at < ${startOfDay(addDays(to, 1))}
    order by at desc, paper_id desc
  `.execute(db)
  return rows
}
