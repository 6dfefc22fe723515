import { type Kysely, sql } from 'kysely'

/**
 * 见面劝阻: cases, attempts, what only the police know, photos, notices; the station that serves a unit; the units' data keys.
 *
 * A jsonb column that ends in `_sealed` holds `{$sealed, key, box}` (see `vault/`): nothing of a resident lies here in the clear.
 */
const statements = [
  // Which 派出所 serves the unit; null for stations, the street and units without one.
  sql`alter table unit add column station_id text`,
  // What a session is good for; null: everything its person may do. A station's key for another system enters alerts alone.
  sql`alter table session add column only_types jsonb`,
  // Another system that enters alerts by a station's key: an author, but nobody who is sent or told anything.
  sql`alter table staff add column service boolean not null default false`,

  // A unit's key, wrapped by a key that the database never sees.
  sql`create table data_key (
    unit_id text not null,
    key_id text not null,
    wrapped_by text not null,
    wrapped text not null,
    created_at bigint not null,
    primary key (unit_id, key_id)
  )`,

  sql`create table dissuasion (
    unit_id text not null,
    case_id text not null,
    kind text not null,
    number text not null,
    level text not null,
    fraud_type text not null,
    source text not null,
    raised_at bigint not null,
    entered_at bigint not null,
    entered_by text not null,
    name_sealed jsonb not null,
    phone_sealed jsonb not null,
    address_sealed jsonb not null,
    clue_sealed jsonb,
    -- A keyed hash of the phone: how the same person is found again.
    person_index text not null,
    door_id text,
    building_id text,
    -- The domain's Standing, and of it what is searched.
    standing jsonb not null,
    state text not null,
    round integer not null default 1,
    due_at bigint,
    due_step text,
    escalated boolean not null default false,
    -- Everybody who is of its team, or was once: ids.
    people jsonb not null default '[]',
    attempts integer not null default 0,
    -- {at, met, result, staffId}
    last_attempt jsonb,
    returned_sealed jsonb,
    -- The operation that said why it was returned: names the place that the words are sealed for.
    returned_by text,
    -- The case of the same person before this one.
    previous_id text,
    seq bigint not null,
    primary key (unit_id, case_id)
  )`,
  sql`create unique index dissuasion_by_number on dissuasion (unit_id, number)`,
  sql`create index dissuasion_by_seq on dissuasion (unit_id, seq, case_id)`,
  sql`create index dissuasion_by_due on dissuasion (unit_id, due_at) where due_at is not null and not escalated`,
  sql`create index dissuasion_by_person on dissuasion (unit_id, person_index)`,
  sql`create index dissuasion_by_door on dissuasion (unit_id, door_id) where door_id is not null`,

  sql`create table attempt (
    unit_id text not null,
    attempt_id text not null,
    case_id text not null,
    staff_id text not null,
    started_at bigint not null,
    at bigint not null,
    day text not null,
    received_at bigint not null,
    late boolean not null,
    met text not null,
    result text not null,
    with_staff jsonb not null default '[]',
    minutes integer,
    location jsonb,
    -- A keyed hash of the note, by which identical words are noticed (S37).
    note_index text,
    photos jsonb not null default '[]',
    -- It came when the case was no longer its author's, or from a companion: kept, and moved nothing.
    attached boolean not null,
    seq bigint not null,
    primary key (unit_id, attempt_id)
  )`,
  sql`create index attempt_by_case on attempt (unit_id, case_id, at)`,
  sql`create index attempt_by_day on attempt (unit_id, day, staff_id)`,

  // For the police alone: no other role's query or pull names this table.
  sql`create table police_note (
    unit_id text not null,
    case_id text not null,
    labels_sealed jsonb,
    labels_by text,
    conclusion_sealed jsonb,
    conclusion_by text,
    seq bigint not null,
    primary key (unit_id, case_id)
  )`,

  sql`create table photo (
    unit_id text not null,
    case_id text not null,
    sha256 text not null,
    bytes integer not null,
    type text,
    staff_id text not null,
    begun_at bigint not null,
    -- Null until the cloud has read it back and found it to be what was said.
    arrived_at bigint,
    primary key (unit_id, case_id, sha256)
  )`,
  sql`create index photo_by_content on photo (unit_id, sha256)`,

  // What somebody is to be told, once a thing. Written by the transaction that made it so, sent afterwards.
  sql`create table notice (
    unit_id text not null,
    notice_id text not null,
    case_id text not null,
    staff_id text not null,
    kind text not null,
    made_at bigint not null,
    sent_at bigint,
    tries integer not null default 0,
    outcome text,
    primary key (unit_id, notice_id)
  )`,
  sql`create index notice_unsent on notice (unit_id, made_at) where sent_at is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
