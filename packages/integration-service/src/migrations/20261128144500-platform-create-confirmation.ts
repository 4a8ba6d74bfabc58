import { sql, type Kysely } from 'kysely';

/** S7: who gave the password again lately, how often somebody failed to, and the authenticators of S11. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.session_confirmation (
      token_hash text not null,
      user_id text not null,
      second_factor boolean not null,
      expires_at timestamptz not null,
      constraint session_confirmation_once_per_token primary key (token_hash)
    )`.execute(db);
  await sql`
    create table platform.confirmation_try (
      user_id text not null,
      wrong smallint not null,
      tried_at timestamptz not null,
      locked_until timestamptz,
      constraint confirmation_try_once_per_user primary key (user_id)
    )`.execute(db);
  await sql`
    create table platform.authenticator (
      user_id text not null,
      secret bytea,
      pending bytea,
      last_step bigint not null default 0,
      changed_at timestamptz not null,
      constraint authenticator_once_per_user primary key (user_id),
      constraint authenticator_is_there_or_pending check (secret is not null or pending is not null)
    )`.execute(db);
}
