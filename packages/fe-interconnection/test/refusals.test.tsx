import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { AgreementsPage } from '../src/pages/AgreementsPage.js';
import { ExchangesPage } from '../src/pages/ExchangesPage.js';
import { FollowedPage } from '../src/pages/FollowedPage.js';
import { ParkedPage } from '../src/pages/ParkedPage.js';
import { PartnerPage } from '../src/pages/PartnerPage.js';
import {
  aKey,
  aPartner,
  anAgreement,
  enter,
  pressTwice,
  renderPage,
  SUPERVISOR,
  THUMBPRINT,
} from './support/render.js';

const ONE = 'GET /partners/health';
const AT = '2026-11-24T08:00:00.000Z';
const button = (name: RegExp | string) => screen.getByRole('button', { name }) as HTMLButtonElement;
const field = (label: RegExp) => screen.getByLabelText(label) as HTMLInputElement;

describe('What was proposed for a partner', () => {
  const SHA256 = 'ab'.repeat(32);
  const JWKS = '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"}]}';

  it.each([
    ['keys', /^Its public keys/, JWKS, 'Propose the keys'],
    ['certificates', /^Fingerprint of its client certificate/, SHA256, 'Propose the certificate'],
    ['addresses', /^Address\s*$/, 'https://10.0.0.1/cb', 'Propose the address'],
  ] as const)('stays in the form when it is refused, to be mended, and goes when it is taken: %s', async (...given) => {
    const [what, label, typed, name] = given;
    let isTaken = false;
    const api = fakeApi({
      [ONE]: () => aPartner(),
      [`POST /partners/health/${what}`]: () =>
        isTaken ? aPartner() : refuse(422, 'interconnection.address-refused', { reason: 'private-address' }),
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    enter(label, typed);
    fireEvent.click(button(name));
    await screen.findByRole('alert');
    expect(field(label).value).toBe(typed);
    isTaken = true;
    fireEvent.click(button(name));
    await waitFor(() => expect(field(label).value).toBe(''));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is not forgotten because something else was done meanwhile', async () => {
    const api = fakeApi({
      [ONE]: () => aPartner(),
      'POST /partners/health/keys/*/withdraw': () => aPartner({ keys: [aKey({ revokedAt: AT })] }),
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    enter(/^Address\s*$/, 'https://health.example/new');
    pressTwice(/^Revoke: /, /counts no more/);
    await screen.findByText('Revoked');
    expect(field(/^Address\s*$/).value).toBe('https://health.example/new');
  });

  it('waits while another change is under way: a press that came to nothing would look like one that did', async () => {
    const late = holdBack(() => aPartner({ status: 'suspended' }));
    const api = fakeApi({
      [ONE]: () => aPartner({ status: 'active' }),
      'POST /partners/health/suspend': late.answer,
    });
    renderPage(<PartnerPage />, api);
    await screen.findByText(THUMBPRINT);
    pressTwice('Suspend', /nothing passes/);
    const names = [/^Revoke: /, /^Remove: /, 'Propose the keys', 'Propose the certificate', 'Propose the address'];
    expect(names.filter((name) => !button(name).disabled)).toEqual([]);
    late.release();
    await screen.findByText('Suspended');
    expect(names.filter((name) => button(name).disabled)).toEqual([]);
  });

  it('is not confirmed while another change is under way, not even by a step that was begun before', async () => {
    const late = holdBack(() => aPartner());
    const api = fakeApi({ [ONE]: () => aPartner(), 'POST /partners/health/activate': late.answer });
    renderPage(<PartnerPage />, api, { rights: SUPERVISOR });
    await screen.findByText(THUMBPRINT);
    enter(/^Fingerprint as/, THUMBPRINT);
    const addresses = within(screen.getByRole('region', { name: 'Addresses' }));
    fireEvent.click(addresses.getByRole('button', { name: /^Confirm/ }));
    pressTwice('Activate', /it may exchange/);
    expect(button(/told me this address/).disabled).toBe(true);
    expect(button(/^Confirm/).disabled).toBe(true);
    late.release();
    await waitFor(() => expect(button(/^Confirm/).disabled).toBe(false));
  });

  it('S8: is shown to who may only read, who is offered nothing to do with it', async () => {
    const certificate = { id: 'c1', sha256: SHA256, proposedBy: 'ian.integration', proposedAt: AT };
    const api = fakeApi({ [ONE]: () => aPartner({ certificates: [certificate] }) });
    renderPage(<PartnerPage />, api, { rights: [990140] });
    await screen.findByText(SHA256);
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryAllByRole('textbox')).toEqual([]);
  });

  it('S15: a client secret that was revoked is not told as one that opens something', async () => {
    const credential = (id: string, over: object = {}) => ({
      ...{ id, madeBy: 'ian.integration', madeAt: AT, notAfter: '2027-11-24T08:00:00.000Z', ...over },
    });
    const api = fakeApi({
      [ONE]: () => aPartner({ credentials: [credential('a'), credential('b', { revokedAt: AT })] }),
    });
    renderPage(<PartnerPage />, api);
    const secrets = within(await screen.findByRole('region', { name: 'Client secrets' }));
    const told = secrets.getAllByRole('listitem').map(({ textContent }) => textContent?.includes('Revoked'));
    expect(told).toEqual([false, true]);
  });
});

describe('A button of two steps', () => {
  it('WCAG 2.4.3: keeps the keyboard where one is, first at what does no harm', async () => {
    renderPage(<PartnerPage />, fakeApi({ [ONE]: () => aPartner({ status: 'active' }) }));
    const first = await screen.findByRole('button', { name: 'Suspend' });
    expect(document.activeElement).not.toBe(first);
    first.focus();
    fireEvent.click(first);
    expect(document.activeElement).toBe(button('Leave it'));
    fireEvent.click(button('Leave it'));
    expect(document.activeElement).toBe(button('Suspend'));
  });
});

describe('One of several lines that can be acted on', () => {
  it('F2: an agreement waits while another one is acted on', async () => {
    const late = holdBack(() => anAgreement({ status: 'approved' }));
    const api = fakeApi({
      'GET /partners/health/agreements': () => [anAgreement(), anAgreement({ id: 'c2', purpose: 'wages' })],
      'POST /partners/health/agreements/*/actions': late.answer,
    });
    renderPage(<AgreementsPage />, api, { rights: SUPERVISOR });
    await screen.findByText('wages');
    const approve = () => screen.getAllByRole('button', { name: /^Approve/ }) as HTMLButtonElement[];
    fireEvent.click(approve()[0] as HTMLElement);
    fireEvent.click(button(/I have read it/));
    expect(approve().map(({ disabled }) => disabled)).toEqual([true, true]);
    late.release();
    await waitFor(() => expect(approve().map(({ disabled }) => disabled)).toEqual([false, false]));
  });

  it('S3: a dead letter waits while another one is sent again', async () => {
    const late = holdBack(() => null);
    const item = (id: string) => ({
      ...{ id, stream: `dci:${id}`, seq: 4, kind: 'callback', tries: 10, correlationId: 'c-1', createdAt: AT },
    });
    const api = fakeApi({
      'GET /platform/outbox/parked': () => ({ items: [item('m-1'), item('m-2')] }),
      'POST /platform/outbox/*/replay': late.answer,
    });
    renderPage(<ParkedPage />, api);
    await screen.findByText('m-1');
    const again = () => screen.getAllByRole('button', { name: /^Try again/ }) as HTMLButtonElement[];
    fireEvent.click(again()[0] as HTMLElement);
    fireEvent.click(button(/send it again/));
    expect(again().map(({ disabled }) => disabled)).toEqual([true, true]);
    late.release();
    await waitFor(() => expect(again().map(({ disabled }) => disabled)).toEqual([false, false]));
  });
});

describe('IBR-036: following a registry', () => {
  const FOLLOW = 'POST /followed-registries';
  const followed = (id: string) => ({
    ...{ id, partner: 'civil-registry', connector: 'vital-events', role: 'crvs', eventType: 'Death' },
    ...{ about: 'everybody', state: 'asked', subscriptionCodes: [], askedAt: AT },
  });
  const fill = () => {
    enter(/^Partner/, 'civil-registry');
    enter(/^Connector/, 'vital-events');
    enter(/^Event/, 'Death');
  };
  const follow = () => fireEvent.click(button('Follow a registry'));

  it('leaves an empty form, and the same asked for again later is another wish', async () => {
    const ids = ['f1', 'f2'];
    const api = fakeApi({
      'GET /followed-registries': () => ({ items: [] }),
      [FOLLOW]: () => followed(ids.shift() ?? ''),
    });
    renderPage(<FollowedPage />, api);
    await screen.findByText('We follow no registry yet.');
    fill();
    follow();
    await waitFor(() => expect(field(/^Partner/).value).toBe(''));
    fill();
    follow();
    await waitFor(() => expect(api.callsOf(FOLLOW)).toHaveLength(2));
    const [first, second] = api.callsOf(FOLLOW).map((call) => call.header('idempotency-key'));
    expect(second).not.toBe(first);
  });

  it('S4: asks once more with the same key when the answer was lost', async () => {
    const api = fakeApi({ 'GET /followed-registries': () => ({ items: [] }), [FOLLOW]: () => followed('f1') });
    for (let time = 0; time < 4; time += 1) api.loseAnswer(FOLLOW);
    renderPage(<FollowedPage />, api);
    await screen.findByText('We follow no registry yet.');
    fill();
    follow();
    await screen.findByText(/No answer came back/);
    expect(field(/^Partner/).value).toBe('civil-registry');
    follow();
    await waitFor(() => expect(field(/^Partner/).value).toBe(''));
    expect(new Set(api.callsOf(FOLLOW).map((call) => call.header('idempotency-key'))).size).toBe(1);
  });

  const isWrong = (label: RegExp) => field(label).getAttribute('aria-invalid') === 'true';
  const told = (label: RegExp) => document.getElementById(`${field(label).id}-error`)?.textContent;

  it.each([
    ['no partner', { Partner: ' ' }, /^Partner/, 'Please fill this in.'],
    ['a kind without a number', { 'Kind of number': 'UIN' }, /^Number of/, 'Please fill this in.'],
    ['a blank number', { 'Kind of number': 'UIN', 'Number of the': '  ' }, /^Number of/, 'Please fill this in.'],
    ['a number without its kind', { 'Number of the': '1' }, /^Kind of/, 'Please fill this in.'],
    ['a place without its code', { Attribute: 'birth_place' }, /^Code of/, 'Please fill this in.'],
    [
      'a kind of number that is none',
      { 'Kind of number': '1 UIN', 'Number of the': '1' },
      /^Kind of/,
      /^Letters, digits/,
    ],
    [
      'what is no place',
      { Attribute: 'birth_date', 'Code of': 'R1' },
      /^Attribute/,
      /address, location or place in it/,
    ],
    [
      'a person and a place',
      { 'Kind of number': 'UIN', 'Number of the': '1', Attribute: 'birth_place', 'Code of': 'R1' },
      /^Attribute/,
      /leave the other empty/,
    ],
  ] as const)('WCAG 3.3.1: asks nobody about %s, says so at the field and leads there', async (...given) => {
    const [_what, typed, label, words] = given;
    const api = fakeApi({ 'GET /followed-registries': () => ({ items: [] }) });
    renderPage(<FollowedPage />, api);
    await screen.findByText('We follow no registry yet.');
    fill();
    for (const [name, value] of Object.entries(typed)) enter(new RegExp(`^${name}`), value);
    expect(isWrong(label)).toBe(false);
    follow();
    expect(isWrong(label)).toBe(true);
    expect(told(label)).toMatch(words);
    await waitFor(() => expect(document.activeElement).toBe(field(label)));
    expect(api.callsOf(FOLLOW)).toEqual([]);
  });
});

describe('A day that is none', () => {
  const LOG = 'GET /exchanges';

  it.each([
    [/^From/, 'yesterday'],
    [/^Until/, '2026-02-30'],
  ])('WCAG 3.3.1: is told at its field and nothing is asked: %s %s', async (label, value) => {
    const api = fakeApi({ [LOG]: () => ({ lines: [] }) });
    renderPage(<ExchangesPage />, api);
    await screen.findByText(/Nothing passed/);
    enter(label, value);
    expect(field(label).getAttribute('aria-invalid')).toBe('false');
    fireEvent.click(button('Show'));
    expect(field(label).getAttribute('aria-invalid')).toBe('true');
    const described = (field(label).getAttribute('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
      'Please give a day as 2026-12-31.',
    );
    expect(api.callsOf(LOG)).toHaveLength(1);
    enter(label, '2026-11-30');
    fireEvent.click(button('Show'));
    await waitFor(() => expect(api.callsOf(LOG)).toHaveLength(2));
  });
});
