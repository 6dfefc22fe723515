import { type Kysely, sql } from 'kysely'

/**
 * A session and its tokens apart, so that tokens are short-lived and a session is not (F21). People sign in once more: of a session that
 * is open nobody can say whether it is WeChat's, and on the web its token lay where scripts could read it. What their devices have not
 * sent stays there. Stations' keys go on.
 */
const statements = [
  sql`create table session_token (
    unit_id text not null,
    token_hash text not null,
    session_id text not null,
    expires_at bigint not null,
    primary key (unit_id, token_hash)
  )`,
  sql`create index session_token_of_session on session_token (unit_id, session_id)`,
  sql`delete from session where only_types is null`,
  sql`insert into session_token (unit_id, token_hash, session_id, expires_at)
    select unit_id, token_hash, substr(token_hash, 1, 32), expires_at from session`,
  sql`alter table session
    add column session_id text,
    add column kind text not null default 'key',
    add column browser text not null default 'other',
    add column system text not null default 'other',
    add column openid text,
    add column seen_on text,
    add column refresh_hash text,
    add column next_hashes jsonb not null default '[]'`,
  sql`update session set session_id = substr(token_hash, 1, 32),
    seen_on = to_char(timestamp 'epoch' + (opened_at + 28800000) * interval '1 millisecond', 'YYYY-MM-DD')`,
  sql`alter table session
    drop constraint session_pkey,
    drop column token_hash,
    alter column kind drop default,
    alter column browser drop default,
    alter column system drop default,
    alter column seen_on set not null,
    add primary key (unit_id, session_id)`,
  sql`create table scan_ticket (
    scan_hash text primary key,
    secret_hash text not null unique,
    compare text not null,
    device_id text not null,
    browser text not null,
    system text not null,
    address text,
    opened_at bigint not null,
    expires_at bigint not null,
    state text not null,
    unit_id text,
    staff_id text
  )`,
  sql`create index scan_ticket_by_end on scan_ticket (expires_at)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db)
}
