import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { GENESIS, type AuditHeader } from '@interlink/domain/audit/header';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { approvalChallenge } from '@interlink/domain/payments/approval-challenge';
import { linesRoot, lineHash, type PaymentLine } from '@interlink/domain/payments/line';
import { statementHash, statementText } from '@interlink/domain/payments/statement';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { softwareAuthenticator } from '../../../../scripts/stack/software-authenticator.mjs';
import { sha256, sha256Hex } from '../../src/payments/hashes.js';
import { detachedJws } from '../../src/payments/signing.js';
import { verifyPack } from '../../src/payments/verify-pack.js';
import { commitmentOf, linkHash } from '../../src/platform/audit/chain.js';

const ORIGIN = 'https://openimis.example.org';
const AT = '2026-11-24T09:00:00.000Z';
const DAY = '2026-11-26';
const terms = { categoryPurpose: 'SSBE', chargeBearer: 'SLEV', serviceLevel: 'NURG', executionDate: DAY } as const;
const line = (at: number): PaymentLine => ({
  entitlementId: `entitlement-${at}`,
  attempt: 1,
  instrId: `I${at}`,
  endToEndId: `E${at}-01`,
  uetr: `uetr-${at}`,
  amountMinor: 200_000,
  currency: 'KES',
  creditorAgent: 'DEMOKENA',
  account: `0110000000${at}`,
  payeeName: `Payee ${at}`,
  purpose: 'SSBE',
  remittance: 'OAA 2026-11',
});
const LINES = [line(0), line(1), line(2)];
const text = (value: unknown) => canonicalJson(value as never, 'as-is');

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'ES256' };
  const sign = (payload: string | Uint8Array) =>
    detachedJws({ kid: jwk.kid, alg: 'ES256', privateKey } as never, Buffer.from(payload));
  return { jwk, sign };
}
type Key = Awaited<ReturnType<typeof newKey>>;
type Body = Exclude<EvidencePackRecord, { type: 'end' }>;

const statement = {
  deployment: 'development',
  batchId: randomUUID(),
  root: linesRoot(LINES, terms, sha256),
  count: 3,
  total: '6000.00',
  currency: 'KES',
  debtorAccount: '000',
  debtorAgent: 'DEMOKENA',
  executionDate: terms.executionDate,
  format: 'pain.001.001.09',
  ruleSetVersion: '2026-1',
};
const STATEMENT = statementText(statement);
const HASH = statementHash(statement, sha256);

const headRecord = (): Body => ({
  type: 'pack',
  version: 'interlink-evidence-pack-1',
  deployment: 'development',
  batchId: statement.batchId,
  payrollId: 'payroll',
  programme: 'OAA',
  state: 'RECONCILED',
  makerId: 'user-of-pam',
  makerLogin: 'pam.payments',
  exportedAt: AT,
  statement: STATEMENT,
  statementHash: HASH,
});

/** The third line was taken out at the seal. */
const leafRecords = (): Body[] =>
  LINES.map((one, index) => ({
    type: 'leaf',
    index,
    instrId: one.instrId,
    entitlementId: one.entitlementId,
    attempt: 1,
    hash: lineHash(one, terms, sha256),
    amountMinor: one.amountMinor,
    currency: 'KES',
    part: index === 2 ? 0 : 1,
    state: index === 2 ? 'CANCELLED' : 'SETTLED',
    netMinor: index === 2 ? 0 : one.amountMinor,
  }));

async function approvalRecord(key: Key): Promise<Body> {
  const approver = { approverId: 'user-of-ana', approverLogin: 'ana.approver' };
  const nonce = randomBytes(32).toString('hex');
  const expiry = '2026-11-27T09:00:00.000Z';
  const challenge = approvalChallenge({ statement: STATEMENT, approverId: approver.approverId, nonce, expiry }, sha256);
  const authenticator = softwareAuthenticator(ORIGIN);
  const { credentialId, publicKey } = authenticator;
  const { authenticatorData, clientDataJson, signature } = authenticator.get({
    nonce,
    challenge: Buffer.from(challenge).toString('base64url'),
  });
  const attested = text({ ...approver, batchId: statement.batchId, statementHash: HASH, at: AT, assurance: 'signed' });
  return {
    type: 'approval',
    ...approver,
    statementHash: HASH,
    at: AT,
    assurance: 'signed',
    attested,
    attestation: await key.sign(attested),
    assertion: { credentialId, publicKey, authenticatorData, clientDataJson, signature, nonce, expiry },
  };
}

async function fileRecords(key: Key): Promise<Body[]> {
  const bytes = Buffer.from('<Document/>');
  const file = {
    part: 1,
    messageId: 'M1',
    format: 'pain.001.001.09',
    sha256: sha256Hex(bytes),
    size: bytes.length,
    count: 2,
  };
  const manifest = text({ ...file, total: '4000.00', statement, statementHash: HASH });
  const signed = { manifest, manifestSignature: await key.sign(manifest), bodySignature: await key.sign(bytes) };
  const sent = { part: 1, number: 1, channel: 'https', messageId: 'M1', sha256: file.sha256, at: AT };
  return [
    { type: 'file', ...file, totalMinor: 400_000, ...signed, bytes: bytes.toString('base64'), at: AT },
    { type: 'transmission', ...sent },
  ];
}

