import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { makeCertificates } from '../../../scripts/stack/certificates.mjs';
import { makeTransferKeys } from '../../../scripts/stack/transfer-keys.mjs';
import { openBankPayments, type BankPayments } from '../src/bank-payments/bank-payments';
import { openConduct } from '../src/bank-payments/conduct';
import { openBankSftp, readSftpFiles, type BankSftp } from '../src/bank-sftp/bank-sftp';
import { openJournal } from '../src/common/journal';
import { openTools } from '../src/common/tools';
import { ask, connectTo, makeDelivery, STATUS, statusOf, type Customer } from './support/sftp-customer';

const root = mkdtempSync(path.join(tmpdir(), 'bank-sftp-'));
const secrets = path.join(root, 'secrets');
const tools = openTools(path.join(root, 'store'), Date.now);
const read = (name: string) => readFileSync(path.join(secrets, name), 'utf8');
let signing: JWK;
let bank: BankPayments;
let sftp: BankSftp;
let customer: Customer;

const login = () => ({ privateKey: read('bank-sftp.key') });
const connect = () => connectTo(sftp.port(), login());
const keys = () => ({ signing, own: read('bank-openpgp-own.asc'), bank: read('bank-openpgp.asc') });

async function openBank(): Promise<void> {
  const pem = (name: string) => readFileSync(path.join(root, 'tls', name), 'utf8');
  const { d: _private, ...published } = signing;
  const registeredJwks = path.join(root, 'jwks.json');
  writeFileSync(registeredJwks, JSON.stringify({ keys: [published] }));
  bank = openBankPayments(tools, {
    tls: { key: pem('server.key'), cert: pem('server.crt'), ca: pem('ca.crt') },
    ...{ registeredJwks, xsdFile: '/nowhere', conduct: openConduct(tools.folder) },
    profile: 'good',
    businessClock: { now: () => new Date('2026-11-24T08:00:00Z'), move: () => undefined },
    accounts: [{ number: '0711', holder: 'Mercy Omondi', status: 'open' }],
  });
  await listen();
}

async function listen(): Promise<void> {
  const files = readSftpFiles(root);
  if (!files) throw new Error('the keys were not made');
  sftp = openBankSftp(tools, { ...files, desk: bank.desk });
  await sftp.listen({ host: '127.0.0.1', port: 0 });
}

beforeAll(async () => {
  makeCertificates(path.join(root, 'tls'), secrets);
  await makeTransferKeys(path.join(root, 'sftp'), secrets);
  const jwk = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
  signing = { ...jwk, alg: 'EdDSA', kid: await calculateJwkThumbprint(jwk) };
  await openBank();
  customer = await connect();
});
afterAll(async () => {
  await customer.end();
  await sftp.close();
  await bank.app.close();
  rmSync(root, { recursive: true });
});

const TITLES =
  'id,request_id,payment_mode,payee_identifier_type,payee_identifier,payee_name,payee_dfsp_id,amount,currency,end_to_end_id,note';
const row = (place: number, amount: string) =>
  `${place},I${place},MOBILE,ACCOUNT,0711,Mercy,WALLET,${amount},KES,E${place}-01,OAA`;
/** Two payments of thirty shillings together. */
const fileOf = (id: string, date = '2026-11-26') =>
  [`H,${id},0001,DEMOKENA,${date},KES,2,30.00`, TITLES, row(1, '10.00'), row(2, '20.00'), 'T,2,30.00', ''].join('\n');

let ids = 0;
const newId = () => `M${(ids += 1)}`;

/** Puts a file and its manifest, with members replaced, and answers what the bank thought of it. */
async function deliver({ id = newId(), text = fileOf(id), by = customer, said = {} as object, made = keys() } = {}) {
  const { bytes, manifest } = await makeDelivery(id, text, made);
  const put = async (name: string, content: Buffer | string) => {
    await by.put(`inbox/${name}.part`, content);
    await by.rename(`inbox/${name}.part`, `inbox/${name}`);
  };
  await put(manifest.file, bytes);
  await put(`${id}.manifest.json`, JSON.stringify({ ...manifest, nbOfTxs: 2, ctrlSum: '30.00', ...said }));
  return { id, outcome: outcomes().at(-1) };
}
const outcomes = () =>
  openJournal<{ readonly messageId: string; readonly outcome: string }>(tools.folder, 'bank-sftp').entries.map(
    ({ outcome }) => outcome,
  );
