import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import { openBankPayments } from '../../../partner-sandbox/src/bank-payments/bank-payments.js';
import { openConduct } from '../../../partner-sandbox/src/bank-payments/conduct.js';
import type { BankProfile } from '../../../partner-sandbox/src/bank-payments/profiles.js';
import { openBankSftp, readSftpFiles } from '../../../partner-sandbox/src/bank-sftp/bank-sftp.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { openPaymentHub } from '../../../partner-sandbox/src/payment-hub/payment-hub.js';
import { openPaymentSwitch } from '../../../partner-sandbox/src/payment-switch/payment-switch.js';
import { makeCertificates } from '../../../../scripts/stack/certificates.mjs';
import { makeTransferKeys } from '../../../../scripts/stack/transfer-keys.mjs';
import type { PaymentSettings } from '@interlink/contracts/payments/settings';
import type { Permission } from '@interlink/contracts/platform/session';
import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection, type Interconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import type { Operator } from '../../src/platform/http/api.js';
import { createRegistry } from '../../src/registry/service.js';
import { createVerification } from '../../src/verification/service.js';
import { makeKey, makeSecrets } from '../interconnection/test-keys.js';
import { anOperator, fakeOpenImis } from '../support/fake-openimis.js';
import { madeOnce } from '../support/made-once.js';
import { openTestPlatform, testActor } from '../support/platform.js';
import { openTestSealing } from '../support/sealing.js';
import { startFakeBank } from '../verification/fake-bank.js';
import { configOf } from './payments-config.js';

const ROOT = resolve(__dirname, '../../../..');
export const PAYROLL = '00000000-0000-4000-8000-00000000aa01';

export const ACCOUNTS = [
  { number: '01100000001', holder: 'Mercy Omondi', status: 'open' },
  { number: '01100000002', holder: 'Ahmed Ali', status: 'open' },
  { number: '01100000003', holder: 'Closed Account', status: 'closed' },
  { number: '01100000004', holder: 'Blocked Account', status: 'blocked' },
  { number: '01100000005', holder: 'Blocked Account', status: 'open' },
] as const;