function heardRecords(): Body[] {
  const bytes = Buffer.from('<pain.002/>');
  const received = { id: 'r1', kind: 'pain.002', source: 'bank', sha256: sha256Hex(bytes), at: AT };
  const word = { instrId: 'I0', key: 'k', at: AT, said: { rank: 2, kind: 'status', status: 'ACSC' }, receivedId: 'r1' };
  return [
    { type: 'received', ...received, bytes: bytes.toString('base64') },
    { type: 'evidence', ...word },
    { type: 'adjustment', ...word },
  ];
}

function auditRecords(): Body[] {
  const salt = randomBytes(16);
  let prevHash = GENESIS;
  return [1, 2].map((seq) => {
    const header = { id: `e${seq}`, stream: 'batch:1', action: 'payments.approve', at: AT } as unknown as AuditHeader;
    const commitment = commitmentOf(salt, '{"a":1}');
    const hash = linkHash(prevHash, seq, header, commitment);
    const body = { text: '{"a":1}', salt: salt.toString('base64') };
    const record: Body = { type: 'audit', shard: 3, seq, header: { ...header }, commitment, prevHash, hash, body };
    prevHash = hash;
    return record;
  });
}

async function aPack() {
  const key = await newKey();
  const removal = { index: 2, instrId: 'I2', reason: 'deceased', evidence: {}, at: AT };
  const records: Body[] = [
    headRecord(),
    { type: 'keys', jwks: { keys: [{ ...key.jwk }] } },
    ...leafRecords(),
    { type: 'removal', ...removal },
    await approvalRecord(key),
    ...(await fileRecords(key)),
    ...heardRecords(),
    ...auditRecords(),
  ];
  return { key, records };
}

/** With a closing record that fits, as a forger would write it. */
function write(records: readonly object[]): string {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const sha = createHash('sha256').update(body).digest('hex');
  return `${body}${JSON.stringify({ type: 'end', records: records.length, sha256: sha })}\n`;
}

let pack: Awaited<ReturnType<typeof aPack>>;
beforeAll(async () => {
  pack = await aPack();
});
const trusted = () => ({ keys: { keys: [pack.key.jwk] }, origin: ORIGIN });
const codesOf = async (written: string, options: Parameters<typeof verifyPack>[1] = trusted()) =>
  (await verifyPack(written, options)).problems.map(({ code }) => code);

type Forge = (record: Record<string, unknown>) => void;
/** The pack with one record of a kind changed. */
const forged = (type: Body['type'], forge: Forge, nth = 0) => {
  const copy = structuredClone(pack.records) as unknown as Record<string, unknown>[];
  const record = copy.filter((one) => one.type === type)[nth];
  if (record) forge(record);
  return write(copy);
};
const set =
  (field: string, value: unknown): Forge =>
  (record) => {
    record[field] = value;
  };
const inAssertion =
  (field: string, value: string): Forge =>
  (record) => {
    record.assertion = { ...(record.assertion as object), [field]: value };
  };
const otherHash = 'ab'.repeat(32);
const base64 = (value: string) => Buffer.from(value).toString('base64');

