import { type Kysely, sql } from 'kysely'

/** Files that are being made or wait to be fetched: a handful of rows that go after a day. */
const statements = [
  sql`create table export_job (
    unit_id text not null,
    export_id text not null,
    staff_id text not null,
    file_name text not null,
    type text not null,
    begun_at bigint not null,
    heard_at bigint not null,
    done integer not null,
    rows integer not null,
    state text not null,
    problem integer,
    bytes bigint,
    sha256 text,
    primary key (unit_id, export_id)
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
