import { screen, waitFor } from '@testing-library/react';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { ApprovePage } from '../src/pages/ApprovePage.js';
import { checked, JOURNEY_ID, statement, step } from './support/journeys.js';
import {
  answerVillages,
  APPROVER,
  arrive,
  axeViolations,
  enter,
  press,
  renderPage,
  VILLAGE,
} from './support/render.js';

const toDecide = checked({ state: 'awaiting-approval', allowedActions: ['approve', 'reject'], version: 10 });
const DECIDE = 'POST /enrolment/journeys/*/decision';
const RESOLVE = 'POST /enrolment/journeys/*/task-resolution';

function service(first: Journey, decided: () => Journey, resolved: () => Journey = decided) {
  let now = first;
  return fakeApi({
    'GET /enrolment/journeys/*': () => now,
    [DECIDE]: () => (now = decided()),
    [RESOLVE]: () => (now = resolved()),
  });
}
const open = (api: ReturnType<typeof service>) =>
  renderPage(<ApprovePage />, api, { rights: APPROVER, params: { id: JOURNEY_ID } });
const enrolled = () => checked({ state: 'enrolled', allowedActions: [], version: 14 });

describe("The approver's page", () => {
  it('S10: decides over exactly the statement that it shows', async () => {
    const api = service(toDecide, enrolled);
    open(api);
    await screen.findByText('You confirm exactly this');
    expect(screen.getByText('Surname').nextElementSibling?.textContent).toBe('Wanjiru');
    await press('Approve');
    await screen.findByText(/active beneficiary in openIMIS/);
    expect(api.callsOf(DECIDE)[0]?.body).toEqual({ decision: 'approve', statementHash: statement.hash });
  });

  it('shows where the person lives by names, and how exactly the birth is known in words', async () => {
    answerVillages();
    const text = { ...statement.text, location: VILLAGE, birthDatePrecision: 'year' };
    open(service({ ...toDecide, approvalStatement: { ...statement, text } }, enrolled));
    const place = await screen.findByText('Mto, Ward 1, Pwani');
    expect(place.getAttribute('data-place')).toBe(VILLAGE);
    expect(screen.getByText('Birth date known to the').nextElementSibling?.textContent).toBe('year');
  });

  it('shows a place by its id where openIMIS has no name for it', async () => {
    Object.assign(globalThis, { fakeGraphql: () => ({ locations: { edges: [] } }) });
    const text = { ...statement.text, location: VILLAGE };
    open(service({ ...toDecide, approvalStatement: { ...statement, text } }, enrolled));
    await screen.findByText(VILLAGE);
  });

  it('S7: asks for the password when the service wants it, and then decides once more with the same key', async () => {
    let isConfirmed = false;
    const api = fakeApi({
      'GET /enrolment/journeys/*': () => toDecide,
      [DECIDE]: () => (isConfirmed ? enrolled() : refuse(403, 'platform.confirmation-needed', { secondFactor: false })),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return { confirmedUntil: '2026-11-24T08:05:00Z', secondFactor: false };
      },
    });
    open(api);
    await press('Approve');
    await screen.findByRole('dialog', { name: 'Confirm that it is you' });
    enter('Your password', 'secret');
    await press('Confirm and go on');
    await screen.findByText(/active beneficiary in openIMIS/);
    const decisions = api.callsOf(DECIDE);
    expect(decisions).toHaveLength(2);
    expect(decisions[1]?.body).toEqual(decisions[0]?.body);
    expect(decisions[1]?.header('Idempotency-Key')).toBe(decisions[0]?.header('Idempotency-Key'));
  });

  it('settles the openIMIS task by itself after an approval that leaves it open', async () => {
    const awaiting = () => checked({ state: 'awaiting-task', allowedActions: ['resolve-task'], version: 13 });
    const api = service(toDecide, awaiting, enrolled);
    open(api);
    await press('Approve');
    await screen.findByText(/active beneficiary in openIMIS/);
    expect(api.callsOf(RESOLVE)).toHaveLength(1);
  });

  it('leaves a refused task resolution to the person', async () => {
    const awaiting = () => checked({ state: 'awaiting-task', allowedActions: ['resolve-task'], version: 13 });
    const api = service(toDecide, awaiting, () => refuse(403, 'platform.forbidden'));
    open(api);
    await press('Approve');
    await screen.findByText(/Your role does not allow this/);
    await arrive(50);
    expect(api.callsOf(RESOLVE)).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Settle the task in openIMIS' })).toBeTruthy();
  });

  it('rejects only with a reason', async () => {
    const api = service(toDecide, () => checked({ state: 'rejected', allowedActions: [], version: 11 }));
    open(api);
    await press('Reject');
    expect(screen.getByText('Please say why.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Reason/)));
    expect(api.callsOf(DECIDE)).toEqual([]);
    enter(/^Reason/, 'Another household member draws it');
    await press('Reject');
    await screen.findByText(/The approver said no/);
    expect(api.callsOf(DECIDE)[0]?.body).toMatchObject({
      decision: 'reject',
      reason: 'Another household member draws it',
    });
  });

  it('asks to read again when the statement changed meanwhile', async () => {
    const api = service(toDecide, () => refuse(409, 'enrolment.statement-changed'));
    open(api);
    await press('Approve');
    await screen.findByText(/What you were shown has changed/);
    await waitFor(() => expect(api.callsOf('GET /enrolment/journeys/*').length).toBeGreaterThan(1));
  });

  it('says loudly that the identity rests on witnesses and that a check is owed', async () => {
    open(service({ ...toDecide, assurance: 'witnessed', provisional: true }, enrolled));
    await screen.findByText(/rests on two witnesses/);
    expect(screen.getByText(/nothing is paid before it is/)).toBeTruthy();
  });

  it('offers no decision to the one who made the journey', async () => {
    open(service({ ...toDecide, allowedActions: [] }, enrolled));
    await screen.findByText(/A colleague decides/);
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('lets a second person take responsibility for a journey that was stopped', async () => {
    const held = checked({
      state: 'held',
      allowedActions: ['override-hold', 'reject'],
      steps: [step('eligibility', { status: 'review', reasons: ['possible-duplicate'] })],
    });
    const api = fakeApi({
      'GET /enrolment/journeys/*': () => held,
      'POST /enrolment/journeys/*/hold/override': () => checked({ version: 11, allowedActions: [] }),
    });
    open(api);
    await screen.findByText('Somebody very similar already draws from a programme.');
    await press('I take responsibility, go on');
    expect(screen.getByText('Please write at least 10 characters.')).toBeTruthy();
    enter(/^Why it may go on/, 'Papers of both compared');
    await press('I take responsibility, go on');
    await waitFor(() => expect(api.callsOf('POST /enrolment/journeys/*/hold/override')).toHaveLength(1));
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = open(service(toDecide, enrolled));
    await screen.findByText('You confirm exactly this');
    expect(await axeViolations(container)).toEqual([]);
  });
});
