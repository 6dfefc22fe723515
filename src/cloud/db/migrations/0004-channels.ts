import { type Kysely, sql } from 'kysely'

/**
 * Activities that say more, by their channel, and that can be amended and taken back; a rollup by channel.
 *
 * Days counted before this migration have no rows by channel until they are counted anew (`npm run roll-up`): which part of an
 * outing was doors is a rule of the domain, which no statement repeats.
 */
const statements = [
  // When it was logged: an undo is allowed for a minute from then.
  sql`alter table activity add column logged_at bigint`,
  sql`update activity set logged_at = coalesce(
    (select at from operation where operation.unit_id = activity.unit_id and operation_id = activity_id), received_at)`,
  sql`alter table activity alter column logged_at set not null`,
  // {title, sessions, content, reach, groups, tags}: what belongs to a channel only.
  sql`alter table activity add column detail jsonb not null default '{}'`,
  sql`alter table activity add column version integer not null default 1`,
  // As of a visit: the operation that gave the content that stands, and when that was done.
  sql`alter table activity add column content_id text`,
  sql`alter table activity add column content_at bigint`,
  sql`update activity set content_id = activity_id, content_at = logged_at`,
  sql`alter table activity alter column content_id set not null`,
  sql`alter table activity alter column content_at set not null`,
  sql`alter table activity add column undone boolean not null default false`,
  sql`alter table activity add column undone_at bigint`,

  // A person's outings again, apart: those that held a door, and those of leaflets alone. [[from, to], …] disjoint.
  sql`alter table staff_day add column doors jsonb not null default '[]'`,
  sql`alter table staff_day add column leaflet_walks jsonb not null default '[]'`,
  // Of `leaflets`, those handed over at a door.
  sql`alter table staff_day add column door_leaflets integer not null default 0`,

  // Rollup, kept by the writing transaction: a unit's day by channel. Reports and the street read this and no record.
  sql`create table channel_day (
    unit_id text not null,
    day text not null,
    channel text not null,
    -- Visits that stand, hand-outs, meetings, activities; one that crosses midnight is of the day it began.
    count integer not null,
    -- The channel's own union inside of the day.
    ms bigint not null,
    met integer not null,
    adults integer not null,
    leaflets integer not null,
    audience integer not null,
    reach bigint not null,
    sessions integer not null,
    -- {group: people}, and {tag: activities}.
    groups jsonb not null,
    tags jsonb not null,
    -- Banners, slogans, boards, screens put up on this day.
    posted integer not null,
    seq bigint not null,
    primary key (unit_id, day, channel)
  )`,
  sql`create index channel_day_by_day on channel_day (day, unit_id)`,
  // Things that stand are pulled by devices like any other row.
  sql`create index paper_by_seq on paper (unit_id, seq, paper_id)`,
  // A notice that is not about a case says itself what it is about: {what, page, at}.
  sql`alter table notice alter column case_id drop not null`,
  sql`alter table notice add column about jsonb`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
