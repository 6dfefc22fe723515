import { type Kysely, sql } from 'kysely'

/** What is kept for a time and then goes (F24): what a legal hold keeps, what went already, and how to find what is due. */
const statements = [
  // While a row is here nothing of that case or crime goes. Why, stands sealed for the operation that said it.
  sql`create table legal_hold (
    unit_id text not null,
    -- The case or the crime's paper.
    subject text not null,
    about text not null,
    hold_id text not null,
    reason_sealed jsonb not null,
    placed_by text not null,
    placed_at bigint not null,
    seq bigint not null,
    primary key (unit_id, subject)
  )`,
  // The last day on which everything that was due in the unit had gone.
  sql`create table retention_run (
    unit_id text not null,
    day text not null,
    at bigint not null,
    primary key (unit_id)
  )`,
  // The place in the log of the purge that emptied it; what came in later is emptied again.
  sql`alter table dissuasion add column erased_seq bigint`,
  // Marked first, then removed from the store, then the row: a crash in between leaves nothing behind that nobody knows of.
  sql`alter table photo add column doomed_at bigint`,
  // Words and places in the log that are not sealed, so that a year's million rows need not be read for a few.
  sql`create index operation_with_words on operation (unit_id, received_at)
    where type = any(array['visit.log', 'visit.amend', 'activity.log', 'activity.amend', 'leaflet.hand-out', 'standing.check'])
      and (jsonb_typeof(content->'body'->'note') = 'string'
        or (jsonb_typeof(content->'body'->'reason') = 'string' and content->'body'->>'reason' <> '（已按规定删除）'))`,
  sql`create index operation_with_place on operation (unit_id, received_at)
    where jsonb_typeof(content->'body'->'location') = 'object'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
