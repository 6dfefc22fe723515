import { type Kysely, sql } from 'kysely'

/**
 * Units and their people; buildings and doors; the log; what the log makes of them.
 *
 * Every growing table begins its primary key with `unit_id`, so that one unit is one shard's matter (Citus) and no hot query
 * crosses units. `seq` on a row is the place in the unit's log of the operation that last changed it: the row itself is the
 * change feed, so nothing is written twice and a cursor never grows too old.
 *
 * Instants are bigint milliseconds since 1970, days are text `YYYY-MM-DD` in Asia/Shanghai.
 */
const statements = [
  // Organisation: small, read everywhere (reference tables on Citus).
  sql`create table unit (
    unit_id text primary key,
    name text not null,
    kind text not null,
    demo boolean not null default false
  )`,
  sql`create table grid (
    unit_id text not null references unit,
    grid_id text not null,
    name text not null,
    primary key (unit_id, grid_id)
  )`,
  sql`create table staff (
    unit_id text not null references unit,
    staff_id text not null unique,
    name text not null,
    role text not null,
    number text not null,
    scope jsonb not null,
    from_day text,
    to_day text,
    active boolean not null default true,
    -- How the roster knows the same person again: a keyed hash, never the phone itself.
    roster_key text,
    openid text unique,
    primary key (unit_id, staff_id)
  )`,
  sql`create unique index staff_roster_key on staff (unit_id, roster_key)`,

  // Sign-in. A token is kept as its SHA-256 only.
  sql`create table session (
    unit_id text not null,
    token_hash text not null,
    staff_id text not null,
    device_id text not null,
    opened_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint,
    primary key (unit_id, token_hash)
  )`,
  sql`create index session_of_staff on session (unit_id, staff_id)`,

  // One row a unit: locked by whoever writes to the unit, it gives out the log's places and holds the chain's head.
  sql`create table unit_head (
    unit_id text primary key references unit,
    seq bigint not null,
    hash text not null
  )`,

  // The log: append-only, gap-free, each row chained to the one before it.
  sql`create table operation (
    unit_id text not null,
    operation_id text not null,
    seq bigint not null,
    type text not null,
    staff_id text not null,
    device_id text not null,
    -- The record it is about: a visit's own id for its amendments too.
    subject text not null,
    -- When it happened: device time corrected by the known offset, never after the receipt.
    at bigint not null,
    received_at bigint not null,
    -- The operation as it was sent, and the SHA-256 of its canonical form.
    content jsonb not null,
    content_hash text not null,
    hash text not null,
    primary key (unit_id, operation_id)
  )`,
  sql`create unique index operation_by_seq on operation (unit_id, seq)`,
  sql`create index operation_by_subject on operation (unit_id, subject, seq)`,

  // Operations whose parent has not come.
  sql`create table held (
    unit_id text not null,
    operation_id text not null,
    waiting_for text not null,
    staff_id text not null,
    received_at bigint not null,
    content jsonb not null,
    content_hash text not null,
    -- Why it could not be applied when its parent came: kept for a person to see, for its device was told that it is held.
    problem jsonb,
    primary key (unit_id, operation_id)
  )`,
  sql`create index held_by_parent on held (unit_id, waiting_for)`,

  // What the cloud last heard of each installation: why a day is unknown.
  sql`create table device (
    unit_id text not null,
    device_id text not null,
    staff_id text not null,
    seen_at bigint not null,
    pending integer not null,
    -- When it last held nothing; its first word if it never did.
    empty_at bigint not null,
    primary key (unit_id, device_id)
  )`,

  sql`create table building (
    unit_id text not null,
    building_id text not null,
    kind text not null,
    compound text not null,
    name text not null,
    grid_id text,
    doors integer not null default 0,
    visited integer not null default 0,
    met integer not null default 0,
    last_visit_at bigint,
    seq bigint not null,
    primary key (unit_id, building_id)
  )`,
  sql`create unique index building_by_name on building (unit_id, compound, name)`,
  sql`create index building_by_seq on building (unit_id, seq, building_id)`,

  sql`create table door (
    unit_id text not null,
    door_id text not null,
    building_id text not null,
    stairwell integer,
    floor integer not null,
    room text not null,
    -- The last visits that stand, newest first, at most three: [{id, at, outcome, comeBackAt}].
    memory jsonb not null default '[]',
    -- Visits that stand, and those of them that met somebody.
    visits integer not null default 0,
    met integer not null default 0,
    last_at bigint,
    seq bigint not null,
    primary key (unit_id, door_id)
  )`,
  sql`create unique index door_by_place on door (unit_id, building_id, coalesce(stairwell, 0), room)`,
  sql`create index door_by_seq on door (unit_id, seq, door_id)`,

  sql`create table visit (
    unit_id text not null,
    visit_id text not null,
    door_id text not null,
    building_id text not null,
    staff_id text not null,
    started_at bigint not null,
    at bigint not null,
    day text not null,
    received_at bigint not null,
    late boolean not null,
    outcome text not null,
    adults integer,
    topics jsonb not null default '[]',
    leaflets integer not null default 0,
    note text,
    come_back_at bigint,
    minutes integer,
    location jsonb,
    version integer not null default 1,
    -- The operation that gave the content that stands, and when that was done: the newest wins, in whatever order they arrive.
    content_id text not null,
    content_at bigint not null,
    undone boolean not null default false,
    undone_at bigint,
    seq bigint not null,
    primary key (unit_id, visit_id)
  )`,
  sql`create index visit_by_staff_day on visit (unit_id, day, staff_id)`,
  sql`create index visit_by_door on visit (unit_id, door_id, at desc)`,
  sql`create index visit_by_time on visit (unit_id, at desc, visit_id desc)`,
  sql`create index visit_by_building on visit (unit_id, building_id, at desc)`,

  sql`create table hand_out (
    unit_id text not null,
    hand_out_id text not null,
    staff_id text not null,
    started_at bigint not null,
    at bigint not null,
    day text not null,
    received_at bigint not null,
    late boolean not null,
    kind text not null,
    quantity integer not null,
    place text not null,
    building_id text,
    audience text not null,
    minutes integer,
    reason text,
    over_stock boolean not null,
    location jsonb,
    seq bigint not null,
    primary key (unit_id, hand_out_id)
  )`,
  sql`create index hand_out_by_staff_day on hand_out (unit_id, day, staff_id)`,
  sql`create index hand_out_by_time on hand_out (unit_id, at desc, hand_out_id desc)`,

  sql`create table stock (
    unit_id text not null,
    staff_id text not null,
    kind text not null,
    issued integer not null default 0,
    handed_out integer not null default 0,
    returned integer not null default 0,
    -- Times more was handed out than was in hand.
    over_stock integer not null default 0,
    seq bigint not null,
    primary key (unit_id, staff_id, kind)
  )`,

  sql`create table activity (
    unit_id text not null,
    activity_id text not null,
    staff_id text not null,
    channel text not null,
    from_at bigint not null,
    to_at bigint not null,
    from_day text not null,
    to_day text not null,
    received_at bigint not null,
    late boolean not null,
    place text not null,
    audience integer,
    with_staff jsonb not null default '[]',
    note text,
    seq bigint not null,
    primary key (unit_id, activity_id)
  )`,
  sql`create index activity_by_day on activity (unit_id, from_day, to_day)`,
  sql`create index activity_by_time on activity (unit_id, from_at desc, activity_id desc)`,

  // Rollup, kept by the writing transaction. One worker's part of a day: his outings and activities, clipped to the day.
  sql`create table staff_day (
    unit_id text not null,
    day text not null,
    staff_id text not null,
    -- [[from, to], …] disjoint; the second without what came late.
    attended jsonb not null,
    attended_in_time jsonb not null,
    visits integer not null,
    met integer not null,
    adults integer not null,
    leaflets integer not null,
    hand_outs integer not null,
    late integer not null,
    undone integer not null,
    primary key (unit_id, day, staff_id)
  )`,
  // Rollup of the whole unit's day: what the pages and the phones read.
  sql`create table unit_day (
    unit_id text not null,
    day text not null,
    policy_version integer not null,
    attended jsonb not null,
    activity_ms bigint not null,
    activity_in_time_ms bigint not null,
    person_ms bigint not null,
    broadcast_ms bigint not null,
    visits integer not null,
    met integer not null,
    adults integer not null,
    leaflets integer not null,
    hand_outs integer not null,
    activities integer not null,
    late integer not null,
    seq bigint not null,
    primary key (unit_id, day)
  )`,
  sql`create index unit_day_by_seq on unit_day (unit_id, seq, day)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
