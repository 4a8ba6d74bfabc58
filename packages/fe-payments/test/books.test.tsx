import { screen } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { nextActionOf } from '../src/next-action.js';
import { BooksPage } from '../src/pages/BooksPage.js';
import { ChannelsPage } from '../src/pages/ChannelsPage.js';
import { DashboardPage } from '../src/pages/DashboardPage.js';
import { ExceptionsPage, FailedPage } from '../src/pages/QueuePage.js';
import { BATCH_ID, aLine } from './support/batches.js';
import { axeViolations, renderPage } from './support/render.js';

const page = (...items: unknown[]) => ({ items });

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
    [{ reason: 'BE01' }, 'review-name'],
    [{ reason: 'MD07' }, 'check-death'],
    [{ reason: 'AM04' }, 'alert-treasury'],
    [{ reason: 'AB05' }, 'ask-status'],
    [{ state: 'UNKNOWN' as const }, 'wait-statement'],
    [{ exceptions: ['partial'], reason: 'AC04' }, 'look-at-booking'],
    [{ reason: 'ZZ99' }, 'look-into-it'],
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
    expect(screen.getByRole('region', { name: 'k' }).textContent).toContain('a payment that we do not know');
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
      cutOffs: { https: '15:00', sftp: '14:30' },
      bankDays: [1, 2],
      holidays: ['2026-12-25'],
      today: '2026-11-24',
      earliestExecution: '2026-11-25',
      channels: [{ id: 'bank-payments', kind: 'https', host: 'bank.example', programmes: ['OAA'] }],
      keys: [{ kid: 'k1', algorithm: 'ES256', use: 'sig', thumbprint: 'ab' }],
      fence: 'journal-ahead',
      stops: ['payments.log-unwitnessed'],
    };
    const { container } = renderPage(<ChannelsPage />, fakeApi({ 'GET /payments/channels': () => channels }));
    await screen.findByText('Monday, Tuesday');
    screen.getByText('https 15:00, sftp 14:30');
    const [fence, unwitnessed] = await screen.findAllByRole('alert');
    expect(fence?.textContent).toBe(
      'Nothing leaves now. The journal of what left tells of messages that the ledger does not know. Two people release it after the answers of the bank are read.',
    );
    expect(unwitnessed?.textContent).toContain('no witness has confirmed the audit log');
    expect(await axeViolations(container)).toEqual([]);
  });
});
