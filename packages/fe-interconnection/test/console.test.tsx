import { fireEvent, screen, waitFor } from '@testing-library/react';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { exampleMessages } from '@interlink/domain/exchange/example-messages';
import { ConsolePage } from '../src/pages/ConsolePage.js';
import { aPartner, arrive, axeViolations, enter, renderPage } from './support/render.js';

const ONE = 'GET /partners/health';
const CHECK = 'POST /partners/health/check';
const TAKEN = { ok: true, signature: 'verified', encrypted: false, knownKeys: ['k1'] };
const look = () => screen.getByRole('button', { name: 'Look at it' }) as HTMLButtonElement;
const block = () => screen.getByRole('region', { name: 'Search by identifier' });
const open = async (over: Parameters<typeof fakeApi>[0] = {}, language = 'en') => {
  const api = fakeApi({ [ONE]: () => aPartner(), ...over });
  const host = renderPage(<ConsolePage />, api, { language });
  await screen.findByText(/oauth2\/client\/token$/);
  return { api, ...host };
};

describe('The examples of the console', () => {
  const choices = () => [...(screen.getByLabelText(/^Example/) as HTMLSelectElement).options];

  it('IBR-036: offer every message that we know, in words', async () => {
    await open();
    const known = exampleMessages({
      ...{ partner: aPartner(), callbackUrl: undefined, now: '2026-11-24T08:00:00.000Z', newId: () => 'id' },
    });
    expect(choices().map(({ value }) => value)).toEqual(known.map(({ id }) => id));
    expect(choices().filter(({ textContent }) => textContent?.startsWith('example.'))).toEqual([]);
  });

  it('IBR-036: are each one request that a tool can send: address, headers and a body of JSON', async () => {
    await open();
    for (const { value, textContent } of choices()) {
      enter(/^Example/, value);
      const shown = screen.getByRole('region', { name: textContent ?? '' }).textContent ?? '';
      const [head = '', body = ''] = shown.split('\n\n');
      expect(head).toMatch(
        /^POST \/interlink\/dci\/[a-z]+\/\S+\nauthorization: Bearer …\ncontent-type: application\/json$/,
      );
      expect(JSON.parse(body)).toMatchObject({ header: { sender_id: 'https://health.example/dci' } });
    }
  });

  it('are not made anew while somebody types: who copies one has one message, not two halves', async () => {
    await open();
    const before = block().textContent;
    enter(/^Message\s*$/, '{"header":{}}');
    expect(block().textContent).toBe(before);
  });

  it('WCAG 2.1.1: are reached and scrolled by the keyboard, and run from left to right in Arabic', async () => {
    const { container } = await open({}, 'ar');
    const shown = container.querySelector('pre') as HTMLElement;
    expect(shown.tabIndex).toBe(0);
    expect([shown.getAttribute('dir'), shown.closest('section[lang]')?.getAttribute('dir')]).toEqual(['ltr', 'rtl']);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The addresses of the console', () => {
  it('IBR-036: are whole, and end in the description of each registry', async () => {
    await open();
    const shown = screen.getAllByRole('definition').map(({ textContent }) => textContent ?? '');
    const addresses = shown.filter((one) => one.startsWith('http'));
    expect(addresses.every((one) => one.startsWith(`${window.location.origin}/interlink/`))).toBe(true);
    expect(addresses.filter((one) => one.endsWith('/openapi.json'))).toHaveLength(5);
    expect(shown).toContain('health');
  });

  it('are not there for a partner that nobody has, and are asked for again', async () => {
    let isKnown = false;
    const api = fakeApi({ [ONE]: () => (isKnown ? aPartner() : refuse(404, 'interconnection.not-found')) });
    renderPage(<ConsolePage />, api);
    await screen.findByRole('alert');
    expect(screen.queryByText(/oauth2/)).toBeNull();
    isKnown = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/oauth2\/client\/token$/);
  });
});

describe('The check of a message', () => {
  const type = (value: string) => enter(/^Message\s*$/, value);

  it('has nothing to look at in a blank', async () => {
    const { api } = await open();
    for (const blank of ['', ' ', '\n\n', '{']) {
      type(blank);
      expect(look().disabled).toBe(true);
    }
    expect(api.callsOf(CHECK)).toEqual([]);
  });

  it('S3: sends the message as it is, byte for byte: a signature is over its bytes', async () => {
    const message = ' {"header" : {"a":"\u00e9"} }\n';
    const { api } = await open({ [CHECK]: () => TAKEN });
    type(message);
    fireEvent.click(look());
    await screen.findByText('It would be taken');
    expect(api.callsOf(CHECK)[0]?.body).toEqual({ message });
  });

  it('says what a refusal is even where it has no words for its code', async () => {
    await open({ [CHECK]: () => ({ ok: false, refusal: 'err.new.code', knownKeys: [] }) });
    type('{"header":{}}');
    fireEvent.click(look());
    await screen.findByText('It would be refused');
    expect(screen.getByText('err.new.code')).toBeTruthy();
    expect(screen.getByText('none')).toBeTruthy();
    const terms = screen.getAllByRole('term').map(({ textContent }) => textContent);
    expect(terms).not.toContain('Encrypted');
  });

  it('is told aloud, in a region of its own', async () => {
    await open({ [CHECK]: () => TAKEN });
    type('{"header":{}}');
    fireEvent.click(look());
    expect((await screen.findByText('It would be taken')).closest('[role=status]')).toBeTruthy();
  });

  it('answers nothing about a message that was changed while it was looked at', async () => {
    const late = holdBack(() => TAKEN);
    await open({ [CHECK]: late.answer });
    type('{"header":{}}');
    fireEvent.click(look());
    expect(look().disabled).toBe(true);
    type('{"header":{"sender_id":"x"}}');
    late.release();
    await arrive();
    expect(screen.queryByText('It would be taken')).toBeNull();
    await waitFor(() => expect(look().disabled).toBe(false));
  });

  it('S16: of one partner is not shown on the console of another', async () => {
    const late = holdBack(() => TAKEN);
    const { visit } = await open({
      [CHECK]: late.answer,
      'GET /partners/bank': () => aPartner({ id: 'bank', name: 'The Bank' }),
    });
    type('{"header":{}}');
    fireEvent.click(look());
    visit(<ConsolePage />, { id: 'bank' });
    await screen.findByRole('heading', { level: 1, name: 'Console for The Bank' });
    late.release();
    await arrive();
    expect(screen.queryByText('It would be taken')).toBeNull();
    expect((screen.getByLabelText(/^Message\s*$/) as HTMLTextAreaElement).value).toBe('');
  });
});
