import { sql, type Kysely } from 'kysely';

/** Each answer of a source with its evidence (append-only), and who is on the way to the identity provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createSchema('verification').ifNotExists().execute();
  await sql`
    create table verification.result (
      subject_id text not null,
      id uuid not null,
      kind text not null,
      source text not null,
      outcome text not null,
      reasons text[] not null,
      request_id text not null,
      inputs text not null,
      checked_at timestamptz not null,
      expires_at timestamptz not null,
      took_ms integer not null constraint result_takes_no_negative_time check (took_ms >= 0),
      signature text not null constraint result_signature_is_known check (signature in ('verified', 'absent', 'invalid')),
      evidence_sha256 text,
      evidence bytea,
      attributes bytea,
      proof jsonb not null,
      constraint result_id_once_per_subject primary key (subject_id, id),
      constraint result_evidence_has_its_hash check ((evidence is null) = (evidence_sha256 is null))
    )`.execute(db);
  await sql`
    create table verification.authentication (
      state_hash text primary key,
      journey_id text not null,
      secrets bytea not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      claimed_at timestamptz,
      completed_at timestamptz,
      result_id uuid,
      constraint authentication_completed_with_a_result check ((completed_at is null) = (result_id is null))
    )`.execute(db);
}
