import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { axeViolations } from '../../fe-kit/test/support/pages.js';
import { verificationApi } from '../src/api.js';
import { readIdentifiers } from '../src/components/VerifyForm.js';
import { contributions } from '../src/contributions.js';
import { InterlinkVerificationModule } from '../src/index.js';
import { RIGHT_READ, RIGHT_RUN } from '../src/names.js';
import { ExpiringPage } from '../src/pages/ExpiringPage.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import { VerifyPage } from '../src/pages/VerifyPage.js';

const ID = '01930000-0000-7000-8000-00000000000a';
const VERIFY = 'POST /verifications';
const PERSON = 'GET /verifications';
const EXPIRING = 'GET /verifications/expiring';

const result = (over: Partial<VerificationResult> = {}): VerificationResult => ({
  id: '01930000-0000-7000-8000-0000000000b1',
  kind: 'account',
  outcome: 'verified',
  reasons: [],
  source: 'bank',
  checkedAt: '2026-11-24T08:00:00.000Z',
  expiresAt: '2026-12-24T08:00:00.000Z',
  tookMs: 40,
  reused: false,
  evidence: { sha256: 'ab'.repeat(32), signature: 'verified' },
  ...over,
});
const person = (over: object = {}) => ({
  nationalId: '••••4711',
  individualId: ID,
  name: 'Amina Wanjiru',
  verdict: 'accept',
  results: [result()],
  notAsked: [],
  ...over,
});

function show(page: JSX.Element, api: ReturnType<typeof fakeApi>, options: Omit<HostOptions, 'contributions'> = {}) {
  const given = contributions(verificationApi(api.client));
  return renderHost(page, { rights: [RIGHT_READ, RIGHT_RUN], ...options, contributions: given });
}
const type = (value: string) => fireEvent.change(screen.getByLabelText(/^National identifiers/), { target: { value } });
const press = () => userEvent.click(screen.getByRole('button', { name: 'Verify' }));