/** Payments over a real database; the bank is the sandbox's, over mutual TLS; openIMIS is in memory. */
export async function openPaymentsKit(
  profile: BankProfile = 'good',
  policy: Partial<PaymentSettings> = {},
  sftpPolicy: { readonly format?: string } = {},
  /** Where partners reach us, if a test has them call. */
  ownOrigin = 'http://127.0.0.1:3000',
  timeZone = 'UTC',
) {
  const root = mkdtempSync(join(tmpdir(), 'interlink-payments-'));
  const switchKey = await makeKey('EdDSA');
  const secrets = await makeSecrets({
    ...{ 'bank-payments': [], 'civil-registry': [], 'national-id': [] },
    ...{ 'payment-hub': [], 'payment-switch': [switchKey.publicJwk] },
  });
  await giveKeys(root, secrets.dir);
  const jwks = join(root, 'interlink-jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: [secrets.signing.publicJwk] }));
  let day = Date.parse('2026-11-24T08:00:00Z');
  const tools = openTools(join(root, 'store'), Date.now);
  const conduct = openConduct(tools.folder);
  const {
    app: bank,
    books,
    desk,
  } = openBankPayments(tools, {
    conduct,
    businessClock: { now: () => new Date(day), move: () => undefined },
    accounts: ACCOUNTS,
    registeredJwks: jwks,
    profile,
    statements: policy.statements ?? 'camt.053',
    ...filesOf(root),
  });
  await bank.listen({ host: '127.0.0.1', port: 0 });
  const sftp = openBankSftp(tools, { ...sftpFilesOf(root), desk });
  await sftp.listen({ host: '127.0.0.1', port: 0 });
  const sftpUrl = `sftp://127.0.0.1:${sftp.port()}`;
  let ourTime = () => Date.now();
  const switchTools = { ...tools, clock: () => ourTime() };
  const paymentSwitch = openPaymentSwitch(switchTools, {
    client: { id: 'interlink', secret: 'word' },
    signingKey: { ...switchKey.privateJwk, kid: switchKey.kid },
    ...{ registeredJwks: jwks, interlinkUrl: ownOrigin, orders: desk.orders },
  });
  const switchUrl = await paymentSwitch.app.listen({ host: '127.0.0.1', port: 0 });
  const paymentHub = openPaymentHub(switchTools, {
    client: { id: 'interlink', secret: 'word' },
    ...{ bank: desk, today: () => new Date(day).toISOString().slice(0, 10) },
  });
  const hubUrl = await paymentHub.listen({ host: '127.0.0.1', port: 0 });
  const accountCheck = await startFakeBank();
  const bankUrl = `https://127.0.0.1:${(bank.server.address() as AddressInfo).port}`;
  const openimis = fakeOpenImis();
  const test = await openTestPlatform(
    configOf(
      secrets.dir,
      { bankUrl, accountCheckUrl: accountCheck.url, hubUrl, switchUrl },
      {
        ...policy,
        channels: { sftp: { url: sftpUrl, username: 'interlink', ...sftpPolicy }, ...policy.channels },
      },
      timeZone,
    ),
  );
  Object.assign(test.platform.config, { publicOrigin: ownOrigin });
  ourTime = () => test.clock.now().getTime();
  const interconnection = await createInterconnection(test.platform);
  const exchange = createExchange(test.platform, interconnection);
  const verification = createVerification(test.platform, { interconnection, exchange });
  const registry = createRegistry(test.platform);
  const payments = createPayments(test.platform, { openimis, verification, interconnection, registry });
  const people = operatorsOf(openimis.operators);
  await meetBank(interconnection);
  return {
    ...test,
    root,
    secrets,
    openimis,
    accountCheck,
    bank,
    bankUrl,
    sftpUrl,
    /** What the bank does to the next lines. */
    conduct,
    /** What goes wrong on the way to the bank. */
    faults: tools.faults,
    books,
    /** Speaks G2P Connect; its books are the bank's. */
    paymentSwitch,
    switchKey,
    payments,
    registry,
    interconnection,
    verification,
    ...people,
    advanceBankDays(days: number) {
      day += days * 86_400_000;
    },
    /** Time goes by as in a deployment whose log is witnessed all the while (S5). */
    async passTime(milliseconds: number) {
      test.clock.advance(milliseconds);
      const sealing = await openTestSealing(test);
      await sealing.seal('kept');
      await sealing.close();
    },
    async close() {
      await interconnection.close();
      await bank.close();
      await sftp.close();
      await paymentSwitch.app.close();
      await paymentHub.close();
      await accountCheck.close();
      await test.close();
      secrets.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
export type PaymentsKit = Awaited<ReturnType<typeof openPaymentsKit>>;

/** Keys and certificates of the channels: made once a run, because that takes longer than many a test. */
const keys = () =>
  madeOnce('payment-keys', async (folder) => {
    makeCertificates(join(folder, 'bank/tls'), join(folder, 'secrets'));
    await makeTransferKeys(join(folder, 'bank/sftp'), join(folder, 'secrets'));
    const schemas = join(ROOT, 'scripts/stack/payment-schemas.mjs');
    execFileSync(process.execPath, [schemas, cacheFolder()], { stdio: 'ignore' });
  });

async function giveKeys(bankFolder: string, secretsDir: string): Promise<void> {
  const folder = await keys();
  cpSync(join(folder, 'bank'), bankFolder, { recursive: true });
  cpSync(join(folder, 'secrets'), secretsDir, { recursive: true });
}

/** The clock of the bank is known from here on, so that the first request of a test is the one it is about. */
async function meetBank(interconnection: Interconnection): Promise<void> {
  const cause = { actor: testActor('interlink'), subjectId: 'clock' };
  const ask = { operation: 'payment-status', method: 'GET', path: '/payments/none/pain002', cause } as const;
  await interconnection.partner('bank-payments').outgoing.request(ask);
}

const cacheFolder = () => join(ROOT, 'node_modules/.cache/interlink/schemas');

function filesOf(root: string) {
  const read = (name: string) => readFileSync(join(root, 'tls', name), 'utf8');
  const tls = { key: read('server.key'), cert: read('server.crt'), ca: read('ca.crt') };
  return { tls, xsdFile: join(cacheFolder(), 'pain.001.001.09.xsd') };
}

function sftpFilesOf(root: string) {
  const found = readSftpFiles(root);
  if (!found) throw new Error('the keys of the file channel were not made');
  return found;
}

function operatorsOf(operators: Map<string, ReturnType<typeof anOperator>>) {
  const make = (loginName: string, permissions: Permission[], institution = 'MSW'): Operator => {
    const actor = testActor(loginName);
    operators.set(`token-${loginName}`, anOperator({ userId: actor.id, loginName }));
    const session = { userId: actor.id, loginName, displayName: loginName, language: 'en', permissions, institution };
    return { session, token: `token-${loginName}`, districts: [], actor };
  };
  return {
    maker: make('pam.payments', ['payments.make', 'payments.read']),
    approver: make('ana.approver', ['payments.approve', 'payments.read']),
    stranger: make('nda.approver', ['payments.approve', 'payments.read'], 'NDA'),
  };
}

/** A payroll of people whose accounts are the first so many of ACCOUNTS, 2000.00 each. */
export function givePayroll(kit: PaymentsKit, people: number): void {
  const { payrolls, benefits, persons } = kit.openimis;
  payrolls.set(PAYROLL, {
    payrollId: PAYROLL,
    name: 'OAA November',
    programme: 'OAA',
    cycle: '2026-11',
    status: 'APPROVE_FOR_PAYMENT',
    paymentMethod: 'StrategyOfflinePayment',
  });
  const rows = ACCOUNTS.slice(0, people).map(({ number, holder }, at) => {
    const individualId = `00000000-0000-4000-8000-0000000000${at + 10}`;
    const [givenName = '', surname = ''] = holder.split(' ');
    persons.set(individualId, {
      individualId,
      givenName,
      surname,
      birthDate: { date: '1950-01-01', precision: 'day' },
      sex: at % 2 === 0 ? 'female' : 'male',
      locationName: at < 3 ? 'Shangani' : 'Malindi',
      mobile: `+25470000000${at}`,
      language: 'fr',
      account: { provider: 'DEMOKENA', number },
    });
    const benefitId = `00000000-0000-4000-8000-0000000001${at + 10}`;
    return { benefitId, code: `BEN-A${at}`, status: 'ACCEPTED', amount: '2000.00', individualId };
  });
  benefits.set(PAYROLL, rows);
}

/** Another payroll of the same cycle, with the benefits of these people of PAYROLL alone; gives its id. */
export function givePayrollOf({ openimis }: PaymentsKit, payrollId: string, ...places: readonly number[]): string {
  const { payrolls, benefits } = openimis;
  const payroll = payrolls.get(PAYROLL);
  if (payroll) payrolls.set(payrollId, { ...payroll, payrollId });
  const all = benefits.get(PAYROLL) ?? [];
  benefits.set(
    payrollId,
    all.filter((_one, place) => places.includes(place)),
  );
  return payrollId;
}

/** Every row of the ledger and the journal gone, the partners as they were: a new beginning within one test file. */
export async function forgetPayments(kit: PaymentsKit): Promise<void> {
  const { rows } = await kit.superuser.query(
    "select table_name as name from information_schema.tables where table_schema = 'payments'",
  );
  await kit.superuser.query(`truncate ${rows.map(({ name }) => `payments.${name}`).join(', ')}`);
  rmSync(join(kit.secrets.dir, 'transmit-journal.jsonl'), { force: true });
}

/** The person of this place in the payroll has another account now. */
export function moveAccount({ openimis: { persons } }: PaymentsKit, place: number, number: string): void {
  const individualId = `00000000-0000-4000-8000-0000000000${place + 10}`;
  const person = persons.get(individualId);
  if (person) persons.set(individualId, { ...person, account: { provider: 'DEMOKENA', number } });
}
