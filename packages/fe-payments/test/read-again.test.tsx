/** @jest-environment jsdom */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { BooksPage } from '../src/pages/BooksPage.js';
import { DecisionsPage } from '../src/pages/DecisionsPage.js';
import { PayPointPage } from '../src/pages/PayPointPage.js';
import { ExceptionsPage, FailedPage } from '../src/pages/QueuePage.js';
import { aHead, aLine, BATCH_ID } from './support/batches.js';
import { APPROVER, enter, MAKER, press, renderPage } from './support/render.js';

const AT = '2026-11-24T08:00:00.000Z';
const page =
  (...items: unknown[]) =>
  () => ({ items });
const tooLate = () => refuse(409, 'payments.decision-refused', { reason: 'already-resolved' });
const DECISION = {
  id: 'd1',
  kind: 'resolve-cause',
  target: 'e1',
  details: {},
  proposerLogin: 'pam',
  proposedAt: AT,
  lines: [],
};
const INCIDENT = { id: 'i1', excessMinor: 1, currency: 'KES', at: AT, line: aLine() };
const LIST = {
  ...{ number: 7, batchId: BATCH_ID, point: 'Market', programme: 'OAA', executionDate: '2026-11-25', currency: 'KES' },
  ...{ total: '1.00', lines: [{ instrId: 'I0', reference: 'R', name: 'Mercy', amount: '1.00' }], signature: 'a..b' },
};

const propose = (what: RegExp) => async () => {
  await press(what);
  enter(/^Why/, 'seen today');
  await press('Send to a second person');
};
const handIn = async () => {
  await userEvent.selectOptions(await screen.findByLabelText('What happened with Mercy'), 'paid');
  await press('Hand in 1 mark');
};

describe('an act on what somebody else has changed meanwhile', () => {
  it.each([
    ['confirmed', <DecisionsPage />, { 'GET /payments/decisions': () => [DECISION] }, () => press(/^Confirm/)],
    [
      'proposed of what failed',
      <FailedPage />,
      { 'GET /payments/failed-lines': page(aLine({ state: 'REJECTED', reason: 'AC04' })) },
      propose(/^Propose: The cause/),
    ],
    [
      'proposed of an incident',
      <ExceptionsPage />,
      { 'GET /payments/incidents': page(INCIDENT), 'GET /payments/exceptions-lines': page() },
      propose(/^Propose: Close an incident/),
    ],
    [
      'proposed of a batch',
      <BatchPage />,
      { 'GET /payments/batches/*/head': () => aHead({ state: 'PARTIAL' }), 'GET /payments/batches/*/lines': page() },
      propose(/^Propose: Sign off/),
    ],
    [
      'proposed of a payment on the page of its batch',
      <BatchPage />,
      {
        'GET /payments/batches/*/lines': page(aLine({ incidentId: 'i1' })),
        'GET /payments/batches/*/head': () => aHead({ state: 'CLOSED' }),
      },
      propose(/^Propose: Close an incident/),
    ],
    [
      'proposed of a booking',
      <BooksPage />,
      {
        'GET /payments/suspense': page({ receivedId: BATCH_ID, key: 'k', why: 'x', kind: 'y', source: 'z', at: AT }),
        'GET /payments/statements': page(),
      },
      propose(/^Propose: Close/),
    ],
    [
      'handed in at a payment point',
      <PayPointPage />,
      {
        'GET /payments/batches/*/pay-list': () => LIST,
        'GET /payments/batches/*/marks': () => [],
        'GET /payments/batches/*/cash-counts': () => [],
      },
      handIn,
    ],
  ])('that is %s leads to what is there now', async (_what, shown, answers: Record<string, () => unknown>, act) => {
    const api = fakeApi({
      ...answers,
      ...{ 'POST /payments/decisions': tooLate, 'POST /payments/decisions/*/confirmations': tooLate },
      'POST /payments/batches/*/marks': tooLate,
    });
    const rights = [...new Set([...MAKER, ...APPROVER])];
    renderPage(shown, api, { rights, params: { id: BATCH_ID } });
    await act();
    const [read = ''] = Object.keys(answers);
    const button = await screen.findByRole('button', { name: 'Read again' });
    const before = api.callsOf(read).length;
    await userEvent.click(button);
    await waitFor(() => expect(api.callsOf(read)).toHaveLength(before + 1));
  });
});
