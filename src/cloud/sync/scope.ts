import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { writeTogether } from '#cloud/db/bulk'
import { hearDevice, hearDeviceOf } from '#cloud/db/hear-device'
import { isSharded } from '#cloud/db/sharding'
import { contentHash } from '#cloud/operations/canonical'
import { ok, type Result } from '#cloud/result'
import {
  type Actor,
  type AskedBy,
  actorOf,
  type Credentials,
  counted,
  describe,
  type PersonRow,
  sessionOf,
} from '#cloud/session/authenticate'
import { whyEnded } from '#cloud/session/why-ended'
import type { PullRequest, ScopeGrant } from '#contract/pull'
import type { BuildingId, Seq, UnitId } from '#domain/ids'
import { onDuty, type Scope } from '#domain/staff'
import { dayOf } from '#domain/time'

export interface ScopeNow {
  readonly grant: ScopeGrant
  readonly onDuty: boolean
  /** The unit's head, read before any row that is answered: a cursor may never be ahead of what was read. */
  readonly head: Seq
}

type Asked = Pick<PullRequest, 'unit' | 'device' | 'pending'>

interface Found {
  readonly head: Seq | null
  readonly buildings: readonly BuildingId[]
}

/** Who pulls, and what he may hold of the unit. */
export interface Arrived {
  readonly actor: Actor
  readonly scope: ScopeNow
}

/**
 * Who calls, what he may hold of his own unit, its head and his device's news in one statement: most pulls need no other. A session
 * that may not pull is found, for its refusal to be told, but its device is not heard.
 */
export async function arrive(context: Context, credentials: Credentials, asked: Asked): Promise<Result<Arrived>> {
  const session = sessionOf(context, credentials)
  if (!session.ok) return session
  const { unit: unitId, device: deviceId, pending } = asked
  const word = { unitId, deviceId, at: context.clock.now(), pending }
  // What writes and what reads are two statements on a sharded database.
  const apart = await isSharded(context.db)
  const heard = hearDeviceOf(word, sql`select staff_id from caller where only_types is null and unit_id = ${unitId}`)
  const { rows } = await sql<PersonRow & Found & AskedBy>`
    with caller as (${session.answer})${apart ? sql`` : sql`, seen as (${heard})`}
    select caller.*, ${headOf(unitId)} as head,
      (select coalesce(json_agg(building_id order by building_id), '[]') from building
        where building.unit_id = ${unitId} and ${inScopeOfCaller}) as buildings
    from caller
  `.execute(context.db)
  const [row] = rows
  if (row === undefined) return whyEnded(context, credentials.token)
  if (apart && row.only_types === null && row.unit_id === unitId)
    await writeTogether(context.db, [hearDevice({ ...word, staffId: row.staff_id })])
  const actor = counted(context, actorOf(row, row))
  if (!actor.ok) return actor
  return ok({ actor: actor.answer, scope: scopeOf(context, actor.answer, row) })
}

/** An officer who pulls from a unit that his station serves: of its buildings he holds none. Notes the device's news. */
export async function scopeElsewhere(context: Context, actor: Actor, asked: Asked): Promise<ScopeNow> {
  const { unit: unitId, device: deviceId, pending } = asked
  const word = { unitId, deviceId, staffId: actor.staff.id, at: context.clock.now(), pending }
  const heard = hearDevice(word)
  const apart = await isSharded(context.db)
  if (apart) await writeTogether(context.db, [heard])
  const { rows } = await sql<Pick<Found, 'head'>>`
    ${apart ? sql`` : sql`with seen as (${heard.statement})`} select ${headOf(unitId)} as head
  `.execute(context.db)
  return scopeOf(context, actor, { head: rows[0]?.head ?? null, buildings: [] })
}

/** What the person may hold of the unit today, by the server's data; its hash changes when anything of it does. */
function scopeOf(context: Context, actor: Actor, { head, buildings: found }: Found): ScopeNow {
  const duty = onDuty(actor.staff, dayOf(context.clock.now()))
  const staff = describe(actor)
  const { settings } = actor
  const buildings = duty ? [...found] : []
  const hash = contentHash({ staff, buildings, duty, settings: settings?.version ?? 0 }).slice(0, 32)
  return { grant: { hash, staff, buildings, settings }, onDuty: duty, head: head ?? 0 }
}

function headOf(unitId: UnitId): RawBuilder<unknown> {
  return sql`(select seq from unit_head where unit_id = ${unitId})`
}

/** The same as `inScope` below of a person whom the statement itself has found; of units' buildings an officer holds none. */
const inScopeOfCaller = sql`case when caller.role = 'police' then false else case caller.scope->>'kind'
  when 'unit' then true
  when 'grid' then building.grid_id = caller.scope->>'gridId'
  when 'buildings' then building.building_id in (select jsonb_array_elements_text(caller.scope->'buildingIds'))
  else false end end`

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
