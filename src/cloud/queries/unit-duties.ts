import { type Kysely, sql } from 'kysely'
import type { Context } from '#cloud/context'
import type { Tables } from '#cloud/db/tables'
import { dutyOf } from '#cloud/operations/duty-paper'
import { ok, type Result, refuse } from '#cloud/result'
import type { Viewer } from '#cloud/sync/case-rows'
import type { QueryRequest } from '#contract/query'
import type { UnitOfStreet } from '#contract/street'
import type { UnitDutyAnswer, UnitsAnswer } from '#contract/unit-duty'
import type { OperationId } from '#domain/ids'
import { onDuty } from '#domain/staff'
import { dayOf } from '#domain/time'
import { reportingKinds } from '#domain/unit'
import { type DutyContent, dutyNow, type UnitFacts, unitStanding } from '#domain/unit-duty'
import { campaignOf } from './campaign-of'
import { permit } from './permit'

type Asked<Action extends QueryRequest['action']> = Extract<QueryRequest, { action: Action }>

/** What one unit answers for in a campaign, with every version, and what of it is missing (S09, S31). */
export async function unitDuty(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'unit-duty'>,
): Promise<Result<UnitDutyAnswer>> {
  const refused = permit(context, staff, 'duty.read', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  const campaign = await campaignOf(db, streetId, campaignId)
  if (campaign === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const [unit] = await unitsWith(db, campaignId, sql`unit_id = ${unitId}`)
  if (unit === undefined) return refuse(4041, '这个单位不承担宣传任务', 'unit')
  const { content, people } = unit
  return ok({
    unit: { id: unit.id, name: unit.name, kind: unit.kind },
    campaign: { id: campaign.id, name: campaign.name },
    content,
    ...unitStanding({ ...unit, duty: dutyNow(content) }, dayOf(now)),
    people: people.filter((person) => onDuty(person, dayOf(now))).map(({ id, name, role }) => ({ id, name, role })),
    asOf: now,
  })
}

/** All units of the street in a line each: what is missing stands first. Two statements, however many units there are. */
export async function units(
  context: Context,
  { staff, unitId, streetId }: Viewer,
  { campaign: campaignId }: Asked<'units'>,
): Promise<Result<UnitsAnswer>> {
  const refused = permit(context, staff, 'duty.collect', { unitId, street: streetId })
  if (refused) return refused
  const { db } = context
  const now = context.clock.now()
  if ((await campaignOf(db, unitId, campaignId)) === undefined) return refuse(4041, '没有这个行动', 'campaign')
  const found = await unitsWith(db, campaignId, sql`street_id = ${unitId}`)
  const rows = found.map((unit) => {
    const duty = dutyNow(unit.content)
    return {
      unit: { id: unit.id, name: unit.name, kind: unit.kind },
      ...unitStanding({ ...unit, duty }, dayOf(now)),
      area: duty?.area ?? '',
      contact: duty?.contact ?? null,
      setAt: duty?.at ?? null,
    }
  })
  return ok({ units: rows.sort((a, b) => b.flags.length - a.flags.length), asOf: now })
}

interface Found extends UnitOfStreet, Omit<UnitFacts, 'duty' | 'kind'> {
  readonly content: DutyContent
  readonly people: readonly (UnitFacts['people'][number] & {
    readonly name: string
  })[]
}

/** Units that report, with their people, whose their buildings are, and their paper of the campaign. */
async function unitsWith(
  db: Kysely<Tables>,
  campaignId: OperationId,
  which: ReturnType<typeof sql>,
): Promise<readonly Found[]> {
  const { rows: units } = await sql<Omit<Found, 'content' | 'buildings'>>`
    select unit_id as id, name, kind,
      (select coalesce(json_agg(json_build_object('id', staff_id, 'name', name, 'role', role, 'scope', scope, 'active', active,
        'from', from_day, 'to', to_day) order by number), '[]') from staff where staff.unit_id = unit.unit_id and not service) as people
    from unit
    where ${which} and kind = any(${[...reportingKinds]}::text[])
    order by unit_id
  `.execute(db)
  // Not in the same statement: what lies in the units' shards is not joined to what lies whole on every node.
  const ids = units.map(({ id }) => id)
  const buildings = await db
    .selectFrom('building')
    .select(['unit_id', 'grid_id as gridId'])
    .where(sql<boolean>`unit_id = any(${ids}::text[])`)
    .execute()
  const papers = await db
    .selectFrom('paper')
    .select(['unit_id', 'content'])
    .where(sql<boolean>`unit_id = any(${ids}::text[])`)
    .where('kind', '=', 'duty')
    .where('campaign_id', '=', campaignId)
    .execute()
  return units.map((unit) => {
    const paper = papers.find(({ unit_id }) => unit_id === unit.id)
    return {
      ...unit,
      buildings: buildings.filter(({ unit_id }) => unit_id === unit.id).map(({ gridId }) => ({ gridId })),
      content: paper === undefined ? { campaignId, versions: [] } : dutyOf(paper),
    }
  })
}
