import { type Kysely, sql } from 'kysely'

/** A data key is one cipher's, and a unit's keys can be made anew while it is written to (`rotation/`). */
const statements = [
  sql`alter table data_key add column cipher text not null default 'aes-256-gcm'`,
  // One row a unit whose keys are being rotated; it goes when that is done.
  sql`create table key_rotation (
    unit_id text primary key references unit,
    -- The wrapping key that is to wrap all of the unit's data keys.
    wrap_by text not null,
    -- Of the data key that is to be made; null: those that are there stay.
    cipher text,
    -- Made, and boxes are being closed by it; null: not yet.
    data_key text,
    boxes bigint not null default 0,
    asked_at bigint not null
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
