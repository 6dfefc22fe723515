import { sql } from 'kysely'
import type { Context } from '#cloud/context'
import { ok, type Result } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { StreetAnswer, UnitOfStreet } from '#contract/street'
import type { Campaign } from '#domain/campaign'
import type { UnitId } from '#domain/ids'
import { defaultSettings, type StreetSettings } from '#domain/street-settings'
import { permit } from './permit'

interface Found {
  readonly own: UnitOfStreet
  readonly street: UnitOfStreet | null
  readonly settings: StreetSettings | null
  readonly campaigns: readonly Campaign[]
  readonly units: readonly UnitOfStreet[]
}

/** What the street decided, its campaigns (the one that began last comes first), and for its own people which units it has. */
export async function street(context: Context, viewer: Viewer): Promise<Result<StreetAnswer>> {
  const { unitId, staff } = viewer
  const refused = permit(context, staff, 'street.read', { unitId, street: viewer.streetId })
  if (refused) return refused
  const found = await readStreet(context, unitId)
  const own = found.street !== null && found.street.id === staff.unitId
  return ok({
    street: found.street,
    settings: found.settings ?? defaultSettings,
    campaigns: [...found.campaigns].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : a.id < b.id ? -1 : 1)),
    units: own ? [...found.units] : [found.own],
    asOf: context.clock.now(),
  })
}

async function readStreet({ db }: Context, unitId: UnitId): Promise<Found> {
  const { rows } = await sql<Found>`
    with own as (select * from unit where unit_id = ${unitId}),
    over as (
      select street.* from unit street, own
      where street.unit_id = case when own.kind = 'street' then own.unit_id else own.street_id end
    )
    select
      (select json_build_object('id', unit_id, 'name', name, 'kind', kind) from own) as own,
      (select json_build_object('id', unit_id, 'name', name, 'kind', kind) from over) as street,
      (select settings from over) as settings,
      (select coalesce(json_agg(content), '[]') from campaign where street_id = (select unit_id from over)) as campaigns,
      (select coalesce(json_agg(json_build_object('id', unit_id, 'name', name, 'kind', kind) order by unit_id), '[]')
        from unit where street_id = (select unit_id from over)) as units
  `.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('A select without from gave no row')
  return found
}
