import { type CompiledQuery, sql } from 'kysely'
import type { Context } from '#cloud/context'
import { again } from '#cloud/db/again'
import { compiledOnce } from '#cloud/db/compiled-once'
import { sha256 } from '#cloud/operations/canonical'
import { type StaffRow, staffOf } from '#cloud/operations/working-set'
import { ok, type Result, refuse } from '#cloud/result'
import type { ScopeGrant } from '#contract/pull'
import type { DeviceId, SessionId, UnitId } from '#domain/ids'
import { onDuty, type Staff } from '#domain/staff'
import type { StreetSettings } from '#domain/street-settings'
import { dayOf, type Milliseconds } from '#domain/time'
import { unitOfToken } from './tokens'
import { whyEnded } from './why-ended'

/** Who calls, from the server's own data. */
export interface Actor {
  readonly staff: Staff
  readonly unitName: string
  /** The station that serves the person's own unit. */
  readonly stationId: UnitId | null
  /** The street that the person's unit belongs to; of the street's own people the street. */
  readonly streetId: UnitId | null
  /** What that street decided; null while nothing was. */
  readonly settings: StreetSettings | null
  /** An officer's communities; empty for everybody else. */
  readonly serves: ScopeGrant['staff']['serves']
  /** The types of operation that the session may push, and nothing else: a station's key for another system. Null: no such limit. */
  readonly only: readonly string[] | null
  readonly gridName: string | null
  readonly demo: boolean
  /** The session that asks, and the device that it was opened on; null: it was not asked for by one. */
  readonly session: SessionId | null
  readonly device: DeviceId | null
}

/** What proves it: a session's token, and on WeChat the person that the runtime vouches for. */
export interface Credentials {
  readonly token: string | null
  readonly openid: string | null
  /** Of a token in a cookie: the session that the page believes to be in. In another tab somebody else may have signed in since. */
  readonly session?: SessionId | null
}

/**
 * The session's person. Whether his service lasts is not asked here: a volunteer whose last day has passed may still learn that
 * (his device clears its copy) and still send what he did in time. Everything else asks `requireDuty`.
 */
export async function authenticate(context: Context, credentials: Credentials): Promise<Result<Actor>> {
  const asked = askedOf(context, credentials)
  if (!asked.ok) return asked
  const { rows } = await context.db.executeQuery(compiledFor(context, asked.answer)(asked.answer))
  const [row] = rows
  return row === undefined ? whyEnded(context, credentials.token) : counted(context, actorOf(row, row))
}

/** Each call counts for its person, over all his devices. */
export function counted({ limits }: Pick<Context, 'limits'>, actor: Actor): Result<Actor> {
  const limited = limits?.person(actor.staff)
  return limited === undefined || limited.ok ? ok(actor) : limited
}

/** What a session is found by. */
interface Asked {
  readonly unit: UnitId
  readonly tokenHash: string
  readonly now: Milliseconds
  readonly openid: string | null
  readonly session: SessionId | null
}

function askedOf({ clock }: Context, { token, openid, session = null }: Credentials): Result<Asked> {
  if (token === null || token === '') return refuse(4010)
  const unit = unitOfToken(token)
  if (unit === null) return refuse(4011)
  return ok({ unit, tokenHash: sha256(token), now: clock.now(), openid, session })
}

/** The statement that finds the session's person, for whoever wants to know more in the same round trip. No row: 4011. */
export function sessionOf(context: Context, credentials: Credentials) {
  const asked = askedOf(context, credentials)
  return asked.ok ? ok(findSession(context, asked.answer)) : asked
}

function findSession(context: Context, { unit, tokenHash, now, openid, session }: Asked) {
  return (
    people(context)
      .modifyFront(again)
      .innerJoin('session', (join) =>
        join.onRef('session.unit_id', '=', 'staff.unit_id').onRef('session.staff_id', '=', 'staff.staff_id'),
      )
      .innerJoin('session_token', (join) =>
        join
          .onRef('session_token.unit_id', '=', 'session.unit_id')
          .onRef('session_token.session_id', '=', 'session.session_id'),
      )
      .select(['session.only_types', 'session.session_id', 'session.device_id'])
      .where('session_token.unit_id', '=', unit)
      .where('session_token.token_hash', '=', tokenHash)
      .where('session_token.expires_at', '>', now)
      .where('session.revoked_at', 'is', null)
      .where('session.expires_at', '>', now)
      // A token is worth something only in the hands of the person it was given to: on WeChat of that OPENID, and nowhere else.
      .where('session.openid', 'is not distinct from', openid)
      .$if(openid !== null, (found) =>
        found.where(({ eb, or }) => or([eb('staff.openid', 'is', null), eb('staff.openid', '=', openid)])),
      )
      .$if(session !== null, (found) => found.where('session.session_id', '=', session as SessionId))
  )
}

