import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ExchangesPage } from '../src/pages/ExchangesPage.js';
import { FilesPage } from '../src/pages/FilesPage.js';
import { SubscriptionsPage } from '../src/pages/SubscriptionsPage.js';
import { arrive, enter, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';
const exchange = (partner: string, id = 'd1') => ({
  ...{ id, at: AT, partner, direction: 'in', operation: 'search', result: '200', elements: [], people: 3, records: 3 },
  ...{ tookMs: 12, signature: 'verified', correlationId: `c-${id}` },
});
const file = (partner: string) => ({
  ...{ file_id: `f-${partner}`, kind: 'push', operation: 'x', format: 'csv', state: 'ready', lines: 0, rejected: 0 },
  ...{ expires_at: AT, partner, role: 'ibr', at: AT },
});
const subscription = (partner: string, code = `S-${partner}`) => ({
  ...{ code, partner, role: 'sr', eventType: 'UPDATE', entity: 'Member', recordType: 'Member' },
  ...{ state: 'active', startsAt: AT, waiting: 0, told: 0 },
});

interface Filtered {
  readonly page: JSX.Element;
  readonly path: string;
  readonly rowsOf: (partner: string) => object;
}
const PAGES: readonly (readonly [string, Filtered])[] = [
  [
    'the exchange log',
    { page: <ExchangesPage />, path: 'GET /exchanges', rowsOf: (who) => ({ lines: [exchange(who)] }) },
  ],
  ['files', { page: <FilesPage />, path: 'GET /exchange-files', rowsOf: (who) => ({ items: [file(who)] }) }],
  [
    'subscriptions',
    { page: <SubscriptionsPage />, path: 'GET /subscriptions', rowsOf: (who) => ({ items: [subscription(who)] }) },
  ],
];

/** Looks for one partner; the log waits for a press. */
function lookFor(partner: string) {
  enter(/^Partner/, partner);
  const show = screen.queryByRole('button', { name: 'Show' });
  if (show) fireEvent.click(show);
}
/** In a row, not in the field that was typed into. */
const row = (partner: string) => screen.queryByRole('cell', { name: new RegExp(`^${partner}`) });

describe.each(PAGES)('What is looked for by partner: %s', (_what, { page, path, rowsOf }) => {
  it('shows no row of one partner under another whose rows were refused', async () => {
    const api = fakeApi({
      [path]: ({ params }) =>
        params.partner === 'bank' ? refuse(503, 'platform.audit-unavailable') : rowsOf('health'),
    });
    renderPage(page, api);
    await waitFor(() => expect(row('health')).toBeTruthy());
    lookFor('bank');
    await screen.findByRole('alert');
    expect(row('health')).toBeNull();
  });

  it('shows no row of one partner while another is waited for, and no late one after it', async () => {
    const late = holdBack(() => rowsOf('health'));
    const api = fakeApi({
      [path]: ({ params }) => (params.partner === 'health' ? late.answer() : rowsOf(String(params.partner ?? 'first'))),
    });
    renderPage(page, api);
    await waitFor(() => expect(row('first')).toBeTruthy());
    lookFor('health');
    expect(row('first')).toBeNull();
    expect(screen.getByText('Loading…')).toBeTruthy();
    lookFor('bank');
    await waitFor(() => expect(row('bank')).toBeTruthy());
    late.release();
    await arrive();
    expect(row('health')).toBeNull();
    expect(row('bank')).toBeTruthy();
  });

  it('is asked again by the same filter after a refusal', async () => {
    let isDown = false;
    const api = fakeApi({ [path]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : rowsOf('bank')) });
    renderPage(page, api);
    await waitFor(() => expect(row('bank')).toBeTruthy());
    isDown = true;
    lookFor('bank');
    await screen.findByRole('alert');
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(row('bank')).toBeTruthy());
    expect(api.callsOf(path).at(-1)?.params).toMatchObject({ partner: 'bank' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says so in Arabic, from right to left, when nothing fits', async () => {
    const none = 'lines' in rowsOf('x') ? { lines: [] } : { items: [] };
    renderPage(page, fakeApi({ [path]: () => none }), { language: 'ar' });
    const region = screen.getByRole('region', { name: /[\u0600-\u06ff]/ });
    expect([region.getAttribute('dir'), region.getAttribute('lang')]).toEqual(['rtl', 'ar']);
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
    expect(screen.queryByRole('table')).toBeNull();
    expect(region.textContent).not.toMatch(/[a-z]{4}\.[a-z]/);
  });
});

describe('A next page that is refused', () => {
  it.each([
    [
      'exchanges',
      <ExchangesPage key="e" />,
      'GET /exchanges',
      (after: unknown) => (after ? undefined : { lines: [exchange('health')], next: 'n1' }),
    ],
    [
      'subscriptions',
      <SubscriptionsPage key="s" />,
      'GET /subscriptions',
      (after: unknown) => (after ? undefined : { items: [subscription('health')], next: 'n1' }),
    ],
  ] as const)('leaves the rows before it in sight: %s', async (_what, page, path, answer) => {
    const api = fakeApi({
      [path]: ({ params }) => answer(params.after) ?? refuse(503, 'platform.audit-unavailable'),
    });
    renderPage(page, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByRole('alert');
    expect(row('health')).toBeTruthy();
  });
});

describe('Files of partners', () => {
  it('say that a partner sent none, which is not that nobody did', async () => {
    const api = fakeApi({
      'GET /exchange-files': ({ params }) => ({ items: params.partner === undefined ? [file('health')] : [] }),
    });
    renderPage(<FilesPage />, api);
    await waitFor(() => expect(row('health')).toBeTruthy());
    lookFor('bank');
    await screen.findByText('No file of this partner passed.');
    expect(screen.queryByText('No file passed yet.')).toBeNull();
  });

  it('say nothing of how much is here before anything is', async () => {
    const { received: _none, ...begun } = { ...file('health'), state: 'receiving', size: 1200, received: 0 };
    renderPage(<FilesPage />, fakeApi({ 'GET /exchange-files': () => ({ items: [begun] }) }));
    await screen.findByText('Coming in');
    expect(screen.queryByText(/%$/)).toBeNull();
  });
});

describe('Subscriptions that ended', () => {
  it('are looked for by their state, and say until when they held', async () => {
    const ended = { ...subscription('health'), state: 'ended', endsAt: '2026-11-30T00:00:00.000Z' };
    const api = fakeApi({
      'GET /subscriptions': ({ params }) => ({ items: params.state === 'ended' ? [ended] : [subscription('bank')] }),
    });
    renderPage(<SubscriptionsPage />, api);
    await screen.findByText('2026-11-24 – …');
    enter(/^State/, 'ended');
    await screen.findByText('2026-11-24 – 2026-11-30');
    expect(row('bank')).toBeNull();
  });
});
