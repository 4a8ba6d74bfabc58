import { sql, type Kysely } from 'kysely';

/** Partners and what they may do, our own keys, and what passed between us. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema interconnection`.execute(db);
  for (const statement of [...partners, ...agreements, ...use, ...own]) await sql.raw(statement).execute(db);
}

const proposed = `
    proposed_by text not null,
    proposed_login text not null,
    proposed_at timestamptz not null,
    confirmed_by text,
    confirmed_login text,
    confirmed_at timestamptz,
    constraint %_confirmed_by_a_second_person check (confirmed_by is null or confirmed_by <> proposed_by)`;

const twoPeople = (table: string) => proposed.replace('%', table);

const partners = [
  `create table interconnection.partner (
    id text primary key,
    status text not null constraint partner_status_is_known check (status in ('draft', 'active', 'suspended')),
    dci_id text not null constraint partner_dci_id_once unique,
    registration jsonb not null,
    added_by text not null,
    added_login text not null,
    added_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create table interconnection.credential (
    id uuid primary key,
    partner text not null references interconnection.partner (id),
    secret_hash text not null,
    not_after timestamptz not null,
    made_by text not null,
    made_login text not null,
    made_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index credential_by_partner on interconnection.credential (partner)`,
  `create table interconnection.partner_key (
    id uuid primary key,
    partner text not null references interconnection.partner (id),
    kid text not null,
    thumbprint text not null,
    use text not null constraint partner_key_use_is_known check (use in ('sig', 'enc')),
    alg text not null,
    jwk jsonb not null,
    source text not null constraint partner_key_source_is_known check (source in ('upload', 'url')),
    not_before timestamptz not null,
    not_after timestamptz not null,
    revoked_at timestamptz,
    revoked_by text,
    ${twoPeople('partner_key')},
    constraint partner_key_once unique (partner, thumbprint)
  )`,
  `create table interconnection.partner_address (
    id uuid primary key,
    partner text not null references interconnection.partner (id),
    kind text not null constraint partner_address_kind_is_known check (kind in ('api', 'callback', 'jwks', 'notify')),
    url text not null,
    removed_at timestamptz,
    ${twoPeople('partner_address')}
  )`,
  `create unique index partner_address_once on interconnection.partner_address (partner, kind, url)
    where removed_at is null`,
];

const agreements = [
  `create table interconnection.agreement (
    id uuid primary key,
    partner text not null references interconnection.partner (id),
    status text not null constraint agreement_status_is_known
      check (status in ('draft', 'approved', 'active', 'suspended', 'terminated')),
    terms jsonb not null,
    made_by text not null,
    made_login text not null,
    made_at timestamptz not null,
    approved_by text,
    approved_login text,
    approved_at timestamptz,
    changed_at timestamptz not null,
    constraint agreement_approved_by_a_second_person check (approved_by is null or approved_by <> made_by),
    constraint agreement_active_only_when_approved
      check (status in ('draft', 'terminated') or approved_by is not null)
  )`,
  `create index agreement_by_partner on interconnection.agreement (partner)`,
  `create table interconnection.agreement_use (
    agreement_id uuid not null,
    day date not null,
    records bigint not null,
    constraint agreement_use_once_a_day primary key (agreement_id, day)
  )`,
];

const use = [
  `create table interconnection.nonce (
    partner text not null,
    nonce text not null,
    expires_at timestamptz not null,
    constraint nonce_used_once primary key (partner, nonce)
  )`,
  `create index nonce_by_expiry on interconnection.nonce (expires_at)`,
  `create table interconnection.quota_use (
    partner text not null,
    operation text not null,
    second bigint not null,
    in_second integer not null,
    day integer not null,
    in_day integer not null,
    constraint quota_use_once_per_operation primary key (partner, operation)
  )`,
  `create table interconnection.predicate (
    partner text not null,
    day date not null,
    hash text not null,
    constraint predicate_counted_once_a_day primary key (partner, day, hash)
  )`,
  `create table interconnection.exchange_log (
    id uuid primary key,
    at timestamptz not null,
    partner text not null,
    direction text not null constraint exchange_log_direction_is_known check (direction in ('in', 'out')),
    operation text not null,
    result text not null,
    refusal text,
    agreement_id uuid,
    purpose text,
    elements jsonb not null,
    subjects jsonb not null,
    records integer not null,
    took_ms integer not null,
    message_id text,
    transaction_id text,
    correlation_id text not null,
    signature text not null,
    bytes integer not null,
    body bytea,
    body_until timestamptz
  )`,
  `create index exchange_log_by_time on interconnection.exchange_log (at desc, id desc)`,
  `create index exchange_log_by_partner on interconnection.exchange_log (partner, at desc, id desc)`,
  `create index exchange_log_by_body_expiry on interconnection.exchange_log (body_until) where body is not null`,
];

const own = [
  `create table interconnection.own_key (
    kid text primary key,
    purpose text not null constraint own_key_purpose_is_known check (purpose in ('message', 'token', 'encryption')),
    alg text not null,
    public_jwk jsonb not null,
    sealed_jwk bytea not null,
    made_at timestamptz not null,
    current_from timestamptz not null,
    published_until timestamptz
  )`,
  `create index own_key_by_purpose on interconnection.own_key (purpose, current_from desc)`,
];