const isInTheBooks = (id: string) => bank.desk.report(id) !== undefined;

describe('The bank takes payments as files', () => {
  it('A6: with a manifest that is true, and lays its answer into the outbox', async () => {
    const { id, outcome } = await deliver();
    expect([outcome, isInTheBooks(id)]).toEqual(['taken', true]);
    const [answer = ''] = (await customer.list('outbox')).filter((name) => name.startsWith(`${id}.`));
    expect(answer).toMatch(/\.status\.csv\.pgp$/);
    const bytes = await customer.get(`outbox/${answer}`);
    expect(bytes.length).toBeGreaterThan(100);
    // As the customer's key has it, not in clear.
    expect(bytes.toString('latin1')).not.toContain(id);
  });

  it('A6: and answers whoever was connected before the file came', async () => {
    const earlier = await connect();
    await earlier.list('outbox');
    const { id } = await deliver();
    expect((await earlier.list('outbox')).filter((name) => name.startsWith(`${id}.`))).toHaveLength(1);
    await earlier.end();
  });

  it('A6: and remembers them when it opens again', async () => {
    const { id } = await deliver();
    await customer.end();
    await sftp.close();
    rmSync(path.join(tools.folder, 'sftp', 'outbox'), { recursive: true });
    await listen();
    customer = await connect();
    expect((await customer.list('outbox')).some((name) => name.startsWith(`${id}.`))).toBe(true);
  });

  it.each<[string, object, string]>([
    // What a file says of itself it says under the customer's seal; the manifest must say the same.
    ['more payments than the file has', { nbOfTxs: 3 }, 'totals_differ'],
    ['more money than the file has', { ctrlSum: '30.01' }, 'totals_differ'],
    ['the money of nobody', { ctrlSum: '' }, 'totals_differ'],
    ['a count that is text', { nbOfTxs: '2' }, 'manifest-unreadable'],
    ['a sum that is a number', { ctrlSum: 30 }, 'manifest-unreadable'],
    ['no sum at all', { ctrlSum: undefined }, 'manifest-unreadable'],
    ['fewer bytes than there are', { bytes: 1 }, 'file-differs'],
    ['another hash', { sha256: '0'.repeat(64) }, 'file-differs'],
    ['another message', { msgId: 'M0' }, 'manifest-names'],
    ['a file of another name', { file: 'M0.csv.pgp' }, 'manifest-names'],
    ['a file elsewhere', { file: '../store/bank-payments.jsonl' }, 'manifest-names'],
    ['a seal over something else', { sealSig: 'a..b' }, 'seal'],
    ['no seal', { sealSig: '' }, 'seal'],
  ])('A6: and none whose manifest says %s', async (_what, said, word) => {
    const { id, outcome } = await deliver({ said });
    expect([outcome, isInTheBooks(id)]).toEqual([word, false]);
  });

  it('A6: and none before their manifest is there, nor for a manifest alone', async () => {
    const id = newId();
    const { bytes, manifest } = await makeDelivery(id, fileOf(id), keys());
    await customer.put(`inbox/${manifest.file}`, bytes);
    expect(isInTheBooks(id)).toBe(false);
    await customer.put(
      'inbox/a.part',
      JSON.stringify({ ...manifest, nbOfTxs: 2, ctrlSum: '30.00', msgId: 'M99', file: 'M99.csv.pgp' }),
    );
    await customer.rename('inbox/a.part', 'inbox/M99.manifest.json');
    expect([outcomes().at(-1), isInTheBooks('M99')]).toEqual(['file-missing', false]);
  });

  it('S10: and none that a stranger wrote, by envelope or by seal', async () => {
    const strangers = path.join(root, 'strangers');
    await makeTransferKeys(path.join(strangers, 'bank'), strangers);
    const own = readFileSync(path.join(strangers, 'bank-openpgp-own.asc'), 'utf8');
    expect((await deliver({ made: { ...keys(), own } })).outcome).toBe('envelope');
    const bankOfStrangers = readFileSync(path.join(strangers, 'bank-openpgp.asc'), 'utf8');
    expect((await deliver({ made: { ...keys(), bank: bankOfStrangers } })).outcome).toBe('envelope');
    const jwk = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    const forged = { ...jwk, alg: 'EdDSA', kid: signing.kid };
    expect((await deliver({ made: { ...keys(), signing: forged } })).outcome).toBe('seal');
  });

  it.each([
    ['a day that no calendar has', (id: string) => fileOf(id, '2026-02-30'), 'CH03'],
    ['a sum that is none', (id: string) => fileOf(id).replaceAll('30.00', 'thirty'), 'AM10'],
    ['half a cent in its sum', (id: string) => fileOf(id).replaceAll('30.00', '30.001'), 'AM10'],
    ['one payment twice', (id: string) => fileOf(id).replace('2,I2', '2,I1'), 'DU03'],
    ['one end-to-end id twice', (id: string) => fileOf(id).replace('E2-01', 'E1-01'), 'DU04'],
  ])('A6: and none with %s: the bank says so and works on', async (_what, make, word) => {
    const id = newId();
    expect(await deliver({ id, text: make(id) })).toEqual({ id, outcome: word });
    expect((await deliver()).outcome).toBe('taken');
  });

  it('R4: and nothing when the line breaks in the middle of one', async () => {
    const torn = await connect();
    tools.faults.add({ partner: 'bank-sftp', operation: 'upload', kind: 'cut-off', times: 1, delayMs: 1 });
    const id = newId();
    const { bytes } = await makeDelivery(id, fileOf(id), keys());
    torn.put(`inbox/${id}.csv.pgp.part`, bytes).catch(() => undefined);
    await torn.ended;
    const left = readFileSync(path.join(tools.folder, 'sftp', 'inbox', `${id}.csv.pgp.part`));
    expect(left.length).toBeLessThan(bytes.length);
    expect(isInTheBooks(id)).toBe(false);
  });

  it('R4: and whole when only the word of it is lost', async () => {
    tools.faults.add({ partner: 'bank-sftp', operation: 'manifest', kind: 'lost-answer', times: 1, delayMs: 1 });
    const torn = await connect();
    const id = newId();
    deliver({ id, by: torn }).catch(() => undefined);
    await torn.ended;
    expect(isInTheBooks(id)).toBe(true);
  });
});

