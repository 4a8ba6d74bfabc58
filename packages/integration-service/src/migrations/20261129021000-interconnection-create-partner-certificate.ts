import { sql, type Kysely } from 'kysely';

/** Client certificates of partners, by their fingerprint: as keys, they count once a second person confirmed them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table interconnection.partner_certificate (
      id uuid primary key,
      partner text not null references interconnection.partner (id),
      sha256 text not null constraint partner_certificate_is_a_fingerprint check (sha256 ~ '^[0-9a-f]{64}$'),
      revoked_at timestamptz,
      revoked_by text,
      proposed_by text not null,
      proposed_login text not null,
      proposed_at timestamptz not null,
      confirmed_by text,
      confirmed_login text,
      confirmed_at timestamptz,
      constraint partner_certificate_confirmed_by_a_second_person
        check (confirmed_by is null or confirmed_by <> proposed_by),
      constraint partner_certificate_once unique (partner, sha256)
    )`.execute(db);
}
