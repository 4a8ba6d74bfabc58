import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { CredentialView } from '@interlink/contracts/payments/approvers';
import type { BatchHead } from '@interlink/contracts/payments/reads';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ApprovePage } from '../src/pages/ApprovePage.js';
import { giveAuthenticator } from './support/authenticator.js';
import { aCredential, aHead, approversOf, BATCH_ID, LEAVES, leaf, TERMS } from './support/batches.js';
import { APPROVER, axeViolations, renderPage } from './support/render.js';

const HEAD = 'GET /payments/batches/*/head';
const LEAF = 'GET /payments/batches/*/leaves';
const ASK = 'POST /payments/batches/*/approvals/challenge';
const APPROVE = 'POST /payments/batches/*/approvals';
const SIGN = 'Approve with my security key';
const request = {
  nonce: 'ab'.repeat(32),
  expiry: '2026-11-27T08:00:00.000Z',
  challenge: 'BBBB',
  rpId: 'localhost',
  credentialIds: ['AAAA'],
};

function service(over: Parameters<typeof fakeApi>[0] = {}) {
  return fakeApi({
    [HEAD]: () => aHead(),
    [LEAF]: () => ({ terms: TERMS, items: LEAVES }),
    'GET /payments/approvers': () => approversOf(),
    [ASK]: () => request,
    [APPROVE]: () => ({
      ...aHead(),
      lines: [],
      approvals: [{ approverLogin: 'ana', at: '2026-11-24T09:00:00.000Z', assurance: 'signed' }],
    }),
    ...over,
  });
}
const open = (api: ReturnType<typeof service>) =>
  renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: BATCH_ID } });
const press = async () => userEvent.click(await screen.findByRole('button', { name: SIGN }));

