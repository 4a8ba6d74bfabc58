import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PartnerPort } from '@interlink/contracts/interconnection/partner-port';
import type { VerifierTools } from '@interlink/contracts/verification/verifier';
import type { FaultKind } from '../../../partner-sandbox/src/common/partners.js';
import { openTools } from '../../../partner-sandbox/src/common/tools.js';
import { openMobileMoney } from '../../../partner-sandbox/src/mobile-money/wallets.js';
import { openTokenClient } from '../../src/interconnection/access-token.js';
import { callWithToken } from '../../src/interconnection/call-with-token.js';
import { openOutgoing } from '../../src/interconnection/service.js';
import { mobileMoneyVerifier } from '../../src/verification/verifiers/mobile-money.js';
import { PATIENT_MS } from '../support/patient.js';
import { inClear } from '../support/in-clear';

const cause = {
  actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: 'c' },
  subjectId: 's',
} as const;
const MERCY = { nationalId: '1', givenName: 'Mercy', surname: 'Omondi', birthDate: '1946', liveness: true };

/** Our client against the sandbox's operator, which is written by other means, over a real socket. */
describe('IBR-035: the name of a wallet', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mobile-money-'));
  const tools = openTools(folder, () => Date.now());
  const client = { id: 'interlink', secret: 'word' };
  const operator = openMobileMoney(tools, client, [{ ...MERCY, mobile: '+254710000001' }]);
  const operations: string[] = [];
  let outgoing: ReturnType<typeof openOutgoing>;
  let check: ReturnType<typeof mobileMoneyVerifier.open>;

  beforeAll(async () => {
    const url = await operator.listen({ host: '127.0.0.1', port: 0 });
    const destination = {
      ...{ partner: 'mobile-money', url, connections: 2, allowPrivateAddresses: true },
      // Who is told to be silent need not be waited for.
      get timeoutMs() {
        return tools.faults.list().some(({ kind }) => kind === 'timeout') ? 400 : PATIENT_MS;
      },
    };
    const record = ({ operation }: { readonly operation: string }) => Promise.resolve(void operations.push(operation));
    outgoing = openOutgoing(destination, { now: () => Date.now(), record });
    const secret = { clientId: 'interlink', clientSecret: 'word', tokenPath: '/oauth2/token' };
    const tokens = openTokenClient(outgoing, secret, () => Date.now());
    const partner = { get: (get) => callWithToken(outgoing, tokens, get) } as Pick<PartnerPort, 'get'> as PartnerPort;
    check = mobileMoneyVerifier.open({ partner } as VerifierTools);
  });
  afterAll(async () => {
    await outgoing.close();
    await operator.close();
    rmSync(folder, { recursive: true });
  });
  const ask = (accountNumber = '+254 710 000 001', holderName = 'Mercy Omondi') =>
    check({ subjectId: 's', requestId: 'r', provider: 'MNO', accountNumber, holderName }, { requestId: 'r', cause });
  const fault = (kind: FaultKind, operation: string) =>
    tools.faults.add({ partner: 'mobile-money', kind, operation, times: 1, delayMs: 2000 });

  it.each([
    ['+254710000001', 'Mercy Omondi', 'verified', []],
    ['254-710-000.001', 'OMONDI Mercy', 'verified', []],
    ['+254710000001', 'Mercy A. Omondi', 'verified', ['account-name-close']],
    ['+254710000001', 'Samuel Kombo', 'mismatch', ['account-name-differs']],
    ['+254799999999', 'Mercy Omondi', 'not-found', ['identifier-unknown']],
  ])('at %s for %s is %s %j', async (number, name, outcome, reasons) => {
    expect(await ask(number, name)).toMatchObject({ outcome, reasons });
  });

  it('is not asked for of what is no number of a telephone', async () => {
    const before = operations.length;
    for (const number of ['01100152872', 'KE12ABCD', '', '+1', '+0123456789']) {
      expect(await ask(number)).toMatchObject({ outcome: 'refused', reasons: ['account-not-checkable'] });
    }
    expect(operations).toHaveLength(before);
  });

  it('is not asked for when the wallet is closed: nobody learns whose it is for nothing', async () => {
    fault('closed-account', 'status');
    const before = operations.length;
    expect(await ask()).toMatchObject({ outcome: 'refused', reasons: ['account-blocked'] });
    expect(operations.slice(before)).toEqual(['wallet-status']);
  });

  it('differs when the operator speaks of somebody else', async () => {
    fault('wrong-person', 'name');
    expect(await ask()).toMatchObject({ outcome: 'mismatch', reasons: ['account-name-differs'] });
  });

  it('is kept as it was told, sealed later, and stands nowhere else in what is written', async () => {
    const answer = await ask();
    expect(Buffer.from(answer.evidence.raw ?? []).toString()).toMatch(/available.*Mercy Omondi/s);
    const { evidence: _evidence, ...readable } = answer;
    expect(JSON.stringify(readable)).not.toMatch(inClear('Mercy', 'Omondi', '2547\\d{8}', '254 7'));
  });

  it.each(['status', 'name'])('is unavailable when the operator breaks at its %s', async (operation) => {
    fault('status-500', operation);
    expect(await ask()).toMatchObject({ outcome: 'unavailable', reasons: ['unreachable'] });
  });

  it('throws, as every verifier, when nobody answers', async () => {
    fault('timeout', 'status');
    await expect(ask()).rejects.toMatchObject({ reason: 'timed-out' });
  });
});