describe('The folders of the bank', () => {
  const inbox = (name: string) => `inbox/${name}`;

  it('A6: keep what was delivered as it was delivered', async () => {
    const { id } = await deliver();
    const [file, manifest] = [inbox(`${id}.csv.pgp`), inbox(`${id}.manifest.json`)];
    const before = await customer.get(file);
    await customer.put(inbox('other.part'), 'other bytes');
    for (const place of [file, manifest]) {
      expect(await statusOf(customer.put(place, 'other bytes'))).toBe(STATUS.failure);
      expect(await statusOf(customer.rename(inbox('other.part'), place))).toBe(STATUS.failure);
      expect(
        await statusOf(ask((done) => customer.sftp.ext_openssh_rename(inbox('other.part'), place, done as never))),
      ).not.toBe(0);
      // Away under another name it could be delivered a second time.
      expect(await statusOf(customer.rename(place, inbox('away.part')))).toBe(STATUS.denied);
      expect(await statusOf(ask((done) => customer.sftp.unlink(place, done as never)))).toBe(STATUS.denied);
      expect(await statusOf(ask((done) => customer.sftp.open(place, 'r+', done as never)))).toBe(STATUS.denied);
      expect(await statusOf(ask((done) => customer.sftp.open(place, 'a', done as never)))).toBe(STATUS.failure);
    }
    expect((await customer.get(file)).equals(before)).toBe(true);
  });

  it('S10: take no word of the customer for the bank’s: the outbox is the bank’s alone', async () => {
    const { id } = await deliver();
    const [answer = ''] = (await customer.list('outbox')).filter((name) => name.startsWith(`${id}.`));
    await customer.put(inbox('answer.part'), 'all is paid');
    expect(await statusOf(customer.put('outbox/mine.pain002.pgp', 'all is paid'))).toBe(STATUS.denied);
    expect(await statusOf(customer.rename(inbox('answer.part'), 'outbox/mine.pgp'))).toBe(STATUS.denied);
    expect(await statusOf(customer.rename(`outbox/${answer}`, inbox('theirs.part')))).toBe(STATUS.denied);
    expect(await customer.list('outbox')).toContain(answer);
  });

  it.each([
    ['above them', '../store/bank-payments.jsonl'],
    ['above them, absolutely', '/../../etc/passwd'],
    ['beside them', 'keys'],
    ['below one of them', 'inbox/deep/file'],
    ['of another system', '/etc/passwd'],
  ])('show nothing %s', async (_where, place) => {
    expect(await statusOf(customer.get(place))).toBe(STATUS.missing);
    expect(await statusOf(customer.list(place))).toBe(STATUS.missing);
    expect(await statusOf(customer.put(place, 'x'))).toBe(STATUS.missing);
    expect(await statusOf(customer.rename('inbox', place))).toBe(STATUS.missing);
  });

  it('are not moved, made or removed themselves', async () => {
    const { sftp: raw } = customer;
    expect(await statusOf(customer.rename('inbox', 'outbox/inbox'))).toBe(STATUS.missing);
    expect(await statusOf(ask((done) => raw.rmdir('outbox', done as never)))).toBe(STATUS.denied);
    expect(await statusOf(ask((done) => raw.mkdir('inbox/new', done as never)))).toBe(STATUS.denied);
    expect(await statusOf(ask((done) => raw.symlink('inbox/a', '/etc/passwd', done as never)))).toBe(STATUS.denied);
    expect(await customer.list('/')).toEqual(['inbox', 'outbox']);
  });

  it('answer a request that makes no sense with a failure, and the next one as ever', async () => {
    const { sftp: raw } = customer;
    await customer.put(inbox('a.part'), 'x');
    const handle = await ask<Buffer>((done) => raw.open(inbox('a.part'), 'r', done as never));
    const nonsense = [
      customer.list(inbox('a.part')),
      customer.put(inbox('x'.repeat(300)), 'x'),
      customer.put(inbox('nul\0l.part'), 'x'),
      ask((done) => raw.write(handle, Buffer.from('y'), 0, 1, 0, done as never)),
      ask((done) => raw.read(Buffer.from('beef', 'hex'), Buffer.alloc(1), 0, 1, 0, done as never)),
      ask((done) => raw.write(Buffer.from('beef', 'hex'), Buffer.from('y'), 0, 1, 0, done as never)),
      ask((done) => raw.fstat(Buffer.from('beef', 'hex'), done as never)),
      ask((done) => raw.readdir(Buffer.from('beef', 'hex'), done as never)),
    ];
    // Each is heard from the start: one that is refused while another is waited for would be nobody's.
    expect(await Promise.all(nonsense.map(statusOf))).toEqual(nonsense.map(() => STATUS.failure));
    expect((await customer.get(inbox('a.part'))).toString()).toBe('x');
    expect((await deliver()).outcome).toBe('taken');
  });

  it('list more files than one answer holds, each with its size', async () => {
    for (let at = 0; at < 101; at += 1) appendFileSync(path.join(tools.folder, 'sftp', 'outbox', `many-${at}`), 'x');
    expect((await customer.list('outbox')).filter((name) => name.startsWith('many-'))).toHaveLength(101);
    const found = await ask<{ readonly size: number }>((done) => customer.sftp.stat('outbox/many-0', done as never));
    expect(found.size).toBe(1);
  });
});

describe('S9: the door of the bank', () => {
  it.each<[string, () => object]>([
    ['a password', () => ({ password: 'interlink' })],
    ['no proof at all', () => ({})],
    ['another name', () => ({ ...login(), username: 'root' })],
    [
      'a key that nobody registered',
      () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return { privateKey: privateKey.export({ type: 'sec1', format: 'pem' }) };
      },
    ],
  ])('stays shut to %s', async (_what, proof) => {
    await expect(connectTo(sftp.port(), proof())).rejects.toThrow(/authentication methods failed/);
  });
});
