import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { OpenWorkBlock } from '../src/components/OpenWorkBlock.js';
import { PayrollTabLabel, PayrollTabPanel } from '../src/components/PayrollTab.js';
import { PersonTabPanel } from '../src/components/PersonTab.js';
import { nextActionOf } from '../src/next-action.js';
import { ApproversPage } from '../src/pages/ApproversPage.js';
import { BatchesPage } from '../src/pages/BatchesPage.js';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BooksPage } from '../src/pages/BooksPage.js';
import { ChannelsPage } from '../src/pages/ChannelsPage.js';
import { DashboardPage } from '../src/pages/DashboardPage.js';
import { ExceptionsPage, FailedPage } from '../src/pages/QueuePage.js';
import { giveAuthenticator } from './support/authenticator.js';
import { aCredential, aHead, aLine, approversOf, BATCH_ID } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, renderPage } from './support/render.js';

const PAYROLL = '00000000-0000-4000-8000-00000000aa01';
const page = (...items: unknown[]) => ({ items });
const press = async (name: RegExp | string) => userEvent.click(await screen.findByRole('button', { name }));

describe('The list of batches', () => {
  it('asks the next page by its cursor and shows both', async () => {
    const api = fakeApi({
      'GET /payments/batches': ({ params }) =>
        params.cursor === undefined
          ? { items: [aHead()], nextCursor: BATCH_ID }
          : page(aHead({ id: '01900000-0000-7000-8000-0000000000b2' })),
    });
    const { container } = renderPage(<BatchesPage />, api);
    await press('Show more');
    await waitFor(() => expect(screen.getAllByRole('link', { name: /OAA/ })).toHaveLength(2));
    expect(screen.getAllByText(/^6.000\.00 KES$/)).toHaveLength(2);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('filters by state', async () => {
    const api = fakeApi({ 'GET /payments/batches': () => page() });
    renderPage(<BatchesPage />, api);
    await screen.findByText(/There is no batch/);
    enter('State', 'PARTIAL');
    await waitFor(() => expect(api.calls.at(-1)?.params).toMatchObject({ state: 'PARTIAL' }));
  });
});

describe('The page of a batch', () => {
  const answers = (head = aHead()) => ({
    'GET /payments/batches/*/head': () => head,
    'GET /payments/batches/*/lines': () => page(aLine({ state: 'REJECTED', reason: 'AC04' })),
    'POST /payments/batches/*/cancel': () => ({ ...head, lines: [], state: 'CANCELLED' }),
  });

  it('shows lines, checks, approvals, files, what was left out and what happened', async () => {
    const file = {
      part: 1,
      format: 'pain.001.001.09',
      count: 3,
      totalMinor: 600_000,
      messageId: 'M1',
      sha256: 'ab'.repeat(32),
      size: 9,
      sealedAt: '2026-11-24T09:00:00.000Z',
    };
    const report = {
      revision: 1,
      at: '2026-11-24T08:00:00.000Z',
      passed: true,
      findings: [
        {
          check: 'near-duplicate',
          severity: 'WARN' as const,
          lines: ['I0001'],
          count: 1,
          values: {},
          action: 'compare',
        },
      ],
      leftOut: {},
      delta: { added: 3, changed: 0, ended: 0, unchanged: 0, hash: 'h' },
    };
    const head = aHead({
      files: [file],
      checks: { at: report.at, who: 'pam', report },
      approvals: [{ approverLogin: 'ana', at: report.at, assurance: 'signed' }],
    });
    const { container } = renderPage(<BatchPage />, fakeApi(answers(head)), { params: { id: BATCH_ID } });
    await screen.findByText('The account is closed.');
    for (const words of [
      'ana (signed)',
      '1 of 2',
      'near-duplicate',
      'Look at it',
      'A payment of this benefit is still under way.',
      'Made of the payroll',
      'M1',
    ]) {
      expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    }
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S11: offers the approver approval and the maker only to take it back', async () => {
    renderPage(<BatchPage />, fakeApi(answers()), { params: { id: BATCH_ID }, rights: APPROVER });
    await screen.findByRole('link', { name: 'Check and approve' });
    expect(screen.queryByRole('button', { name: 'Take the batch back' })).toBeNull();
  });

  it('takes a batch back once, however often the button is pressed', async () => {
    const api = fakeApi(answers());
    renderPage(<BatchPage />, api, { params: { id: BATCH_ID }, rights: MAKER });
    await press('Take the batch back');
    await waitFor(() => expect(api.callsOf('POST /payments/batches/*/cancel')).toHaveLength(1));
    expect(api.callsOf('POST /payments/batches/*/cancel')[0]?.header('Idempotency-Key')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Check and approve' })).toBeNull();
  });

  it('says that a batch is held', async () => {
    const holds = [{ id: BATCH_ID, reason: 'status-totals-differ', at: '2026-11-24T08:00:00.000Z' }];
    renderPage(<BatchPage />, fakeApi(answers(aHead({ holds, state: 'EXCEPTION' }))), { params: { id: BATCH_ID } });
    expect((await screen.findByRole('alert')).textContent).toContain('status-totals-differ');
  });
});

describe('The queues', () => {
  it('A1.4: say for every failed payment why and what to do next', async () => {
    const api = fakeApi({ 'GET /payments/failed-lines': () => page(aLine({ state: 'RETURNED', reason: 'AC04' })) });
    const { container } = renderPage(<FailedPage />, api);
    await screen.findByText('Have the person give another account, then check it.');
    expect(await axeViolations(container)).toEqual([]);
  });

  it('show bookings that are not as they should be', async () => {
    const api = fakeApi({ 'GET /payments/exceptions-lines': () => page(aLine({ exceptions: ['overpaid'] })) });
    renderPage(<ExceptionsPage />, api);
    await screen.findByText('More was booked than is owed.');
  });

  it.each([
    [{ reason: 'AC06' }, 'fix-account'],
    [{ reason: 'BE01' }, 'check-name'],
    [{ reason: 'MD07' }, 'check-death'],
    [{ reason: 'AM04' }, 'tell-treasury'],
    [{ reason: 'AB05' }, 'ask-bank'],
    [{ state: 'UNKNOWN' as const }, 'wait-statement'],
    [{ exceptions: ['partial'], reason: 'AC04' }, 'look-at-booking'],
    [{ reason: 'ZZ99' }, 'manual'],
  ])('A1.4: know the next action for %j', (over, action) => {
    expect(nextActionOf(aLine({ state: 'REJECTED', ...over }))).toBe(action);
  });
});

describe('The books', () => {
  it('name a gap between statements and what is in suspense', async () => {
    const statement = {
      account: '000',
      sequence: 2,
      statementId: 's',
      openingMinor: 5,
      closingMinor: 3,
      currency: 'KES',
      at: '2026-11-24T08:00:00.000Z',
      follows: false,
    };
    const suspended = {
      receivedId: BATCH_ID,
      key: 'k',
      why: 'unknown-line',
      kind: 'camt.053',
      source: 'bank',
      at: statement.at,
      amountMinor: 700,
      currency: 'KES',
    };
    const api = fakeApi({
      'GET /payments/statements': () => page(statement),
      'GET /payments/suspense': () => page(suspended),
    });
    const { container } = renderPage(<BooksPage />, api);
    await screen.findByText('Gap');
    expect(screen.getByText('7.00 KES')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The money', () => {
  it('is drawn as bars by state, with the numbers beside them', async () => {
    const money = {
      batches: [{ state: 'PARTIAL', currency: 'KES', count: 1, lines: 3, totalMinor: 600_000 }],
      lines: [
        { state: 'SETTLED', currency: 'KES', count: 2, totalMinor: 400_000 },
        { state: 'RETURNED', currency: 'KES', count: 1, totalMinor: 200_000 },
      ],
      countedAt: '2026-11-24T08:00:00.000Z',
    };
    const { container } = renderPage(<DashboardPage />, fakeApi({ 'GET /payments/money': () => money }));
    const bars = await screen.findByRole('list', { name: 'Money by state of the payment' });
    const widths = [...bars.querySelectorAll<HTMLElement>('[style*="width"]')].map(({ style }) => style.width);
    expect(widths).toEqual(['100%', '50%']);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('Calendar, channels and keys', () => {
  it('say when the bank works, where payments go and what stops them', async () => {
    const channels = {
      approvalAssurance: 'webauthn',
      approvalLimit1Minor: 1,
      approvalLimit2Minor: 2,
      leadDays: 1,
      bankDays: [1, 2],
      holidays: ['2026-12-25'],
      earliestExecution: '2026-11-25',
      channels: [{ id: 'bank-payments', kind: 'https', host: 'bank.example', programmes: ['OAA'] }],
      keys: [{ kid: 'k1', algorithm: 'ES256', use: 'sig', thumbprint: 'ab' }],
      fence: 'journal-ahead',
    };
    const { container } = renderPage(<ChannelsPage />, fakeApi({ 'GET /payments/channels': () => channels }));
    await screen.findByText('Monday, Tuesday');
    expect((await screen.findByRole('alert')).textContent).toContain('journal-ahead');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The approvers', () => {
  const LIST = 'GET /payments/approvers';
  const ASK = 'POST /payments/approvers/judgements/challenge';
  const request = {
    nonce: 'ab'.repeat(32),
    expiry: '2026-11-27T08:00:00.000Z',
    challenge: 'BBBB',
    rpId: 'localhost',
    credentialIds: ['AAAA'],
  };

  it('S11: are told of a new key, and endorse it with their own', async () => {
    giveAuthenticator();
    const api = fakeApi({
      [LIST]: () => approversOf(aCredential()),
      [ASK]: () => request,
      'POST /payments/approvers/judgements': () => approversOf(aCredential({ endorsementsMissing: 1 })),
    });
    const { container } = renderPage(<ApproversPage />, api, { rights: APPROVER });
    await press('Endorse: joe.approver');
    await waitFor(() => expect(api.callsOf('POST /payments/approvers/judgements')).toHaveLength(1));
    expect(api.callsOf(ASK)[0]?.body).toEqual({ credentialId: 'AAAA', judgement: 'endorsed' });
    await waitFor(() => expect(api.callsOf(LIST).length).toBeGreaterThan(1));
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S11: enrol a key of their own, by the code of the ceremony while it is open', async () => {
    giveAuthenticator();
    const ceremony = {
      id: BATCH_ID,
      place: 'Room 12',
      witnesses: ['W', 'V'],
      openedBy: 'interlink',
      openedAt: '2026-11-24T08:00:00.000Z',
      expiresAt: '2026-11-24T12:00:00.000Z',
      isOpen: true,
      enrolled: 1,
    };
    const enrolment = {
      nonce: 'ab'.repeat(32),
      challenge: 'BBBB',
      rpId: 'localhost',
      rpName: 'Interlink',
      userHandle: 'AA',
      userName: 'ana',
      displayName: 'Ana',
      algorithms: [-7],
      excludeIds: [],
    };
    const api = fakeApi({
      [LIST]: () => ({ ...approversOf(), ceremony }),
      'POST /payments/approvers/credentials/challenge': () => enrolment,
      'POST /payments/approvers/credentials': () => approversOf(),
    });
    renderPage(<ApproversPage />, api, { rights: APPROVER });
    await screen.findByText('Room 12');
    await press('Enrol my security key');
    expect(screen.getByText('Please give the key a name.')).toBeTruthy();
    enter(/^Name of the key/, 'blue key');
    enter(/^Code of the ceremony/, 'c0de');
    enter(/^Person records of you/, 'me 00000000-0000-4000-8000-00000000AA01');
    await press('Enrol my security key');
    await screen.findByText(/Your key is enrolled/);
    expect(api.callsOf('POST /payments/approvers/credentials')[0]?.body).toMatchObject({
      label: 'blue key',
      ceremonyCode: 'c0de',
      relatedIndividualIds: [PAYROLL],
      attestationObject: 'BA',
    });
  });

  it('offer no word to somebody without the right', async () => {
    renderPage(<ApproversPage />, fakeApi({ [LIST]: () => approversOf(aCredential()) }), { rights: MAKER });
    await screen.findByText(/joe.approver/);
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});

describe('In the pages of openIMIS', () => {
  const TAB = 'interlinkPaymentsBatches';

  it('the payroll page gets a tab from which the maker makes a batch', async () => {
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => ({ ...aHead(), lines: [] }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByRole('link', { name: /batch of 3 payments is made/ });
    expect(api.callsOf('POST /payments/batches')[0]?.body).toEqual({ payrollId: PAYROLL });
  });

  it('a refusal to make a batch says why', async () => {
    const api = fakeApi({
      'GET /payments/batches': () => page(),
      'POST /payments/batches': () => refuse(422, 'payments.payroll-refused', { reason: 'payroll-not-approved' }),
    });
    renderPage(<PayrollTabPanel value={TAB} rights={MAKER} payroll={{ id: PAYROLL }} />, api);
    await press('Make a batch of payments');
    await screen.findByText('payroll-not-approved');
  });

  it.each([
    ['another tab is open', { value: 'other', rights: MAKER, payroll: { id: PAYROLL } }],
    ['the right is missing', { value: TAB, rights: [], payroll: { id: PAYROLL } }],
    ['the payroll is not loaded yet', { value: TAB, rights: MAKER, payroll: undefined }],
  ])('the tab asks nothing while %s', (_why, props) => {
    const api = fakeApi({});
    renderPage(<PayrollTabPanel {...props} />, api);
    expect(api.calls).toEqual([]);
  });

  it('the label of the tab is there for whoever may read payments', () => {
    const label = (rights: readonly number[]) => (
      <PayrollTabLabel onChange={() => undefined} tabStyle={() => ''} isSelected={() => false} rights={rights} />
    );
    renderPage(<div role="tablist">{label(MAKER)}</div>, fakeApi({}));
    expect(screen.getByRole('tab', { name: 'Payment instructions' })).toBeTruthy();
  });

  it('the person page lists the payments to this person', async () => {
    const api = fakeApi({ 'GET /payments/individuals/*/lines': () => page(aLine()) });
    renderPage(<PersonTabPanel value="interlinkPaymentsLines" rights={MAKER} individual={{ uuid: PAYROLL }} />, api);
    await screen.findByText('BEN-A1');
  });

  it('the home page counts what waits, with the plural of the language', async () => {
    const work = {
      items: [
        { kind: 'batch-to-approve', count: 2 },
        { kind: 'credential-to-judge', count: 0 },
      ],
    };
    renderPage(<OpenWorkBlock />, fakeApi({ 'GET /payments/open-work': () => work }), {
      rights: APPROVER,
      language: 'ar',
    });
    const link = await screen.findByRole('link', { name: 'دفعتان للموافقة' });
    expect(link.getAttribute('href')).toBe('/front/interlink/payments/batches?state=VALIDATED');
    expect(screen.getAllByRole('link')).toHaveLength(1);
  });

  it('the home page asks nothing without a right', () => {
    const api = fakeApi({});
    renderPage(<OpenWorkBlock />, api, { rights: [159001] });
    expect(api.calls).toEqual([]);
  });
});
