import type { Kysely } from 'kysely'
import type { Tables } from '#cloud/db/tables'
import { supplyOf } from '#cloud/operations/leaflet-supply'
import { noSupply, type Supply } from '#contract/supply'
import type { UnitId } from '#domain/ids'
import { type LeafletKind, leafletKinds } from '#domain/leaflet'

interface Held {
  readonly kind: LeafletKind
  readonly issued: number
  readonly returned: number
}

/** The unit's store: what it received by its paper, what went out and came back by its people's stock, of those who left too. */
export async function supplyNow(db: Kysely<Tables>, unitId: UnitId, held: readonly Held[]): Promise<Supply> {
  const paper = await db
    .selectFrom('paper')
    .select('content')
    .where('unit_id', '=', unitId)
    .where('kind', '=', 'supply')
    .executeTakeFirst()
  const { received, deliveries, lowAt } = paper === undefined ? noSupply : supplyOf(paper)
  const kinds = leafletKinds.map((kind) => {
    const own = held.filter((stock) => stock.kind === kind)
    return {
      kind,
      received: received[kind],
      issued: own.reduce((sum, { issued }) => sum + issued, 0),
      returned: own.reduce((sum, { returned }) => sum + returned, 0),
    }
  })
  return {
    kinds: kinds.filter((one) => one.received > 0 || one.issued > 0),
    deliveries: [...deliveries],
    lowAt,
  }
}
