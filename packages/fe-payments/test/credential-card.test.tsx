import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Approvers, CredentialView } from '@interlink/contracts/payments/approvers';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ApproversPage } from '../src/pages/ApproversPage.js';
import { giveAuthenticator } from './support/authenticator.js';
import { aCredential, approversOf } from './support/batches.js';
import { APPROVER, arrive, axeViolations, enter, press, renderPage } from './support/render.js';

const LIST = 'GET /payments/approvers';
const ASK = 'POST /payments/approvers/judgements/challenge';
const JUDGE = 'POST /payments/approvers/judgements';
/** Of who is signed in. */
const SELF = 'ina.intake';
const AT = '2026-11-24T09:00:00.000Z';
const request = {
  ...{ nonce: 'ab'.repeat(32), expiry: '2026-11-27T08:00:00.000Z', challenge: 'BBBB', rpId: 'localhost' },
  credentialIds: ['AAAA'],
};
const names = () => screen.queryAllByRole('button', { name: /: / }).map((one) => one.getAttribute('aria-label'));
const said = (kind: 'endorsed' | 'objected' | 'revoked', whoLogin: string) => ({ kind, whoLogin, at: AT });

function open(list: () => Approvers, over: Parameters<typeof fakeApi>[0] = {}) {
  giveAuthenticator();
  const api = fakeApi({ [LIST]: list, [ASK]: () => request, [JUDGE]: list, ...over });
  return { api, ...renderPage(<ApproversPage />, api, { rights: APPROVER }) };
}
const enterIn = (of: Awaited<ReturnType<typeof card>>, value: string) =>
  fireEvent.change(of.getByLabelText(/^Why/), { target: { value } });
const card = async (name: RegExp) => within(await screen.findByRole('region', { name }));

describe('S11: the security key of an approver', () => {
  it.each<[string, Partial<CredentialView>, string[]]>([
    ['of another that waits', {}, ['Endorse: joe.approver', 'Refuse: joe.approver']],
    ['of another that counts', { state: 'active' }, ['Revoke: joe.approver']],
    ['of the ceremony, which nobody endorses', { inCeremony: true }, ['Revoke: joe.approver']],
    ['that was refused', { state: 'refused' }, []],
    ['that was revoked', { state: 'revoked' }, []],
    ['of one’s own, over which others say a word', { approverLogin: SELF }, [`Revoke: ${SELF}`]],
    ['that one endorsed already', { events: [said('endorsed', SELF)] }, ['Refuse: joe.approver']],
    [
      'that somebody else endorsed',
      { events: [said('endorsed', 'eve')] },
      ['Endorse: joe.approver', 'Refuse: joe.approver'],
    ],
    ['over which one said all', { events: [said('endorsed', SELF), said('objected', SELF)] }, []],
  ])('%s offers what the service would take: %#', async (_which, over, offered) => {
    open(() => approversOf(aCredential(over)));
    await card(/blue key/);
    expect(names()).toEqual(offered);
    // A reason is asked for where there is something to say.
    expect(screen.queryAllByLabelText(/^Why/)).toHaveLength(offered.length > 0 ? 1 : 0);
  });

  it('tells what waits of one that waits, and no more of one that counts', async () => {
    const { unmount } = open(() => approversOf(aCredential({ relatedCount: 3, endorsementsMissing: 1 })));
    const terms = (of: Awaited<ReturnType<typeof card>>) =>
      of.getAllByRole('term').map(({ textContent }) => textContent);
    expect(terms(await card(/blue key/))).toEqual([
      ...['Enrolled', 'Appointed by', 'Own and household’s person records', 'Endorsements missing', 'Not before'],
    ]);
    unmount();
    open(() => approversOf(aCredential({ state: 'active', label: 'green key' })));
    expect(terms(await card(/green key/))).toHaveLength(3);
  });

  it('tells who said what of it, when and why, and passes axe', async () => {
    const events = [said('endorsed', 'eve'), { ...said('objected', 'bob'), reason: 'I do not know him' }];
    const { container } = open(() => approversOf(aCredential({ state: 'refused', events })));
    await card(/blue key/);
    const items = within(screen.getByRole('list', { name: 'What holders said' })).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      '2026-11-24 09:00:00Endorsedeve',
      '2026-11-24 09:00:00RefusedbobI do not know him',
    ]);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('S11: a word on a security key', () => {
  it('goes with the reason that was typed, and the reason with no other word', async () => {
    let now = aCredential();
    const { api } = open(() => approversOf(now), {
      [JUDGE]: () => {
        now = aCredential({ state: 'active', events: [said('endorsed', SELF)] });
        return approversOf(now);
      },
    });
    await card(/blue key/);
    enter(/^Why/, '  met her in Room 12 ');
    await press('Endorse: joe.approver');
    await screen.findByRole('button', { name: 'Revoke: joe.approver' });
    expect(api.callsOf(JUDGE)[0]?.body).toMatchObject({ judgement: 'endorsed', reason: 'met her in Room 12' });
    await waitFor(() => expect((screen.getByLabelText(/^Why/) as HTMLInputElement).value).toBe(''));
    await press('Revoke: joe.approver');
    await waitFor(() => expect(api.callsOf(JUDGE)).toHaveLength(2));
    expect(api.callsOf(JUDGE)[1]?.body).not.toHaveProperty('reason');
  });

  it('keeps the reason that was typed when it is refused, and says why', async () => {
    open(() => approversOf(aCredential()), {
      [ASK]: () => refuse(403, 'payments.credential-refused', { reason: 'said-already' }),
    });
    await card(/blue key/);
    enter(/^Why/, 'met her');
    await press('Endorse: joe.approver');
    expect((await screen.findByRole('alert')).textContent).toContain('You said that already.');
    expect((screen.getByLabelText(/^Why/) as HTMLInputElement).value).toBe('met her');
  });

  it('is of the key that it was said of: what is typed of another stays', async () => {
    const two = () => approversOf(aCredential(), aCredential({ credentialId: 'BBBB', approverLogin: 'eve.approver' }));
    const { api } = open(two);
    const [joe, eve] = [await card(/^joe/), await card(/^eve/)];
    const reason = (of: typeof joe) => of.getByLabelText(/^Why/) as HTMLInputElement;
    enterIn(joe, 'of joe');
    enterIn(eve, 'of eve');
    await press('Refuse: eve.approver');
    await waitFor(() => expect(reason(eve).value).toBe(''));
    expect(reason(joe).value).toBe('of joe');
    expect(api.callsOf(JUDGE)[0]?.body).toMatchObject({ credentialId: 'BBBB', reason: 'of eve' });
  });

  it('is said once, however often the button is pressed while the key is asked', async () => {
    const late = holdBack(() => request);
    const { api } = open(() => approversOf(aCredential()), { [ASK]: late.answer });
    await press('Endorse: joe.approver');
    const refuseButton = screen.getByRole('button', { name: 'Refuse: joe.approver' }) as HTMLButtonElement;
    expect(refuseButton.disabled).toBe(true);
    late.release();
    await waitFor(() => expect(api.callsOf(JUDGE)).toHaveLength(1));
    await arrive();
    expect(api.callsOf(ASK)).toHaveLength(1);
  });

  it('is not said when the person closes the dialog of the key', async () => {
    const { api } = open(() => approversOf(aCredential()));
    giveAuthenticator('refuses');
    await press('Endorse: joe.approver');
    expect((await screen.findByRole('alert')).textContent).toContain('The key gave no answer');
    expect(api.callsOf(JUDGE)).toEqual([]);
  });
});
