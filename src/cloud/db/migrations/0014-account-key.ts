import { type Kysely, sql } from 'kysely'

/** One secret for each person, of which every device of his gets its own key for what lies on it and nowhere else (`session/account-key`). */
const statements = [
  sql`create table account_key (
    unit_id text not null,
    staff_id text not null,
    secret_sealed jsonb not null,
    made_at bigint not null,
    primary key (unit_id, staff_id)
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
