import type { Recall } from '@interlink/contracts/payments/reads';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { BatchPage } from '../src/pages/BatchPage.js';
import { ExceptionsPage } from '../src/pages/QueuePage.js';
import { BATCH_ID, aHead, aLine } from './support/batches.js';
import { APPROVER, MAKER, axeViolations, enter, renderPage } from './support/render.js';

const sent = (channel: string) => ({
  ...{ part: 1, number: 1, channel, messageId: 'M1', at: '2026-11-25T09:00:00.000Z' },
});
const aRecall = (over: Partial<Recall> = {}): Recall => ({
  ...{ id: '01900000-0000-7000-8000-0000000000c1', instrId: 'I0001', benefitCode: 'BEN-A1' },
  ...{ reason: 'DUPL', messageId: 'R1' },
  ...{ at: '2026-11-26T09:00:00.000Z', state: 'PENDING' },
  ...over,
});
const answers = (head = aHead({ state: 'ACKNOWLEDGED', transmissions: [sent('https')] }), line = aLine()) => ({
  'GET /payments/batches/*/head': () => head,
  'GET /payments/batches/*/lines': () => ({ items: [line] }),
  'POST /payments/decisions': () => ({ id: '01900000-0000-7000-8000-0000000000d1' }),
});
const open = { params: { id: BATCH_ID } };
const button = () => screen.queryByRole('button', { name: /^Call back: / });

describe('R3: a payment on the page of its batch', () => {
  it('is proposed to be called back, with a reason that the bank is told and a note', async () => {
    const line = aLine({ state: 'SETTLED', exceptions: [] });
    const api = fakeApi(answers(undefined, line));
    const { container } = renderPage(<BatchPage />, api, { ...open, rights: MAKER });
    await userEvent.click(await screen.findByRole('button', { name: /^Call back: / }));
    enter('Reason', 'AM09');
    await userEvent.type(screen.getByRole('textbox'), 'paid for a wrong month');
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.click(within(screen.getByRole('form')).getByRole('button', { name: 'Send to a second person' }));
    await waitFor(() => expect(api.calls.at(-1)?.body).toBeDefined());
    const body = api.calls.find(({ body: given }) => given !== undefined)?.body;
    expect(body).toEqual({
      ...{ kind: 'recall-line', target: `${line.batchId}/${line.instrId}`, recallReason: 'AM09' },
      note: 'paid for a wrong month',
    });
  });

  it('is called back with others by one proposal', async () => {
    const lines = ['I0001', 'I0002', 'I0003'].map((instrId, at) =>
      aLine({ instrId, benefitCode: `BEN-${at}`, state: 'SETTLED', exceptions: [] }),
    );
    const api = fakeApi({ ...answers(), 'GET /payments/batches/*/lines': () => ({ items: lines }) });
    const { container } = renderPage(<BatchPage />, api, { ...open, rights: MAKER });
    const pick = async (at: number) =>
      userEvent.click(await screen.findByRole('checkbox', { name: RegExp(`BEN-${at}`) }));
    await pick(2);
    expect(screen.queryByRole('button', { name: /together/ })).toBeNull();
    await pick(1);
    await pick(0);
    await pick(1);
    await userEvent.click(screen.getByRole('button', { name: /^Call 2 payments back together/ }));
    enter('Reason', 'TECH');
    await userEvent.type(screen.getByRole('textbox'), 'the file of last month');
    expect(await axeViolations(container)).toEqual([]);
    await userEvent.click(within(screen.getByRole('form')).getByRole('button', { name: 'Send to a second person' }));
    await waitFor(() => expect(api.calls.at(-1)?.body).toBeDefined());
    expect(api.calls.find(({ body: given }) => given !== undefined)?.body).toEqual({
      ...{ kind: 'recall-lines', target: BATCH_ID, recallReason: 'TECH', instrIds: ['I0001', 'I0003'] },
      note: 'the file of last month',
    });
  });

  it.each([
    ['that failed', answers(undefined, aLine({ state: 'REJECTED', exceptions: [] })), MAKER],
    [
      'of a payment point',
      answers(aHead({ state: 'ACKNOWLEDGED', transmissions: [sent('pay-point')] }), aLine({ state: 'SETTLED' })),
      MAKER,
    ],
    [
      'of a closed batch',
      answers(aHead({ state: 'CLOSED', transmissions: [sent('https')] }), aLine({ state: 'SETTLED' })),
      MAKER,
    ],
    ['for who only approves', answers(undefined, aLine({ state: 'SETTLED' })), APPROVER],
  ])('is not offered to be called back when it is one %s', async (_what, given, rights) => {
    renderPage(<BatchPage />, fakeApi(given), { ...open, rights });
    await screen.findByRole('table', { name: '1 line' });
    expect(button()).toBeNull();
  });
});

describe('What the bank was asked to call back', () => {
  it.each([
    [aRecall({ state: 'ASKED' }), 'To be sent to the bank'],
    [aRecall({ state: 'SENT' }), 'The bank has it'],
    [aRecall(), 'The bank looks into it'],
    [aRecall({ state: 'ACCEPTED' }), 'The bank agreed'],
    [aRecall({ state: 'REFUSED', answer: 'LEGL' }), 'The law does not allow it.'],
    [aRecall({ state: 'REFUSED', answer: 'XX99' }), 'XX99'],
    [aRecall({ state: 'DISPUTED' }), /yes and no/],
  ])('stands on the page of the batch: %j', async (recall, words) => {
    const head = aHead({ state: 'ACKNOWLEDGED', recalls: [recall] });
    renderPage(<BatchPage />, fakeApi(answers(head)), { ...open, rights: MAKER });
    const table = await screen.findByRole('table', { name: 'Payments called back' });
    expect(within(table).getByText(words)).toBeTruthy();
    expect(within(table).getByText('Paid twice')).toBeTruthy();
    expect(within(table).getByText('BEN-A1')).toBeTruthy();
  });

  it('stands there payment by payment when several were asked for by one message', async () => {
    const several = [aRecall({ state: 'ACCEPTED' }), aRecall({ instrId: 'I0002', state: 'REFUSED', answer: 'LEGL' })];
    const head = aHead({ state: 'ACKNOWLEDGED', recalls: several });
    renderPage(<BatchPage />, fakeApi(answers(head)), { ...open, rights: MAKER });
    const table = await screen.findByRole('table', { name: 'Payments called back' });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
  });

  it('is not on the page when nobody asked', async () => {
    renderPage(<BatchPage />, fakeApi(answers()), { ...open, rights: MAKER });
    await screen.findByText('What happened');
    expect(screen.queryByRole('table', { name: 'Payments called back' })).toBeNull();
  });
});

describe('R8: a payment that was paid twice', () => {
  it('can be called back from the queue of exceptions, whatever its state', async () => {
    const line = aLine({ state: 'REJECTED', exceptions: ['overpaid'] });
    const api = fakeApi({ 'GET /payments/exceptions-lines': () => ({ items: [line] }) });
    renderPage(<ExceptionsPage />, api, { rights: MAKER });
    expect(await screen.findByRole('button', { name: /^Call back: / })).toBeTruthy();
  });
});
