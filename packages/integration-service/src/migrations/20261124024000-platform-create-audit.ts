import { sql, type Kysely } from 'kysely';

/** The audit chains (S5): entries never change, bodies are apart so that they alone can be erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createSchema('platform').ifNotExists().execute();
  await sql`
    create table platform.audit_entry (
      shard smallint not null constraint audit_entry_in_a_shard check (shard between 0 and 15),
      seq bigint not null,
      id uuid not null constraint audit_entry_id_once unique,
      header jsonb not null,
      commitment text not null,
      prev_hash text not null,
      hash text not null,
      constraint audit_entry_one_per_position primary key (shard, seq)
    )`.execute(db);
  await sql`create index audit_entry_by_stream on platform.audit_entry ((header ->> 'stream'))`.execute(db);
  await sql`create table platform.audit_body (entry_id uuid primary key, salt bytea not null, body text not null)`.execute(
    db,
  );
  await sql`
    create table platform.audit_shard_head (shard smallint primary key, seq bigint not null, hash text not null)`.execute(
    db,
  );
  await sql`
    insert into platform.audit_shard_head (shard, seq, hash)
    select shard, 0, repeat('0', 64) from generate_series(0, 15) as shard`.execute(db);
  await sql`
    create table platform.audit_tree_head (
      hash text primary key,
      size bigint not null,
      head jsonb not null,
      signature text not null,
      key_id text not null,
      created_at timestamptz not null
    )`.execute(db);
  await sql`create index audit_tree_head_by_time on platform.audit_tree_head (created_at)`.execute(db);
  await sql`create table platform.audit_witness (hash text primary key, witnessed_at timestamptz not null)`.execute(db);
}
