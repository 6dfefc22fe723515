import { type Kysely, sql } from 'kysely'

/** The timer asks each minute whose last days have come, of all units: only volunteers have such days. */
const statements = [sql`create index staff_by_last_day on staff (to_day) where role = 'volunteer'`]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
