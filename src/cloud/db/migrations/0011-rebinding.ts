import { type Kysely, sql } from 'kysely'

/** A person with a new WeChat asks for his place by a code; somebody else says yes, and the old one's sessions end and say why. */
const statements = [
  sql`alter table application add column rebinds text`,
  sql`create index rebinding_of_staff on application (unit_id, rebinds) where rebinds is not null`,
  sql`alter table session add column ended_why text`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