describe('The page that verifies people', () => {
  it('asks about each line once and shows what follows, why, until when and by what proof', async () => {
    const stopped = person({
      individualId: '01930000-0000-7000-8000-00000000000b',
      verdict: 'stop',
      results: [result({ kind: 'civil-status', outcome: 'mismatch', reasons: ['deceased'], source: 'civil-registry' })],
    });
    const api = fakeApi({ [VERIFY]: () => ({ items: [person(), stopped] }) });
    const { container } = show(<VerifyPage />, api);
    type('11114711\n 11114711 \n22224712');
    await press();
    await screen.findByText(/Do not go on/);
    expect(api.callsOf(VERIFY)[0]?.body).toEqual({
      nationalIds: ['11114711', '22224712'],
      kinds: ['civil-status', 'account'],
    });
    expect(screen.getByText('The civil registry has this person as deceased.')).toBeTruthy();
    expect(screen.getAllByText('verified · abababababab')).toHaveLength(2);
    expect(screen.getAllByText('2026-12-24 08:00:00')).toHaveLength(2);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('says whom it did not find and what it could not ask', async () => {
    const items = [
      { nationalId: '••••0000', verdict: 'unknown', results: [], notAsked: [] },
      person({ verdict: 'review', results: [], notAsked: ['account'] }),
    ];
    show(<VerifyPage />, fakeApi({ [VERIFY]: () => ({ items }) }));
    type('99990000');
    await press();
    await screen.findByText('Not found');
    expect(screen.getByText('Account: could not be asked, because openIMIS does not have it.')).toBeTruthy();
  });

  it.each([
    ['', /at least one identifier/],
    ['12', /at least 4 characters/],
    [Array.from({ length: 501 }, (_, at) => 10_000 + at).join('\n'), /At most 500 at a time/],
  ])('asks nobody about "%s" and says what is wrong', async (typed, words) => {
    const api = fakeApi({});
    show(<VerifyPage />, api);
    type(typed);
    await press();
    await screen.findByText(words);
    expect(api.calls).toEqual([]);
  });

  it('asks nothing when nothing is chosen', async () => {
    const api = fakeApi({});
    show(<VerifyPage />, api);
    type('11114711');
    for (const name of ['Civil status', 'Account']) await userEvent.click(screen.getByRole('checkbox', { name }));
    await press();
    await screen.findByText('Please choose what to ask.');
    expect(api.calls).toEqual([]);
  });

  it('sends the programme that was named, and shows a refusal', async () => {
    const api = fakeApi({ [VERIFY]: () => refuse(404, 'verification.programme-unknown') });
    show(<VerifyPage />, api);
    type('11114711');
    fireEvent.change(screen.getByLabelText(/^Programme code/), { target: { value: ' NONE ' } });
    await press();
    await screen.findByText('There is no such programme in your institution.');
    expect(api.callsOf(VERIFY)[0]?.body).toMatchObject({ programme: 'NONE' });
  });

  it('speaks Arabic', async () => {
    show(<VerifyPage />, fakeApi({}), { language: 'ar' });
    expect(screen.getByRole('region', { name: 'التحقق من أشخاص' }).getAttribute('dir')).toBe('rtl');
  });
});

describe('The answers about a person', () => {
  it('are shown newest first', async () => {
    const results = [result({ id: 'a', source: 'bank' }), result({ id: 'b', source: 'civil-registry' })];
    const api = fakeApi({ [PERSON]: () => ({ individualId: ID, name: 'Amina Wanjiru', results }) });
    show(<PersonPage />, api, { params: { id: ID } });
    await screen.findByRole('table', { name: /Amina Wanjiru/ });
    const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent);
    expect(cells.indexOf('Civil registry')).toBeLessThan(cells.indexOf('Bank'));
    expect(api.callsOf(PERSON)[0]?.params).toEqual({ individualId: ID });
  });

  it('say so when nobody was asked yet', async () => {
    show(<PersonPage />, fakeApi({ [PERSON]: () => ({ individualId: ID, name: 'A', results: [] }) }));
    await screen.findByText(/Nobody has been asked/);
  });

  it('are not there for a person whom one may not see', async () => {
    show(<PersonPage />, fakeApi({ [PERSON]: () => refuse(404, 'verification.person-not-found') }));
    await screen.findByText(/no such person/);
  });
});

describe('The confirmations that end', () => {
  const item = { individualId: ID, name: 'Amina Wanjiru', kind: 'account', source: 'bank' };
  const times = { checkedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-12-24T08:00:00.000Z' };

  it('lead to the person, within the time that is chosen', async () => {
    const api = fakeApi({ [EXPIRING]: () => ({ items: [{ ...item, ...times }] }) });
    const { container } = show(<ExpiringPage />, api);
    const link = await screen.findByRole('link', { name: 'Amina Wanjiru' });
    expect(link.getAttribute('href')).toBe(`/front/interlink/verification/people/${ID}`);
    fireEvent.change(screen.getByLabelText(/^Ends within/), { target: { value: '7' } });
    await waitFor(() => expect(Number(api.callsOf(EXPIRING).at(-1)?.params.days)).toBe(7));
    expect(await axeViolations(container)).toEqual([]);
  });

  it('say which of them ended already', async () => {
    const ended = {
      ...item,
      ...times,
      individualId: 'b',
      name: 'Baraka Otieno',
      expiresAt: '2020-01-01T00:00:00.000Z',
    };
    const holds = { ...item, ...times, expiresAt: '2999-01-01T00:00:00.000Z' };
    show(<ExpiringPage />, fakeApi({ [EXPIRING]: () => ({ items: [ended, holds] }) }));
    await screen.findByRole('link', { name: 'Baraka Otieno' });
    const rows = screen.getAllByRole('row').map(({ textContent }) => textContent ?? '');
    expect(rows.map((row) => row.includes('Ended'))).toEqual([false, true, false]);
  });

  it('say so when there are none', async () => {
    show(<ExpiringPage />, fakeApi({ [EXPIRING]: () => ({ items: [] }) }));
    await screen.findByText(/No confirmation ends/);
  });
});

describe('The module in openIMIS', () => {
  const given = InterlinkVerificationModule();

  it('S8: asks a right for every page, so that nobody reaches one without', () => {
    expect(given['core.Router'].map(({ path, requiredRights }) => [path, requiredRights])).toEqual([
      ['interlink/verification/people', [RIGHT_RUN]],
      ['interlink/verification/people/:id', [RIGHT_READ]],
      ['interlink/verification/lists/:id', [RIGHT_RUN]],
      ['interlink/verification/expiring', [RIGHT_READ]],
    ]);
  });

  it('shows its entries in the one menu only to whoever may', () => {
    const Menu = given['core.MainMenu'][0]?.component ?? (() => null);
    renderHost(<Menu />, { contributions: given, rights: [RIGHT_READ] });
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Confirmations that end']);
  });
});

describe('A list of identifiers', () => {
  it.each([
    ['11114711', ['11114711']],
    [' 1111 , 2222;3333\n\n1111', ['1111', '2222', '3333']],
    ['', []],
  ])('"%s" is %j', (typed, ids) => {
    expect(readIdentifiers(typed)).toEqual(ids);
  });
});
