import { tmpdir } from 'node:os';
import { actor, effort, quantile, seconds, service } from './measure.mjs';

const MAKER = '00000000-0000-4000-8000-0000000000a1';
const LINES = `
  insert into payments.line (batch_id, instr_id, entitlement_id, attempt, individual_id, benefit_id, benefit_code,
    amount_minor, currency, end_to_end_id, uetr, hash, account_end, payee, state, exceptions, leaf_index, part)
  select $1::uuid, 'I' || lpad(n::text, 32, '0'), gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'B' || n,
    1, 'KES', 'E' || right($1::text, 2) || n, gen_random_uuid()::text, repeat('ab', 32), '0001', '\\x00', 'DRAFT', '{}', n, n / 10000 + 1
  from generate_series(0, $2::integer - 1) n`;

const place = (last) => `01900000-0000-7000-8000-0000000000${last}`;

/** A validated batch of so many lines; gives the hash of what is to be approved. */
async function prepare(database, batch, count) {
  const statementHash = 'c'.repeat(64);
  await database.query(
    `insert into payments.batch (id, payroll_id, programme, institution, state, count, total_minor, currency,
       execution_date, root, statement, statement_hash, message_id, payment_info_id, debtor, terms, exclusions, maker_id,
       maker_login, correlation_id, created_at, state_at, parts)
     values ($1::uuid, gen_random_uuid(), 'OAA', 'MSW', 'VALIDATED', $2::integer, $2::integer, 'KES', '2026-11-26', $3::text, '{}', $3::text, 'M-' || $1::text, 'P-' || $1::text,
       '{"debtorAccount":"1"}', '{}', '[]', $4, 'maker', 'c', now(), now(), $2::integer / 10000 + 1)`,
    [batch, count, statementHash, MAKER],
  );
  await database.query(
    "insert into payments.fact (batch_id, fact, at, who, revision, part) values ($1, 'validated', now(), 'maker', 1, 0)",
    [batch],
  );
  await database.query(LINES, [batch, count]);
  await database.query('analyze payments.line');
  return statementHash;
}

/** Nothing of it is asked while a person approves. */
const silent = (signing) => ({ partner: () => ({ id: 'bank-payments', outgoing: {} }), keys: { signing } });

async function openPayments(database) {
  const { createPayments } = await service('payments/service.js');
  const platform = await database.platform({ secretsDir: tmpdir() });
  delete platform.config.settings.policies.payments.channels;
  const { privateKey } = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  const interconnection = silent({ kid: 'bench', alg: 'EdDSA', privateKey });
  const payments = createPayments(platform, { openimis: {}, verification: {}, interconnection });
  const who = { ...actor('approver'), kind: 'operator' };
  const session = {
    userId: who.id,
    loginName: who.loginName,
    permissions: ['payments.approve', 'payments.read'],
    institution: 'MSW',
    language: 'en',
  };
  return { platform, payments, who, operator: { session, actor: who, token: '', districts: [] } };
}

/** One person approves a batch of many lines on the server: from the request's body to the answer. */
export async function approval(database, count) {
  const batch = place('b1');
  const statementHash = await prepare(database, batch, count);
  const { platform, payments, who, operator } = await openPayments(database);
  const took = await effort(database, async () => {
    const approved = await platform.inTransaction(who, (tx) =>
      payments.approve(tx, operator, batch, { statementHash }),
    );
    if (approved.state !== 'APPROVED') throw new Error(`the batch is ${approved.state}`);
    JSON.stringify(approved);
  });
  return [
    { what: `approval of ${count} lines in one action, on the server`, value: took.wall, unit: 's', target: '2 s' },
    { what: 'the same in seconds of processor', value: took.cpu, unit: 's' },
  ];
}

const READS = 100;

/** What the screens of payments ask, each with its audit entry, while a batch has this many lines. */
export async function screens(database, count) {
  const batch = place('b2');
  await prepare(database, batch, count);
  await database.query('vacuum analyze payments.line');
  const { payments, operator } = await openPayments(database);
  const after = (turn) => `I${String(Math.floor((count * turn) / READS)).padStart(32, '0')}`;
  const asked = {
    'page of the batch': () => payments.reads.head(operator, batch),
    'fifty of its lines, anywhere in it': (turn) => payments.reads.lines(operator, batch, { cursor: after(turn) }),
    'queue of failed payments': () => payments.reads.queue(operator, 'failed', undefined),
    'list of batches': () => payments.reads.batches(operator, {}),
  };
  const rows = [];
  for (const [what, ask] of Object.entries(asked)) {
    const times = [];
    for (let turn = 0; turn < READS; turn += 1) times.push(await seconds(() => ask(turn)));
    rows.push({
      what: `${what}, ${count} lines, p95`,
      value: quantile(times, 0.95) * 1000,
      unit: 'ms',
      target: '100 ms',
    });
  }
  return rows;
}
