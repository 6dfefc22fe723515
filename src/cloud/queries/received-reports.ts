import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import type { OperationId, UnitId } from '#domain/ids'
import type { ReportContent } from '#domain/report'
import type { Milliseconds } from '#domain/time'

/** When it was signed first, by which it is in time, and last; null: never. */
export interface Signatures {
  readonly firstSignedAt: Milliseconds | null
  readonly signedAt: Milliseconds | null
}

export function signaturesOf({ versions }: ReportContent): Signatures {
  return { firstSignedAt: versions[0]?.signedAt ?? null, signedAt: versions.at(-1)?.signedAt ?? null }
}

export interface Received
  extends Pick<Selectable<Tables['paper']>, 'unit_id' | 'paper_id' | 'period' | 'state'>,
    Signatures {
  readonly remindedAt: Milliseconds | null
}

/** By unit and due day, without what the reports say: of a street's year that is megabytes, and the page shows none of it. */
export async function receivedFrom(
  db: Kysely<Tables>,
  units: readonly UnitId[],
  campaign: OperationId,
): Promise<ReadonlyMap<string, Received>> {
  const { rows } = await sql<Received>`
    select unit_id, paper_id, period, state,
      (content #>> '{versions,0,signedAt}')::int8 as "firstSignedAt",
      (content #>> '{versions,-1,signedAt}')::int8 as "signedAt",
      (content ->> 'remindedAt')::int8 as "remindedAt"
    from paper
    where unit_id = any(${[...units]}::text[]) and kind = 'report' and campaign_id = ${campaign}
  `.execute(db)
  return new Map(rows.map((row) => [`${row.unit_id} ${row.period}`, row]))
}
