import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { ConnectorsPage } from '../src/pages/ConnectorsPage.js';
import { ConsolePage } from '../src/pages/ConsolePage.js';
import { ParkedPage } from '../src/pages/ParkedPage.js';
import { SubscriptionsPage } from '../src/pages/SubscriptionsPage.js';
import { aPartner, anAgreement, axeViolations, enter, pressTwice, renderPage, SUPERVISOR } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';

describe('Agreements', () => {
  const LIST = 'GET /partners/health/agreements';
  const DRAFT = 'POST /partners/health/agreements';
  const ACT = 'POST /partners/health/agreements/*/actions';

  it('F2: show all that they permit, and are approved by a second person', async () => {
    let status: 'approved' | 'draft' = 'draft';
    const api = fakeApi({
      [LIST]: () => [anAgreement({ status, dailyRecords: 500 })],
      [ACT]: () => {
        status = 'approved';
        return anAgreement({ status });
      },
    });
    const { container } = renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('Health Act, article 12');
    expect(screen.getByText('Rounded to five, small ones hidden')).toBeTruthy();
    expect(screen.getByText('demographic_info.name')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    pressTwice(/^Approve/, /I have read it/);
    await screen.findByText('Approved');
    expect(api.callsOf(ACT)[0]?.body).toEqual({ action: 'approve' });
  });

  it('F2: are not approved by who wrote them', async () => {
    renderPage(<AgreementsPage />, fakeApi({ [LIST]: () => [anAgreement({ madeBy: 'ina.intake' })] }), {
      rights: SUPERVISOR,
    });
    await screen.findByText(/A second person has to confirm it/);
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
    expect(screen.getByRole('button', { name: /^Terminate/ })).toBeTruthy();
  });

  it.each([
    ['approved', ['Activate', 'Terminate']],
    ['active', ['Suspend', 'Terminate']],
    ['suspended', ['Activate', 'Terminate']],
    ['terminated', []],
  ] as const)('that are %s can only go on to %j', async (status, names) => {
    renderPage(<AgreementsPage />, fakeApi({ [LIST]: () => [anAgreement({ status })] }), { rights: SUPERVISOR });
    await screen.findByText('health-waiver');
    expect(screen.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(names);
  });

  const fill = () => {
    enter(/^Purpose/, 'health-waiver');
    enter(/^Legal basis/, 'Health Act');
    enter(/^First day/, '2026-01-01');
    enter(/^Last day/, '2026-12-31');
    enter(/^Contact in case/, 'dpo@health.example');
    enter(/^Elements/, 'demographic_info.name\nmember_identifier, demographic_info.name');
  };
  const draft = () => fireEvent.click(screen.getByRole('button', { name: 'Draft an agreement' }));

  it('F2: are drafted with each element once, and the list is loaded again', async () => {
    const api = fakeApi({ [LIST]: () => [], [DRAFT]: () => anAgreement() });
    renderPage(<AgreementsPage />, api);
    await screen.findByText(/no agreement yet/);
    fill();
    enter(/^Records a day/, '500');
    fireEvent.click(screen.getByLabelText(/^Only with the person/));
    draft();
    await waitFor(() => expect(api.callsOf(LIST)).toHaveLength(2));
    expect(api.callsOf(DRAFT)[0]?.body).toEqual({
      ...{ purpose: 'health-waiver', direction: 'out', mode: 'query', recordTypes: ['Member'] },
      ...{ elements: ['demographic_info.name', 'member_identifier'], legalBasis: 'Health Act', dailyRecords: 500 },
      ...{ consentRequired: true, exactCounts: false, validFrom: '2026-01-01', validUntil: '2026-12-31' },
      ...{ retentionDays: 90, breachContact: 'dpo@health.example' },
    });
  });

  it.each([
    [/^Purpose/, 'Health Waiver', /small letters, digits/],
    [/^Elements/, 'name..first', /path of names/],
    [/^Elements/, '', /fill this in/],
    [/^First day/, '2026-02-30', /as 2026-12-31/],
    [/^Last day/, '2025-12-31', /ends before/],
    [/^Records a day/, '0', /whole number/],
    [/^Days it may keep/, '-1', /whole number/],
  ])('are not drafted with %s "%s"', async (label, value, words) => {
    const api = fakeApi({ [LIST]: () => [] });
    renderPage(<AgreementsPage />, api);
    fill();
    enter(label, value);
    draft();
    await screen.findAllByText(words);
    expect(api.callsOf(DRAFT)).toEqual([]);
  });
});

describe('The console', () => {
  const ONE = 'GET /partners/health';
  const CHECK = 'POST /partners/health/check';

  it('IBR-036: shows addresses and messages with the partner’s own names', async () => {
    const { container } = renderPage(<ConsolePage />, fakeApi({ [ONE]: () => aPartner() }));
    const example = await screen.findByRole('region', { name: 'Search by identifier' });
    expect(example.textContent).toContain('"sender_id": "https://health.example/dci"');
    expect(example.textContent).toContain('POST /interlink/dci/sr/registry/sync/search');
    enter(/^Example/, 'subscribe');
    expect(screen.getByRole('region', { name: 'Subscribe' }).textContent).toContain('"action": "subscribe"');
    expect(screen.getByText(/oauth2\/client\/token$/)).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S16: names an address for answers only once it was confirmed', async () => {
    const [address] = aPartner().addresses;
    const confirmed = { confirmedBy: 'sue', confirmedAt: AT };
    const api = fakeApi({ [ONE]: () => aPartner({ addresses: address ? [{ ...address, ...confirmed }] : [] }) });
    renderPage(<ConsolePage />, api);
    const example = await screen.findByRole('region', { name: 'Search by identifier' });
    expect(example.textContent).toContain('"sender_uri": "https://health.example/cb"');
  });

  it.each([
    [{ ok: true, signature: 'verified', encrypted: false, knownKeys: ['k1'] }, 'It would be taken', 'verified'],
    [
      { ok: false, refusal: 'err.signature.invalid', detail: 'no registered key', knownKeys: [] },
      'It would be refused',
      /Look at the kid/,
    ],
  ])('tells whether a message would be taken: %j', async (answer, title, words) => {
    const api = fakeApi({ [ONE]: () => aPartner(), [CHECK]: () => answer });
    renderPage(<ConsolePage />, api);
    await screen.findByRole('region', { name: 'Search by identifier' });
    const look = screen.getByRole('button', { name: 'Look at it' }) as HTMLButtonElement;
    expect(look.disabled).toBe(true);
    enter(/^Message\s*$/, '{"header":{}}');
    fireEvent.click(look);
    await screen.findByText(title);
    expect(screen.getByText(words)).toBeTruthy();
    expect(api.callsOf(CHECK)[0]?.body).toEqual({ message: '{"header":{}}' });
  });
});

describe('What the console said of a message', () => {
  const look = async (answer: () => unknown) => {
    renderPage(
      <ConsolePage />,
      fakeApi({ 'GET /partners/health': () => aPartner(), 'POST /partners/health/check': answer }),
    );
    await screen.findByRole('region', { name: 'Search by identifier' });
    enter(/^Message\s*$/, '{"header":{}}');
    fireEvent.click(screen.getByRole('button', { name: 'Look at it' }));
  };

  it('does not stand beside another message', async () => {
    await look(() => ({ ok: true, signature: 'verified', encrypted: false, knownKeys: ['k1'] }));
    await screen.findByText('It would be taken');
    enter(/^Message\s*$/, '{"header":{"sender_id":"x"}}');
    expect(screen.queryByText('It would be taken')).toBeNull();
  });

  it('says that it could not be looked at, and keeps the message', async () => {
    await look(() => refuse(503, 'platform.openimis-unavailable'));
    await screen.findByRole('alert');
    expect(screen.getByDisplayValue('{"header":{}}')).toBeTruthy();
  });
});

describe('Subscriptions', () => {
  const LIST = 'GET /subscriptions';
  const item = (over: object = {}) => ({
    ...{ code: 'S-1', partner: 'health', role: 'sr', eventType: 'UPDATE', entity: 'Member', recordType: 'Member' },
    ...{ state: 'active', startsAt: AT, waiting: 2, told: 7 },
    ...over,
  });

  it('IBR-036: show who is told of what, how often, and how much waits', async () => {
    const { container } = renderPage(
      <SubscriptionsPage />,
      fakeApi({ [LIST]: () => ({ items: [item(), item({ code: 'S-2', frequency: '0 6 * * *' })] }) }),
    );
    expect(await screen.findAllByText('Social registry · UPDATE · Member')).toHaveLength(2);
    expect(screen.getByText('0 6 * * *')).toBeTruthy();
    expect(screen.getByText('at once')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('are looked for by partner and state, page by page', async () => {
    const api = fakeApi({
      [LIST]: ({ params }) => (params.after ? { items: [item({ code: 'S-2' })] } : { items: [item()], next: 'S-1' }),
    });
    renderPage(<SubscriptionsPage />, api, { search: '?partner=health' });
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('S-2');
    expect(api.callsOf(LIST).map(({ params }) => params)).toEqual([
      { partner: 'health', state: 'active' },
      { partner: 'health', state: 'active', after: 'S-1' },
    ]);
    enter(/^State/, '');
    await waitFor(() => expect(api.callsOf(LIST).at(-1)?.params).toEqual({ partner: 'health' }));
  });
});

describe('The health of connections', () => {
  const HEALTH = 'GET /connectors';
  const KEYS = 'GET /own-keys';
  const health = (over: object = {}) => ({
    ...{ partner: 'civil-registry', host: 'crvs.example', state: 'well', calls: 40, failures: 0, medianMs: 12 },
    ...{ p95Ms: 90, timeoutMs: 5000, connections: 16 },
    ...over,
  });
  const key = { kid: 'k-1', purpose: 'message', alg: 'EdDSA', store: 'secrets folder', state: 'current' };

  it('IBR-041: shows each system with latency and errors, and our keys', async () => {
    const down = health({ partner: 'bank', state: 'down', failures: 40, lastFailure: { at: AT, result: 'timed-out' } });
    const api = fakeApi({ [HEALTH]: () => [health(), down], [KEYS]: () => [key] });
    const { container } = renderPage(<ConnectorsPage />, api);
    await screen.findByText('Does not answer');
    expect(screen.getByText(/no answer in time/)).toBeTruthy();
    expect(screen.getAllByText('90 ms')).toHaveLength(2);
    expect(await screen.findByText('Signing of messages')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(api.callsOf(HEALTH)).toHaveLength(2));
  });

  it('shows a refusal and asks again', async () => {
    const api = fakeApi({ [HEALTH]: () => refuse(503, 'platform.openimis-unreachable'), [KEYS]: () => [key] });
    renderPage(<ConnectorsPage />, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(api.callsOf(HEALTH).length).toBeGreaterThan(1));
  });
});

describe('Dead letters', () => {
  const LIST = 'GET /platform/outbox/parked';
  const REPLAY = 'POST /platform/outbox/*/replay';
  const parked = {
    ...{ id: 'm-1', stream: 'dci:health', seq: 4, kind: 'callback', tries: 10, refusal: 'status-500' },
    ...{ correlationId: 'c-1', createdAt: AT },
  };

  it('S3: are tried again in two presses, and are then gone from the list', async () => {
    let items = [parked];
    const api = fakeApi({
      [LIST]: () => ({ items }),
      [REPLAY]: () => {
        items = [];
        return null;
      },
    });
    const { container } = renderPage(<ParkedPage />, api);
    await screen.findByText('health');
    expect(await axeViolations(container)).toEqual([]);
    pressTwice(/^Try again/, /send it again/);
    await screen.findByText('No message is parked.');
    expect(api.callsOf(REPLAY)).toHaveLength(1);
  });

  it('say so when one was tried by somebody else meanwhile', async () => {
    const api = fakeApi({ [LIST]: () => ({ items: [parked] }), [REPLAY]: () => refuse(404, 'platform.not-found') });
    renderPage(<ParkedPage />, api);
    await screen.findByText('health');
    pressTwice(/^Try again/, /send it again/);
    await screen.findByRole('alert');
  });
});
