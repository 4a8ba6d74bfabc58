import { sql, type Kysely } from 'kysely';

/** SR-027: changes in people's lives on their way to whoever holds the field, and what they meant for a household. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.change_request (
      id uuid primary key,
      institution text not null,
      person_id uuid not null,
      district_id uuid,
      event text not null constraint change_request_event_known
        check (event in ('account', 'birth', 'contact', 'death', 'marriage', 'move')),
      happened_on date not null,
      channel text not null,
      sealed bytea not null,
      policy text not null constraint change_request_policy_known check (policy in ('approval', 'automatic')),
      state text not null constraint change_request_state_known
        check (state in ('waiting', 'sending', 'at-openimis', 'done', 'refused', 'failed')),
      individual_id uuid,
      household_id uuid,
      member_number integer,
      task_id text,
      shown text,
      reason text,
      problem text,
      maker_id text not null,
      maker_login text not null,
      approver_id text,
      approver_login text,
      correlation_id text not null,
      created_at timestamptz not null,
      decided_at timestamptz,
      constraint change_request_never_by_its_maker
        check (policy = 'automatic' or approver_id is null or approver_id <> maker_id)
    )`.execute(db);
  await sql`
    create unique index change_request_one_open_per_event on social_registry.change_request (person_id, event)
    where state in ('waiting', 'sending', 'at-openimis')`.execute(db);
  await sql`
    create index change_request_newest on social_registry.change_request (institution, id)`.execute(db);
  await sql`
    create table social_registry.reassessment (
      household_id uuid not null,
      request_id uuid not null,
      formula text not null,
      formula_version integer not null,
      day date not null,
      result jsonb not null,
      at timestamptz not null,
      constraint reassessment_once_per_request primary key (household_id, request_id, formula)
    )`.execute(db);
}
