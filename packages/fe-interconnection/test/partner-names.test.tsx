import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { ConnectorsPage } from '../src/pages/ConnectorsPage.js';
import { ConsolePage } from '../src/pages/ConsolePage.js';
import { ExchangesPage } from '../src/pages/ExchangesPage.js';
import { FilesPage } from '../src/pages/FilesPage.js';
import { FollowedPage } from '../src/pages/FollowedPage.js';
import { ParkedPage } from '../src/pages/ParkedPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { SubscriptionsPage } from '../src/pages/SubscriptionsPage.js';
import { aPartner, enter, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';
const NAME = 'Ministry of Health';
const partners = [
  { id: 'health', name: NAME },
  { id: 'bank', name: 'The Bank' },
];
const exchange = {
  ...{ id: 'd1', at: AT, partner: 'health', direction: 'in', operation: 'search', result: 'succ', elements: [] },
  ...{ people: 3, records: 3, tookMs: 12, signature: 'verified', correlationId: 'c' },
};
const file = {
  ...{ file_id: 'f', kind: 'push', operation: 'x', format: 'csv', state: 'ready', lines: 0, rejected: 0 },
  ...{ expires_at: AT, partner: 'health', role: 'ibr', at: AT },
};
const subscription = {
  ...{ code: 'S', partner: 'health', role: 'sr', eventType: 'UPDATE', entity: 'Member', recordType: 'Member' },
  ...{ state: 'active', startsAt: AT, waiting: 0, told: 0 },
};
const followed = {
  ...{ id: 'f', partner: 'health', connector: 'c', role: 'crvs', eventType: 'Death', about: 'everybody' },
  ...{ state: 'answered', subscriptionCodes: ['c'], askedAt: AT },
};
const parked = {
  ...{ id: 'm', stream: 'dci:health', seq: 1, kind: 'exchange.callback', tries: 10, correlationId: 'c', createdAt: AT },
};
const connector = { partner: 'health', host: 'h', state: 'unused', calls: 0, failures: 0, timeoutMs: 5000 };

const FILTERED = [
  ['the exchange log', <ExchangesPage key="e" />, 'GET /exchanges', { lines: [exchange] }],
  ['files', <FilesPage key="f" />, 'GET /exchange-files', { items: [file] }],
  ['subscriptions', <SubscriptionsPage key="s" />, 'GET /subscriptions', { items: [subscription] }],
] as const;
const SHOWN = [
  ...FILTERED,
  ['what we follow', <FollowedPage key="w" />, 'GET /followed-registries', { items: [followed] }],
  ['dead letters', <ParkedPage key="p" />, 'GET /platform/outbox/parked', { items: [parked] }],
  ['connections', <ConnectorsPage key="c" />, 'GET /connectors', [connector]],
] as const;

describe('A partner', () => {
  it.each(SHOWN)('is shown by its name: %s', async (_what, page, path, answer) => {
    renderPage(page, fakeApi({ [path]: () => answer, 'GET /partners': () => partners }));
    const [table] = await screen.findAllByRole('table');
    await waitFor(() => expect(within(table as HTMLElement).getByText(NAME)).toBeTruthy());
    expect(screen.queryByText('health')).toBeNull();
  });

  it.each(FILTERED)('is chosen by its name: %s', async (_what, page, path, answer) => {
    const api = fakeApi({ [path]: () => answer, 'GET /partners': () => partners });
    renderPage(page, api, { search: '?partner=gone' });
    await screen.findByRole('option', { name: 'The Bank' });
    enter(/^Partner/, 'bank');
    const show = screen.queryByRole('button', { name: 'Show' });
    if (show) fireEvent.click(show);
    await waitFor(() => expect(api.callsOf(path).at(-1)?.params).toMatchObject({ partner: 'bank' }));
  });

  it('that an address asks for is chosen, also when nobody knows it any more', async () => {
    const api = fakeApi({ 'GET /subscriptions': () => ({ items: [] }), 'GET /partners': () => partners });
    renderPage(<SubscriptionsPage />, api, { search: '?partner=gone' });
    await screen.findByRole('option', { name: 'The Bank' });
    expect((screen.getByLabelText(/^Partner/) as HTMLSelectElement).value).toBe('gone');
  });

  it('has a way back to all of them, also when it is not there', async () => {
    renderPage(<PartnerPage />, fakeApi({}));
    await screen.findByRole('alert');
    const back = screen.getByRole('link', { name: 'All partners' });
    expect(back.getAttribute('href')).toMatch(/interconnection\/partners$/);
  });
});

describe('In Arabic', () => {
  it('a contact is read name first, each part in its own direction', async () => {
    renderPage(<PartnerPage />, fakeApi({ 'GET /partners/health': () => aPartner() }), { language: 'ar' });
    expect((await screen.findByText('Hana')).tagName).toBe('BDI');
    expect(screen.getByText('hana@health.example').closest('bdi')?.dir).toBe('ltr');
  });

  it('a message to be copied stands at the left, as it is written', async () => {
    renderPage(<ConsolePage />, fakeApi({ 'GET /partners/health': () => aPartner() }), { language: 'ar' });
    const text = await screen.findByText(/^POST \/interlink/);
    expect([text.dir, text.style.textAlign]).toEqual(['ltr', 'left']);
  });
});
