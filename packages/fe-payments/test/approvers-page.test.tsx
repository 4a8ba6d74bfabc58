import { screen, waitFor } from '@testing-library/react';
import { fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { ApproversPage } from '../src/pages/ApproversPage.js';
import { giveAuthenticator } from './support/authenticator.js';
import { BATCH_ID, aCredential, approversOf } from './support/batches.js';
import { APPROVER, axeViolations, enter, MAKER, press, renderPage } from './support/render.js';

const PAYROLL = '00000000-0000-4000-8000-00000000aa01';

describe('The approvers', () => {
  const LIST = 'GET /payments/approvers';
  const ASK = 'POST /payments/approvers/judgements/challenge';
  const request = {
    nonce: 'ab'.repeat(32),
    expiry: '2026-11-27T08:00:00.000Z',
    challenge: 'BBBB',
    rpId: 'localhost',
    credentialIds: ['AAAA'],
  };

  const enrolment = {
    nonce: 'ab'.repeat(32),
    challenge: 'BBBB',
    rpId: 'localhost',
    rpName: 'Interlink',
    userHandle: 'AA',
    userName: 'ana',
    displayName: 'Ana',
    algorithms: [-7],
    excludeIds: [],
  };

  it('S11: are told of a new key, and endorse it with their own', async () => {
    giveAuthenticator();
    const api = fakeApi({
      [LIST]: () => approversOf(aCredential()),
      [ASK]: () => request,
      'POST /payments/approvers/judgements': () => approversOf(aCredential({ endorsementsMissing: 1 })),
    });
    const { container } = renderPage(<ApproversPage />, api, { rights: APPROVER });
    await press('Endorse: joe.approver');
    await waitFor(() => expect(api.callsOf('POST /payments/approvers/judgements')).toHaveLength(1));
    expect(api.callsOf(ASK)[0]?.body).toEqual({ credentialId: 'AAAA', judgement: 'endorsed' });
    await waitFor(() => expect(api.callsOf(LIST).length).toBeGreaterThan(1));
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S11: enrol a key of their own, by the code of the ceremony while it is open', async () => {
    giveAuthenticator();
    const ceremony = {
      id: BATCH_ID,
      place: 'Room 12',
      witnesses: ['W', 'V'],
      openedBy: 'interlink',
      openedAt: '2026-11-24T08:00:00.000Z',
      expiresAt: '2026-11-24T12:00:00.000Z',
      isOpen: true,
      enrolled: 1,
    };
    const api = fakeApi({
      [LIST]: () => ({ ...approversOf(), ceremony }),
      'POST /payments/approvers/credentials/challenge': () => enrolment,
      'POST /payments/approvers/credentials': () => approversOf(),
    });
    renderPage(<ApproversPage />, api, { rights: APPROVER });
    await screen.findByText('Room 12');
    await press('Enrol my security key');
    expect(screen.getByText('Please give the key a name.')).toBeTruthy();
    enter(/^Name of the key/, 'blue key');
    enter(/^Code of the ceremony/, 'c0de');
    enter(/^Person records of you/, '00000000-0000-4000-8000-00000000AA01');
    await press('Enrol my security key');
    await screen.findByText(/Your key is enrolled/);
    expect(api.callsOf('POST /payments/approvers/credentials')[0]?.body).toMatchObject({
      label: 'blue key',
      ceremonyCode: 'c0de',
      relatedIndividualIds: [PAYROLL],
      attestationObject: 'BA',
    });
  });

  it('S11: are told which references of their household are no identifiers, and nothing is sent until they are right', async () => {
    giveAuthenticator();
    const api = fakeApi({
      [LIST]: () => approversOf(),
      'POST /payments/approvers/credentials/challenge': () => enrolment,
      'POST /payments/approvers/credentials': () => approversOf(),
    });
    renderPage(<ApproversPage />, api, { rights: APPROVER });
    await waitFor(() => enter(/^Name of the key/, 'blue key'));
    // An o for a nought, and one digit too many: either person would not have been known as related.
    const [mistyped, tooLong] = [PAYROLL.replace('0', 'o'), `${PAYROLL}5`];
    enter(/^Person records of you/, `${PAYROLL}, ${mistyped}\n${tooLong}`);
    await press('Enrol my security key');
    const field = screen.getByLabelText(/^Person records of you/);
    const said = document.getElementById(field.getAttribute('aria-describedby')?.split(' ')[1] ?? '')?.textContent;
    expect(said).toContain(`no identifiers of openIMIS: ${mistyped}, ${tooLong}.`);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(api.callsOf('POST /payments/approvers/credentials/challenge')).toEqual([]);
    enter(/^Person records of you/, `${PAYROLL};${BATCH_ID}`);
    await press('Enrol my security key');
    await screen.findByText(/Your key is enrolled/);
    expect(api.callsOf('POST /payments/approvers/credentials')[0]?.body).toMatchObject({
      relatedIndividualIds: [PAYROLL, BATCH_ID],
    });
  });

  it('offer no word to somebody without the right', async () => {
    renderPage(<ApproversPage />, fakeApi({ [LIST]: () => approversOf(aCredential()) }), { rights: MAKER });
    await screen.findByText(/joe.approver/);
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
