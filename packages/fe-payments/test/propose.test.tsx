import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BooksPage } from '../src/pages/BooksPage.js';
import { FailedPage } from '../src/pages/QueuePage.js';
import { aLine, BATCH_ID } from './support/batches.js';
import { arrive, press, renderPage } from './support/render.js';

const PROPOSE = 'POST /payments/decisions';
const page = (...items: unknown[]) => ({ items });
const failed = (at: number) =>
  aLine({ instrId: `I${at}`, entitlementId: `e-${at}`, benefitCode: `BEN-${at}`, state: 'REJECTED', reason: 'AC04' });
const [FIRST, SECOND] = [1, 2].map((at) => `The cause is put right: BEN-${at}`) as [string, string];

const open = (answer: (target: unknown) => unknown = () => ({ id: 'd' })) => {
  const api = fakeApi({
    'GET /payments/failed-lines': () => page(failed(1), failed(2)),
    [PROPOSE]: ({ body }) => answer((body as { target: string }).target),
  });
  renderPage(<FailedPage />, api);
  return api;
};
const form = (name: string) => within(screen.getByRole('form', { name }));
const propose = async (name: string) => {
  await press(`Propose: ${name}`);
  await userEvent.type(form(name).getByRole('textbox'), 'seen with the bank');
  await userEvent.click(form(name).getByRole('button', { name: 'Send to a second person' }));
};

describe('IBR-032: of two things that may be proposed on one page', () => {
  it('each is told of its own refusal, and the other of none', async () => {
    open(() => refuse(409, 'payments.decision-refused', { reason: 'nothing-to-sign-off' }));
    await propose(FIRST);
    expect(await form(FIRST).findByRole('alert')).toBeTruthy();
    await press(`Propose: ${SECOND}`);
    expect(form(SECOND).queryByRole('alert')).toBeNull();
    expect(form(FIRST).getByRole('alert')).toBeTruthy();
  });

  it('the first stays proposed when the second is, and cannot be sent again', async () => {
    const api = open();
    await propose(FIRST);
    await screen.findByText(/^Proposed\./);
    await propose(SECOND);
    await waitFor(() => expect(screen.getAllByText(/^Proposed\./)).toHaveLength(2));
    expect(screen.queryByRole('form')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Propose: / })).toBeNull();
    expect(api.callsOf(PROPOSE)).toHaveLength(2);
  });

  it('the first stays proposed also when the second is refused', async () => {
    open((target) => (target === 'e-1' ? { id: 'd' } : refuse(409, 'payments.decision-refused')));
    await propose(FIRST);
    await screen.findByText(/^Proposed\./);
    await propose(SECOND);
    await form(SECOND).findByRole('alert');
    expect(screen.getAllByText(/^Proposed\./)).toHaveLength(1);
    expect(screen.queryByRole('form', { name: FIRST })).toBeNull();
  });
});

describe('WCAG 2.4.3: who proposes by keyboard', () => {
  it('is in the form when it opens, and at its button again when it is left', async () => {
    open();
    (await screen.findByRole('button', { name: `Propose: ${SECOND}` })).focus();
    await userEvent.keyboard('{enter}');
    expect(document.activeElement).toBe(form(SECOND).getByRole('textbox'));
    await userEvent.click(form(SECOND).getByRole('button', { name: 'Leave it' }));
    expect(screen.queryByRole('form')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: `Propose: ${SECOND}` }));
  });

  it('is at the word that it was proposed, where the form has stood', async () => {
    open();
    await propose(FIRST);
    expect(document.activeElement).toBe(await screen.findByText(/^Proposed\./));
  });

  it('is left where they went on to while it was being sent', async () => {
    const held = holdBack(() => ({ id: 'd' }));
    open(held.answer);
    await propose(FIRST);
    const other = screen.getByRole('button', { name: `Propose: ${SECOND}` });
    other.focus();
    held.release();
    await screen.findByText(/^Proposed\./);
    expect(document.activeElement).toBe(other);
  });

  it('is moved by nothing when the page opens', async () => {
    open();
    await screen.findByRole('button', { name: `Propose: ${FIRST}` });
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });
});

describe('IBR-032: payments that a booking in suspense may belong to', () => {
  const item = (key: string) => ({
    ...{ receivedId: BATCH_ID, key, why: 'unknown-line', kind: 'camt.053', source: 'bank' },
    ...{ at: '2026-11-24T08:00:00.000Z', amountMinor: 200_000, currency: 'KES', bookedOn: '2026-11-24' },
  });
  const found = { items: [{ line: aLine({ state: 'SENT' }), signs: ['same-amount'] }] };
  const books = (ofSecond: () => unknown, ofFirst: () => unknown = () => found) => {
    const api = fakeApi({
      'GET /payments/statements': () => page(),
      'GET /payments/suspense': () => page(item('entry-1'), item('entry-2')),
      'GET /payments/suspense/*/matches': ({ params }) => (params['key'] === 'entry-1' ? ofFirst() : ofSecond()),
    });
    renderPage(<BooksPage />, api);
    return api;
  };
  const MATCHES = { name: 'Payments that it may belong to' };

  it.each([
    ['are still being looked for', () => holdBack(() => page()).answer()],
    ['cannot be read', () => refuse(503, 'platform.unavailable')],
    ['are none', () => page()],
  ])(
    'are not shown as those of another whose own %s: money would be booked to the wrong one',
    async (_why, ofSecond) => {
      const api = books(ofSecond);
      await press('Find its payment: entry-1');
      const first = within(screen.getByRole('region', { name: 'entry-1' }));
      await first.findByRole('list', MATCHES);
      await press('Find its payment: entry-2');
      await waitFor(() => expect(api.callsOf('GET /payments/suspense/*/matches')).toHaveLength(2));
      await arrive();
      expect(within(screen.getByRole('region', { name: 'entry-2' })).queryByRole('list', MATCHES)).toBeNull();
    },
  );

  it('stand with the booking that was asked about alone, also where another message has its reference', async () => {
    const twin = { ...item('entry-1'), receivedId: 'b4f0a1de-0000-4000-8000-000000000002' };
    const api = fakeApi({
      'GET /payments/statements': () => page(),
      'GET /payments/suspense': () => page(item('entry-1'), item('entry-2'), twin),
      'GET /payments/suspense/*/matches': () => found,
    });
    renderPage(<BooksPage />, api);
    const [find] = await screen.findAllByRole('button', { name: 'Find its payment: entry-1' });
    await userEvent.click(find as HTMLElement);
    await screen.findByRole('list', MATCHES);
    expect(screen.getAllByRole('list', MATCHES)).toHaveLength(1);
    expect(within(screen.getByRole('region', { name: 'entry-2' })).queryByRole('list', MATCHES)).toBeNull();
  });

  it('are not shown beside another when they are found late', async () => {
    const held = holdBack(() => found);
    books(() => page(), held.answer);
    await press('Find its payment: entry-1');
    await press('Find its payment: entry-2');
    const second = within(screen.getByRole('region', { name: 'entry-2' }));
    await second.findByText('No payment has this amount or this day.');
    held.release();
    await arrive();
    expect(screen.queryByRole('list', MATCHES)).toBeNull();
    expect(second.getByText('No payment has this amount or this day.')).toBeTruthy();
  });
});
