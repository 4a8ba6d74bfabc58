import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AddPartnerPage } from '../src/pages/AddPartnerPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import { PartnersPage } from '../src/pages/PartnersPage.js';
import {
  aKey,
  aPartner,
  axeViolations,
  enter,
  pressTwice,
  renderPage,
  SUPERVISOR,
  THUMBPRINT,
} from './support/render.js';

const LIST = 'GET /partners';
const ONE = 'GET /partners/health';
const summary = (over: object = {}) => ({
  ...{ id: 'health', name: 'Ministry of Health', environment: 'test', status: 'draft' },
  ...{ origin: 'registered', waiting: 2 },
  ...over,
});

describe('The partners', () => {
  it('S16: are listed with what waits for a second person', async () => {
    const settings = summary({ id: 'bank', name: 'bank', origin: 'settings', status: 'active', waiting: 0 });
    const { container } = renderPage(<PartnersPage />, fakeApi({ [LIST]: () => [summary(), settings] }));
    const link = await screen.findByRole('link', { name: 'Ministry of Health' });
    expect(link.getAttribute('href')).toBe('/front/interlink/interconnection/partners/health');
    expect(screen.getByText('2 wait for a second person')).toBeTruthy();
    // What the settings file names cannot be changed here.
    expect(screen.queryByRole('link', { name: 'bank' })).toBeNull();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S8: are registered by those alone who hold the right', async () => {
    renderPage(<PartnersPage />, fakeApi({ [LIST]: () => [] }), { rights: SUPERVISOR });
    await screen.findByText('No partner is registered yet.');
    expect(screen.queryByRole('link', { name: 'Register a partner' })).toBeNull();
  });

  it('speak Arabic', () => {
    renderPage(<PartnersPage />, fakeApi({ [LIST]: () => [] }), { language: 'ar' });
    expect(screen.getByRole('region', { name: 'الشركاء' }).getAttribute('dir')).toBe('rtl');
  });
});

