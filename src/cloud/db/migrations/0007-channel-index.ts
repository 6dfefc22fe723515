import { type Kysely, sql } from 'kysely'

/**
 * A street asks for one channel of all its units' days: of a year of 36 communities that is some hundred rows of fifty thousand.
 * Nothing asks for a day of all units, which the index before this one was for.
 */
const statements = [
  sql`create index channel_day_by_channel on channel_day (channel, unit_id, day)`,
  sql`drop index channel_day_by_day`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