describe("The approver's page for money", () => {
  it('S11: computes the root in the browser from the lines that it downloaded, and sends what the key signed', async () => {
    const asked = giveAuthenticator();
    const api = service();
    open(api);
    await screen.findByText(/You approve exactly this/);
    await press();
    await screen.findByText('Your approval is kept. 1 of 2 given.');
    expect(screen.getByText('1 of 2')).toBeTruthy();
    const { statementHash } = aHead();
    expect(api.callsOf(ASK)[0]?.body).toEqual({ statementHash });
    expect(asked[0]).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(api.callsOf(APPROVE)[0]?.body).toEqual({
      statementHash,
      assertion: {
        nonce: request.nonce,
        credentialId: 'AAAA',
        authenticatorData: 'AQ',
        clientDataJson: 'Ag',
        signature: 'Aw',
      },
    });
  });

  it('tells once how far the computing is', async () => {
    const late = holdBack(() => ({ terms: TERMS, items: LEAVES }));
    open(service({ [LEAF]: late.answer }));
    await screen.findByText(/^Downloading and computing: 0 of/);
    expect(screen.getAllByRole('status')).toHaveLength(1);
    late.release();
    await screen.findByText(/You approve exactly this/);
  });

  it('says why nobody can approve while the approvers cannot be read, and reads them again', async () => {
    let isDown = true;
    open(service({ 'GET /payments/approvers': () => (isDown ? refuse(503, 'platform.overloaded') : approversOf()) }));
    await screen.findByText(/too much to do at the moment/);
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('button', { name: SIGN });
  });

  it('S7: asks for the password in place when it was given too long ago, and then approves, once', async () => {
    giveAuthenticator();
    let isConfirmed = false;
    const kept = { ...aHead(), lines: [], approvals: [] };
    const api = service({
      'POST /session/confirm': () => {
        isConfirmed = true;
        return { confirmedUntil: '2026-11-24T09:05:00.000Z' };
      },
      [APPROVE]: () => (isConfirmed ? kept : refuse(403, 'platform.confirmation-needed')),
    });
    open(api);
    await screen.findByText(/You approve exactly this/);
    await press();
    await userEvent.type(await screen.findByLabelText('Your password'), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await screen.findByText(/Your approval is kept/);
    expect(api.callsOf(APPROVE)).toHaveLength(2);
    expect(api.callsOf(APPROVE)[0]?.body).toEqual(api.callsOf(APPROVE)[1]?.body);
  });

  it('S11: downloads the lines page by page until there are no more', async () => {
    giveAuthenticator();
    const pages = [LEAVES.slice(0, 2), LEAVES.slice(2)];
    const api = service({
      [LEAF]: ({ params }) =>
        params.cursor === undefined
          ? { terms: TERMS, items: pages[0], nextCursor: 'I0001' }
          : { terms: TERMS, items: pages[1] },
    });
    open(api);
    await screen.findByText(/You approve exactly this/);
    expect(api.callsOf(LEAF)).toHaveLength(2);
  });

  it.each([
    ['an amount', [leaf(0), leaf(1), leaf(2, { amountMinor: 200_001 })], ['root', 'total']],
    ['an account', [leaf(0), leaf(1), leaf(2, { account: '666' })], ['root']],
    ['a name', [leaf(0), leaf(1), leaf(2, { payeeName: 'Eve' })], ['root']],
    ['a missing line', [leaf(0), leaf(1)], ['count', 'root', 'total']],
    ['an added line', [...LEAVES, leaf(3)], ['count', 'root', 'total']],
  ])('S11: offers no approval when the lines differ by %s', async (_what, items, differs) => {
    open(service({ [LEAF]: () => ({ terms: TERMS, items }) }));
    const warning = await screen.findByRole('alert');
    expect(warning.getAttribute('data-differs')).toBe(differs.join(' '));
    expect(screen.queryByRole('button', { name: SIGN })).toBeNull();
  });

  it('S11: offers no approval when the statement is not the one of its hash', async () => {
    open(service({ [HEAD]: () => aHead({ statementHash: '0'.repeat(64) }) }));
    expect((await screen.findByRole('alert')).getAttribute('data-differs')).toBe('hash');
  });

  it('says so when the person closes the dialog of the key, and sends nothing', async () => {
    giveAuthenticator('refuses');
    const api = service();
    open(api);
    await press();
    await screen.findByText(/The key gave no answer/);
    expect(api.callsOf(APPROVE)).toEqual([]);
  });

  it.each([
    ['approver-is-maker', /You made this batch/],
    ['incompatible-roles', /Whoever may make payments approves none/],
    ['approver-is-payee', /pays you or your household/],
    ['household-unknown', /whom the registry does not know/],
  ])('gives the reason %s in words', async (reason, words) => {
    giveAuthenticator();
    open(service({ [ASK]: () => refuse(409, 'payments.approval-refused', { reason }) }));
    await press();
    await screen.findByText(words);
  });

  it('shows where the money goes by bank, as the browser counted it', async () => {
    open(service());
    const table = await screen.findByRole('table', { name: 'Where the money goes' });
    expect(table.textContent).toContain('DEMOKENA');
    expect(table.textContent).toContain('4\u202f000.00 KES');
  });

  it('offers nothing for a batch that is no longer open', async () => {
    const api = service({ [HEAD]: () => aHead({ state: 'SEALED' }) });
    open(api);
    await screen.findByText(/no longer open for approval/);
    expect(api.callsOf(LEAF)).toEqual([]);
  });

  const attested = (head: Partial<BatchHead>, ...credentials: CredentialView[]) =>
    service({
      [HEAD]: () => aHead(head),
      'GET /payments/approvers': () => ({ ...approversOf(...credentials), assurance: 'attested' }),
    });

  it('S11: approves without a key only where the deployment allows it, below the first limit', async () => {
    const api = attested({ approvalsNeeded: 1 });
    open(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Approve without a key' }));
    await waitFor(() => expect(api.callsOf(APPROVE)[0]?.body).toEqual({ statementHash: aHead().statementHash }));
    expect(api.callsOf(ASK)).toEqual([]);
  });

  it('S11: offers only the key above the first limit', async () => {
    open(attested({ approvalsNeeded: 2 }));
    await screen.findByRole('button', { name: SIGN });
    expect(screen.queryByRole('button', { name: 'Approve without a key' })).toBeNull();
  });

  it('S11: offers both ways to a holder of a key that counts, below the first limit', async () => {
    open(attested({ approvalsNeeded: 1 }, aCredential({ approverLogin: 'ina.intake', state: 'active' })));
    await screen.findByRole('button', { name: SIGN });
    expect(screen.getByRole('button', { name: 'Approve without a key' })).toBeTruthy();
  });

  it('says that one has approved already, after the page is loaded anew', async () => {
    const given = { approverLogin: 'ina.intake', at: '2026-11-24T09:00:00.000Z', assurance: 'signed' as const };
    open(service({ [HEAD]: () => aHead({ approvals: [given] }) }));
    await screen.findByText('You have approved this batch.');
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = open(service());
    await screen.findByText(/You approve exactly this/);
    expect(await axeViolations(container)).toEqual([]);
  });
});