describe('Registering a partner', () => {
  const ADD = 'POST /partners';
  const fill = () => {
    enter(/^Id/, 'health');
    enter(/^Name/, ' Ministry of Health ');
    enter(/^Its DCI id/, 'https://health.example/dci');
    enter(/^Technical contact/, 'Hana');
    enter(/^E-mail/, 'hana@health.example');
  };
  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Write it down' }));

  it('IBR-036: sends what was typed, once, and goes on to the partner', async () => {
    const api = fakeApi({ [ADD]: () => aPartner() });
    const { replaced, container } = renderPage(<AddPartnerPage />, api);
    fill();
    enter(/^Client certificate/, Array.from({ length: 32 }, () => 'AB').join(':'));
    expect(await axeViolations(container)).toEqual([]);
    send();
    // Whoever goes back from there does not come to a form that is done with.
    await waitFor(() => expect(replaced).toEqual(['/interlink/interconnection/partners/health']));
    const [call] = api.callsOf(ADD);
    expect(call?.body).toEqual({
      ...{ id: 'health', name: 'Ministry of Health', dciId: 'https://health.example/dci', ownDciId: 'interlink' },
      ...{ environment: 'test', signature: 'required', dialect: 'attached-jws', encryption: 'none', lenient: false },
      ...{ quotas: {}, contacts: [{ role: 'technical', name: 'Hana', email: 'hana@health.example' }] },
      certificateSha256: 'ab'.repeat(32),
    });
    expect(call?.header('idempotency-key')).toBeTruthy();
  });

  it.each([
    [/^Id/, 'Health!', /beginning with a letter/],
    [/^E-mail/, 'nobody', /e-mail address/],
    [/^Client certificate/, 'abc', /64 hexadecimal digits/],
    [/^Name/, ' ', /fill this in/],
  ])('does not send %s as "%s"', (label, value, words) => {
    const api = fakeApi({});
    renderPage(<AddPartnerPage />, api);
    fill();
    enter(label, value);
    send();
    expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    expect(api.calls).toEqual([]);
  });

  it('S7: asks for the password where the service wants it, and then sends the same again', async () => {
    let isConfirmed = false;
    const api = fakeApi({
      [ADD]: () => (isConfirmed ? aPartner() : refuse(403, 'platform.confirmation-needed')),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return {};
      },
    });
    const { pushed } = renderPage(<AddPartnerPage />, api);
    fill();
    send();
    fireEvent.change(await screen.findByLabelText(/^Your password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await waitFor(() => expect(pushed).toHaveLength(1));
    const [first, second] = api.callsOf(ADD).map((call) => call.header('idempotency-key'));
    expect(second).toBe(first);
  });

  it('says which of its names is taken', async () => {
    const taken = { reason: 'dci-id-taken' };
    renderPage(<AddPartnerPage />, fakeApi({ [ADD]: () => refuse(409, 'interconnection.already-exists', taken) }));
    fill();
    send();
    await screen.findByText(/already registered/);
    await screen.findByText('Another partner has this DCI id.');
  });
});

describe('A partner', () => {
  const CONFIRM = 'POST /partners/health/keys/*/confirm';

  it('S16: is confirmed only by who has compared the fingerprint of its key', async () => {
    const api = fakeApi({ [ONE]: () => aPartner(), [CONFIRM]: () => aPartner({ keys: [aKey(confirmed)] }) });
    const { container } = renderPage(<PartnerPage />, api, { rights: SUPERVISOR });
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: `Confirm: ${THUMBPRINT}` });
    expect(button.disabled).toBe(true);
    enter(/^Fingerprint as/, 'something else');
    expect(screen.getByText(/Do not confirm it/)).toBeTruthy();
    expect(button.disabled).toBe(true);
    enter(/^Fingerprint as/, ` ${THUMBPRINT} `);
    fireEvent.click(button);
    await screen.findByText(/Confirmed by sue.supervisor/);
    expect(api.callsOf(CONFIRM)).toHaveLength(1);
    expect(await axeViolations(container)).toEqual([]);
  });
  const confirmed = { confirmedBy: 'sue.supervisor', confirmedAt: '2026-11-24T09:00:00.000Z' };

  it('S16: tells who proposed something that a second person has to confirm it', async () => {
    const own = aPartner({ keys: [aKey({ proposedBy: 'ina.intake' })], addresses: [] });
    renderPage(<PartnerPage />, fakeApi({ [ONE]: () => own }), { rights: [...SUPERVISOR] });
    await screen.findByText(/A second person has to confirm it/);
    expect(screen.queryByRole('button', { name: /^Confirm/ })).toBeNull();
  });

  it('has an address confirmed, and is activated, in two presses each', async () => {
    const ADDRESS = 'POST /partners/health/addresses/*/confirm';
    const ACTIVATE = 'POST /partners/health/activate';
    const api = fakeApi({
      [ONE]: () => aPartner({ keys: [] }),
      [ADDRESS]: () => aPartner({ keys: [], addresses: [] }),
      [ACTIVATE]: () => aPartner({ status: 'active', keys: [], addresses: [] }),
    });
    renderPage(<PartnerPage />, api, { rights: SUPERVISOR });
    await screen.findByText('https://health.example/cb');
    pressTwice(/^Confirm: https/, /told me this address/);
    await waitFor(() => expect(screen.queryByText('https://health.example/cb')).toBeNull());
    pressTwice('Activate', /it may exchange/);
    await screen.findByText('Active');
    expect([api.callsOf(ADDRESS).length, api.callsOf(ACTIVATE).length]).toEqual([1, 1]);
  });

  it('does nothing at the first press, and nothing when it is left', async () => {
    const api = fakeApi({ [ONE]: () => aPartner({ status: 'active' }) });
    renderPage(<PartnerPage />, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Suspend' }));
    fireEvent.click(screen.getByRole('button', { name: 'Leave it' }));
    expect(screen.getByRole('button', { name: 'Suspend' })).toBeTruthy();
    expect(api.calls.map(({ what }) => what)).toEqual([ONE]);
  });

  it('is suspended by one person at once', async () => {
    const SUSPEND = 'POST /partners/health/suspend';
    const api = fakeApi({
      [ONE]: () => aPartner({ status: 'active' }),
      [SUSPEND]: () => aPartner({ status: 'suspended' }),
    });
    renderPage(<PartnerPage />, api);
    await screen.findByRole('button', { name: 'Suspend' });
    pressTwice('Suspend', /nothing passes/);
    await screen.findByText('Suspended');
  });

  it('is given keys from a JWKS, and never from anything else', async () => {
    const KEYS = 'POST /partners/health/keys';
    const api = fakeApi({ [ONE]: () => aPartner(), [KEYS]: () => aPartner() });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    const propose = () => fireEvent.click(screen.getByRole('button', { name: 'Propose the keys' }));
    for (const wrong of ['', 'no json', '{"keys":[]}', '[]']) {
      enter(/^Its public keys/, wrong);
      propose();
    }
    expect(screen.getByText(/This is not a JWKS/)).toBeTruthy();
    expect(api.callsOf(KEYS)).toEqual([]);
    enter(/^Its public keys/, '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"}]}');
    propose();
    await waitFor(() => expect(api.callsOf(KEYS)).toHaveLength(1));
    expect(api.callsOf(KEYS)[0]?.body).toEqual({ jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }] } });
  });

  it('says why a key or an address is refused', async () => {
    const refused = () => refuse(422, 'interconnection.address-refused', { reason: 'private-address' });
    const api = fakeApi({ [ONE]: () => aPartner(), 'POST /partners/health/addresses': refused });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    const propose = () => fireEvent.click(screen.getByRole('button', { name: 'Propose the address' }));
    enter(/^Address\s*$/, 'health');
    propose();
    expect(screen.getByText(/begins with https/)).toBeTruthy();
    enter(/^Address\s*$/, 'https://10.0.0.1/');
    propose();
    await screen.findByText(/leads inside/);
  });

  it('S15: has a new secret shown once, and forgotten with the page', async () => {
    const made = { clientId: 'health', clientSecret: 'the-secret', notAfter: '2027-11-24T08:00:00.000Z' };
    const api = fakeApi({ [ONE]: () => aPartner(), 'POST /partners/health/credentials': () => made });
    const { store, unmount } = renderPage(<PartnerPage />, api);
    await screen.findByRole('button', { name: 'Make a client secret' });
    pressTwice('Make a client secret', /make one/);
    await screen.findByText('the-secret');
    unmount();
    expect(JSON.stringify(store.getState())).not.toContain('the-secret');
  });

  it('has a key revoked and an address removed by one person', async () => {
    const api = fakeApi({
      [ONE]: () => aPartner(),
      'POST /partners/health/keys/*/withdraw': () => aPartner({ keys: [aKey({ revokedAt: '2026-11-24T09:00:00Z' })] }),
      'POST /partners/health/addresses/*/withdraw': () => aPartner({ addresses: [] }),
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    pressTwice(/^Revoke: /, /counts no more/);
    await screen.findByText('Revoked');
    pressTwice(/^Remove: /, /remove it/);
    await waitFor(() => expect(screen.queryByText('https://health.example/cb')).toBeNull());
  });

  it('is not there for a name that nobody has', async () => {
    renderPage(<PartnerPage />, fakeApi({ [ONE]: () => refuse(404, 'interconnection.not-found') }));
    await screen.findByText(/no such partner/);
  });
});

describe('The keys of a partner', () => {
  it('S16: are fetched from its address once that was confirmed', async () => {
    const FETCH = 'POST /partners/health/keys/fetch';
    const [address] = aPartner().addresses;
    const jwks = { ...address, id: 'j-1', kind: 'jwks', url: 'https://health.example/jwks.json' } as const;
    const confirmedJwks = { ...jwks, confirmedBy: 'sue', confirmedAt: '2026-11-24T09:00:00.000Z' };
    const partner = aPartner({ keys: [], addresses: [confirmedJwks as never] });
    const api = fakeApi({ [ONE]: () => partner, [FETCH]: () => ({ ...partner, keys: [aKey({ source: 'url' })] }) });
    renderPage(<PartnerPage />, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Fetch new keys from its address' }));
    await screen.findByText(THUMBPRINT);
  });

  it('S16: are not fetched from an address that waits for a second person', async () => {
    const [address] = aPartner().addresses;
    const api = fakeApi({ [ONE]: () => aPartner({ addresses: [{ ...address, kind: 'jwks' } as never] }) });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    expect(screen.queryByRole('button', { name: /^Fetch/ })).toBeNull();
  });
});