describe('an evidence pack', () => {
  it('S11: of an untouched batch proves lines, approvals, files, messages and audit', async () => {
    const verdict = await verifyPack(write(pack.records), trusted());
    expect(verdict.problems).toEqual([]);
    expect(verdict.proven.join('; ')).toContain('3 lines under the approved root, 1 removed by rules');
    expect(verdict.proven.join('; ')).toContain('1 approvals, 1 signed by security keys, 0 attested');
  });

  it('says what it leaves open when keys and address were not received by another way', async () => {
    const { problems, notProven } = await verifyPack(write(pack.records));
    expect(problems).toEqual([]);
    expect(notProven.join(' ')).toMatch(/whose keys.*at which address/);
  });

  it('I7: shows any changed byte, also to whoever checks no signature', async () => {
    const written = write(pack.records);
    for (let at = 3; at < written.length; at += 41) {
      const char = written[at] === 'a' ? 'b' : 'a';
      expect(await codesOf(written.slice(0, at) + char + written.slice(at + 1))).not.toEqual([]);
    }
  });

  it.each([
    ['statement', 'pack', set('statement', '{}'), 'statement-altered'],
    ['statement that no one can read', 'pack', set('statement', '{'), 'statement-altered'],
    ['statement hash', 'pack', set('statementHash', otherHash), 'statement-altered'],
    ['batch', 'pack', set('batchId', 'another'), 'statement-of-another-batch'],
    ['maker', 'pack', set('makerId', 'user-of-ana'), 'approver-is-maker'],
    ['hash of a line', 'leaf', set('hash', otherHash), 'root-differs'],
    ['amount of a line', 'leaf', set('amountMinor', 1), 'total-differs'],
    ['currency of a line', 'leaf', set('currency', 'USD'), 'currency-differs'],
    ['order of lines', 'leaf', set('index', 7), 'leaf-out-of-order'],
    ['part of a line', 'leaf', set('part', 0), 'removal-differs'],
    ['removed line', 'removal', set('index', 0), 'removal-differs'],
    ['approver', 'approval', set('approverId', 'user-of-eve'), 'approval-altered'],
    ['time of an approval', 'approval', set('at', '2026-11-25T09:00:00.000Z'), 'approval-altered'],
    ['statement of an approval', 'approval', set('statementHash', otherHash), 'approval-of-another-statement'],
    ['approval that no one can read', 'approval', set('attested', 'null'), 'approval-altered'],
    ['attestation', 'approval', set('attestation', 'a..b'), 'attestation-invalid'],
    ['assertion left out', 'approval', set('assertion', undefined), 'assertion-missing'],
    ['nonce', 'approval', inAssertion('nonce', 'cd'.repeat(32)), 'assertion-invalid'],
    ['expiry', 'approval', inAssertion('expiry', '2027-01-01T00:00:00.000Z'), 'assertion-invalid'],
    ['signature', 'approval', inAssertion('signature', 'MEUCIQ'), 'assertion-invalid'],
    ['authenticator data', 'approval', inAssertion('authenticatorData', 'AAAA'), 'assertion-invalid'],
    ['client data', 'approval', inAssertion('clientDataJson', 'e30'), 'assertion-invalid'],
    ['public key', 'approval', inAssertion('publicKey', 'AAAA'), 'assertion-invalid'],
    ['bytes of the file', 'file', set('bytes', base64('<Other/>')), 'file-altered'],
    ['hash of the file', 'file', set('sha256', otherHash), 'manifest-differs'],
    ['count of the file', 'file', set('count', 3), 'file-does-not-hold-its-leaves'],
    ['manifest that no one can read', 'file', set('manifest', '"a"a'), 'manifest-differs'],
    ['manifest signature', 'file', set('manifestSignature', 'a..b'), 'manifest-signature-invalid'],
    ['body signature', 'file', set('bodySignature', 'a..b'), 'file-signature-invalid'],
    ['message id', 'transmission', set('messageId', 'M2'), 'transmission-differs'],
    ['bytes of a message', 'received', set('bytes', base64('<other/>')), 'message-altered'],
    ['message of evidence', 'evidence', set('receivedId', 'r9'), 'evidence-without-message'],
    ['message of a late booking', 'adjustment', set('receivedId', 'r9'), 'evidence-without-message'],
    ['line of evidence', 'evidence', set('instrId', 'I9'), 'evidence-of-another-line'],
    ['audit header', 'audit', set('header', { id: 'x' }), 'audit-entry-altered'],
    ['audit commitment', 'audit', set('commitment', otherHash), 'audit-entry-altered'],
    ['audit body', 'audit', set('body', { text: '{"a":2}', salt: '' }), 'audit-body-altered'],
    ['keys', 'keys', set('jwks', { keys: [{ kty: 'EC', kid: 'eve' }] }), 'key-unknown'],
  ] as const)('I7: names a changed %s even when the end was written anew', async (_what, type, forge, code) => {
    expect(await codesOf(forged(type, forge))).toContain(code);
  });

  it('I7: names an audit entry that no longer follows from its neighbour', async () => {
    expect(await codesOf(forged('audit', set('prevHash', otherHash), 1))).toContain('audit-chain-broken');
  });

  it('I7: names a removed, an added and a cut-off record', async () => {
    const without = pack.records.filter((record) => record.type !== 'leaf' || record.index !== 1);
    expect(await codesOf(write(without))).toEqual(expect.arrayContaining(['root-differs', 'count-differs']));
    const cut = write(pack.records).split('\n').slice(0, -3).join('\n');
    expect(await codesOf(cut)).toContain('pack-cut');
    expect(await codesOf('')).toEqual(['pack-cut', 'head-missing']);
    expect(await codesOf('{"type":"pack"}\n')).toContain('record-malformed');
  });

  it('S11: refuses an approval that was signed at another address', async () => {
    const options = { ...trusted(), origin: 'https://phisher.example.org' };
    expect(await codesOf(write(pack.records), options)).toEqual(['assertion-invalid']);
  });

  it('refuses the whole pack when its keys are not those of the deployment', async () => {
    const codes = await codesOf(write(pack.records), { keys: { keys: [(await newKey()).jwk] }, origin: ORIGIN });
    expect(codes).toEqual(expect.arrayContaining(['key-unknown', 'attestation-invalid', 'manifest-signature-invalid']));
  });
});
