import { type Kysely, sql } from 'kysely'

/**
 * Units belong to a street, which decides settings and campaigns for them (small and read everywhere: reference tables on Citus),
 * and every unit has its papers: desk documents, a handful a month, one row each.
 */
const statements = [
  sql`alter table unit add column street_id text`,
  sql`create index unit_by_street on unit (street_id)`,
  // Of the street's own row; null: nothing was ever changed.
  sql`alter table unit add column settings jsonb`,
  sql`create table campaign (
    street_id text not null references unit,
    campaign_id text not null,
    content jsonb not null,
    primary key (street_id, campaign_id)
  )`,
  sql`create table paper (
    unit_id text not null,
    paper_id text not null,
    kind text not null,
    -- Which campaign and which span of it the paper is about, where it is about one.
    campaign_id text,
    period text,
    state text not null,
    author text not null,
    -- When it began, and by when something has to be done about it.
    at bigint not null,
    due_at bigint,
    content jsonb not null,
    seq bigint not null,
    primary key (unit_id, paper_id)
  )`,
  sql`create index paper_by_kind on paper (unit_id, kind, at desc, paper_id desc)`,
  sql`create index paper_due on paper (kind, due_at) where due_at is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
