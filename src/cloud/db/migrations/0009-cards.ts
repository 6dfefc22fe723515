import { type Kysely, sql } from 'kysely'

/** Codes of the workers' cards, as hashes: each lives for minutes (F13). */
const statements = [
  sql`create table card (
    unit_id text not null,
    code_hash text not null,
    staff_id text not null,
    expires_at bigint not null,
    primary key (unit_id, code_hash)
  )`,
  sql`create index card_of_staff on card (unit_id, staff_id)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