/** The same, compiled before: every call asks it. Its text depends on the server's mode and on what is known of the caller. */
function compiledFor(context: Context, { openid, session }: Asked) {
  const key = `${context.config.mode} ${openid === null} ${session === null}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = compiledOnce(['unit', 'tokenHash', 'now', 'openid', 'session'], (asked: Asked) =>
    findSession(context, {
      ...asked,
      openid: openid === null ? null : asked.openid,
      session: session === null ? null : asked.session,
    }),
  )
  compiled.set(key, made)
  return made
}

type FindSession = (asked: Asked) => CompiledQuery<PersonRow & AskedBy>
const compiled = new Map<string, FindSession>()

/**
 * The rows of people with the names that go with them. People of a demonstration need no proof to be signed in as, so a real
 * server knows none of them, by whatever token, OPENID or code: their rows may have come with a copy of a demonstration's data.
 */
export function people({ db, config }: Context) {
  return db
    .selectFrom('staff')
    .innerJoin('unit', 'unit.unit_id', 'staff.unit_id')
    .leftJoin('grid', (join) =>
      join
        .onRef('grid.unit_id', '=', 'staff.unit_id')
        .on('grid.grid_id', '=', (eb) => eb.ref('staff.scope', '->>').key('gridId').$castTo()),
    )
    .selectAll('staff')
    .select([
      'unit.name as unit_name',
      'unit.demo as demo',
      'unit.station_id',
      sql<UnitId | null>`case when unit.kind = 'street' then unit.unit_id else unit.street_id end`.as('street_id'),
      sql<StreetSettings | null>`case when unit.kind = 'street' then unit.settings else (select settings from unit over where over.unit_id = unit.street_id) end`.as(
        'settings',
      ),
      'grid.name as grid_name',
      serves.as('serves'),
    ])
    .$if(config.mode === 'real', (found) => found.where('unit.demo', '=', false))
}

/** What an officer of the demonstration serves is of the demonstration too, even where both stand in one database. */
const serves = sql<ScopeGrant['staff']['serves']>`(
  select coalesce(json_agg(json_build_object('unitId', served.unit_id, 'name', served.name) order by served.unit_id), '[]')
  from unit served where staff.role = 'police' and served.station_id = staff.unit_id and served.demo = unit.demo
)`

export type PersonRow = StaffRow & {
  readonly unit_name: string
  readonly demo: boolean
  readonly station_id: UnitId | null
  readonly street_id: UnitId | null
  readonly settings: StreetSettings | null
  readonly grid_name: string | null
  readonly serves: ScopeGrant['staff']['serves']
}

/** The session that somebody asks by. */
export interface AskedBy {
  readonly only_types: readonly string[] | null
  readonly session_id: SessionId
  readonly device_id: DeviceId
}

export function actorOf(row: PersonRow, asked: AskedBy | null = null): Actor {
  return {
    staff: staffOf(row),
    unitName: row.unit_name,
    stationId: row.station_id,
    streetId: row.street_id,
    settings: row.settings,
    serves: row.serves,
    only: asked?.only_types ?? null,
    gridName: row.grid_name,
    demo: row.demo,
    session: asked?.session_id ?? null,
    device: asked?.device_id ?? null,
  }
}

/** How a person is told to his device. */
export function describe({ staff, unitName, gridName, serves }: Actor): ScopeGrant['staff'] {
  const { id, unitId, name, role, number, from, to } = staff
  return { id, unitId, unitName, name, role, number, gridName, from, to, serves }
}

/** For everything that is done or seen now, by a session that may do more than push what it was made for. */
export function requireDuty(context: Context, actor: Actor): Result<Staff> {
  if (actor.only !== null) return refuse(4030)
  return onDuty(actor.staff, dayOf(context.clock.now())) ? ok(actor.staff) : refuse(4033)
}
