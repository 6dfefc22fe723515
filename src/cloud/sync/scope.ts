import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { hearDevice } from '#cloud/db/hear-device'
import { contentHash } from '#cloud/operations/canonical'
import { type Actor, describe } from '#cloud/session/authenticate'
import type { PullRequest, ScopeGrant } from '#contract/pull'
import type { BuildingId, Seq } from '#domain/ids'
import { onDuty, type Scope } from '#domain/staff'
import { dayOf } from '#domain/time'

export interface ScopeNow {
  readonly grant: ScopeGrant
  readonly onDuty: boolean
  /** The unit's head, read before any row that is answered: a cursor may never be ahead of what was read. */
  readonly head: Seq
}

/**
 * What the person may hold of the unit today, by the server's data; its hash changes when anything of it does. Notes the device's
 * news. An officer holds no buildings of the communities that his station serves: his scope there is none.
 */
export async function readScope(
  context: Context,
  actor: Actor,
  { unit: unitId, device, pending }: Pick<PullRequest, 'unit' | 'device' | 'pending'>,
): Promise<ScopeNow> {
  const now = context.clock.now()
  const { id, role } = actor.staff
  const scope: Scope = role === 'police' ? { kind: 'none' } : actor.staff.scope
  const { rows } = await sql<{ readonly head: Seq | null; readonly buildings: readonly BuildingId[] }>`
    with seen as (
      ${hearDevice({ unitId, deviceId: device, staffId: id, at: now, pending })}
    )
    select
      (select seq from unit_head where unit_id = ${unitId}) as head,
      (select coalesce(json_agg(building_id order by building_id), '[]') from building where unit_id = ${unitId} and ${inScope(scope)}) as buildings
  `.execute(context.db)
  const duty = onDuty(actor.staff, dayOf(now))
  const staff = describe(actor)
  const { settings } = actor
  const buildings = duty ? [...(rows[0]?.buildings ?? [])] : []
  const hash = contentHash({ staff, buildings, duty, settings: settings?.version ?? 0 }).slice(0, 32)
  return { grant: { hash, staff, buildings, settings }, onDuty: duty, head: rows[0]?.head ?? 0 }
}

/** `inScope` of the domain as a condition on `building`. */
export function inScope(scope: Scope): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'unit':
      return sql`true`
    case 'grid':
      return sql`building.grid_id = ${scope.gridId}`
    case 'buildings':
      return sql`building.building_id = any(${scope.buildingIds}::text[])`
    case 'none':
      return sql`false`
    default:
      return scope satisfies never
  }
}
