import { type Kysely, sql } from 'kysely'

/** Invitation codes and what is asked with them. Small, and looked up by people who belong to no unit yet (reference tables on Citus). */
const statements = [
  sql`create table invitation (
    unit_id text not null references unit,
    invitation_id text not null,
    -- Of the code, which is told once and kept nowhere.
    code_hash text not null unique,
    staff_id text,
    made_by text not null,
    made_at bigint not null,
    expires_at bigint not null,
    uses integer not null,
    used integer not null default 0,
    revoked_at bigint,
    primary key (unit_id, invitation_id)
  )`,
  sql`create table application (
    unit_id text not null references unit,
    application_id text not null,
    invitation_id text not null,
    name text not null,
    number text,
    about text,
    device_id text not null,
    token_hash text not null unique,
    openid text,
    applied_at bigint not null,
    state text not null,
    decided_at bigint,
    decided_by text,
    reason text,
    staff_id text,
    entered_at bigint,
    seq bigint not null,
    primary key (unit_id, application_id)
  )`,
  sql`create index application_by_openid on application (openid, applied_at) where openid is not null`,
  // How often a caller named a code within ten minutes; the caller as a hash, gone with the next span.
  sql`create table guess (
    caller text not null,
    span bigint not null,
    tries integer not null,
    primary key (caller, span)
  )`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
