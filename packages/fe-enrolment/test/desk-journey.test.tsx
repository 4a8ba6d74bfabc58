import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { checked, CORRELATION, journey, JOURNEY_ID, step } from './support/journeys.js';
import { axeViolations, enter, press, renderPage } from './support/render.js';

/** A service that keeps one journey: `acts` say what each act makes of it. */
function service(first: Journey, acts: Readonly<Record<string, () => Journey>> = {}) {
  let now = first;
  const onAct = Object.entries(acts).map(([act, after]) => [
    `POST /enrolment/journeys/*/${act}`,
    () => (now = after()),
  ]);
  return fakeApi({
    'GET /enrolment/journeys/*': () => now,
    'POST /enrolment/journeys/*/identity/start': () => ({
      authorizationUrl: 'https://id.example/authorize?state=s',
      expiresAt: '2026-11-24T09:00:00.000Z',
    }),
    ...(Object.fromEntries(onAct) as Record<string, () => Journey>),
  });
}
const open = (api: ReturnType<typeof service>, language = 'en') =>
  renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID }, language });
const current = () => document.querySelector('[aria-current="step"]')?.getAttribute('data-step');

describe('The enrolment desk with a journey', () => {
  const consented = journey({ state: 'consented', allowedActions: ['start-identity', 'vouch-identity'], version: 2 });

  it('reads the notice, records how the person agreed, and goes on to the identity', async () => {
    const api = service(journey(), { consent: () => consented });
    open(api);
    await screen.findByText(/To enrol you in Old-age allowance/);
    expect(current()).toBe('consent');
    enter(/^How the person agreed/, 'thumbprint');
    await press('The person agrees');
    await waitFor(() => expect(current()).toBe('identity'));
    const [call] = api.callsOf('POST /enrolment/journeys/*/consent');
    expect(call?.body).toEqual({ noticeVersion: '2026-12', means: 'thumbprint' });
    expect(call?.header('X-Correlation-Id')).toBe(CORRELATION);
  });

  it('ends the journey when the person does not agree', async () => {
    const api = service(journey(), { withdraw: () => journey({ state: 'withdrawn', allowedActions: [], version: 2 }) });
    open(api);
    await press('The person does not agree');
    // Nothing has ended yet: one press is too near to the one that goes on.
    expect(api.callsOf('POST /enrolment/journeys/*/withdraw')).toEqual([]);
    await press('Do not agree: end the application');
    await screen.findByText(/The application was ended/);
  });

  it('leaves an end that was not meant', async () => {
    const api = service(journey());
    open(api);
    await press('End this application');
    await press('Leave it');
    expect(screen.queryByLabelText('Why it ends')).toBeNull();
    screen.getByRole('button', { name: 'End this application' });
    expect(api.callsOf('POST /enrolment/journeys/*/withdraw')).toEqual([]);
  });

  it('opens the national ID in a window that cannot reach back, and offers a link if none opened', async () => {
    const opened = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(opened as unknown as Window);
    const api = service(consented);
    open(api);
    await press('Open the national identity page');
    await waitFor(() => expect(opened.location.replace).toHaveBeenCalledWith('https://id.example/authorize?state=s'));
    expect(opened.opener).toBeNull();
    expect(api.callsOf('POST /enrolment/journeys/*/identity/start')[0]?.header('Idempotency-Key')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('lets two witnesses vouch for a person without ID or phone, and says that this is a lower assurance', async () => {
    const api = service(consented, {
      'identity/vouch': () =>
        journey({ state: 'checking', assurance: 'witnessed', allowedActions: ['check-account'], version: 3 }),
    });
    open(api);
    await press('Let two witnesses vouch instead');
    expect(screen.getByText(/lower assurance than the national identity/)).toBeTruthy();
    const [first, second] = screen.getAllByRole('group');
    for (const [at, group] of [first, second].entries()) {
      await userEvent.type(within(group as HTMLElement).getByLabelText(/^Name/), `W${at}`);
      await userEvent.type(within(group as HTMLElement).getByLabelText(/^Number/), `D${at}`);
    }
    await press('Both vouch for this person');
    await screen.findByText('Identity by witnesses (lower assurance)');
    expect(api.callsOf('POST /enrolment/journeys/*/identity/vouch')[0]?.body).toEqual({
      witnesses: [
        { name: 'W0', documentReference: 'D0' },
        { name: 'W1', documentReference: 'D1' },
      ],
    });
  });

  it('says who was asked, what they answered, how long it took and what to do, in words', async () => {
    open(
      service(
        journey({
          state: 'held',
          allowedActions: ['retry-checks', 'check-account'],
          steps: [
            step('civil-status', {
              status: 'review',
              askedOf: 'civil-registry',
              reasons: ['name-differs'],
              advice: 'compare-documents',
              tookMs: 840,
              attempts: 2,
            }),
          ],
        }),
      ),
    );
    await screen.findByText('The name there is another.');
    const item = document.querySelector('[data-step="civil-status"]');
    for (const words of [
      'Needs a person',
      'Civil registry',
      'The name there is another.',
      '0.8 s',
      'Compare name and birth date',
    ]) {
      expect(item?.textContent).toContain(words);
    }
  });

  it('lets another account be given when the first is closed', async () => {
    const account = step('account', { status: 'failed', askedOf: 'bank', reasons: ['account-closed'], attempts: 1 });
    const settled = (['civil-status', 'eligibility'] as const).map((name) => step(name, { status: 'passed' }));
    const api = service(
      journey({ state: 'checking', allowedActions: ['check-account'], steps: [account, ...settled], version: 6 }),
      { account: () => checked() },
    );
    open(api);
    await screen.findByText('The account is closed.');
    enter(/^Account number/, '0123 4567');
    await press('Check the account');
    await waitFor(() => expect(current()).toBe('review'));
    expect(api.callsOf('POST /enrolment/journeys/*/account')[0]?.body).toEqual({
      provider: 'bank',
      accountNumber: '01234567',
    });
  });

  it('sends what was reviewed, bound to the version that was shown', async () => {
    const api = service(checked(), {
      submit: () => checked({ state: 'awaiting-approval', allowedActions: ['withdraw'], version: 10 }),
    });
    open(api);
    await press('Send for approval');
    await screen.findByText(/A colleague decides/);
    expect(api.callsOf('POST /enrolment/journeys/*/submit')[0]?.header('If-Match')).toBe('"9"');
    expect(screen.getByRole('link', { name: 'Print the slip' })).toBeTruthy();
  });

  it.each([
    [412, 'platform.conflict', /Somebody changed this/],
    [409, 'enrolment.not-possible-now', /not possible in the present state/],
  ])('shows what is now after a refusal with %s', async (status, code, words) => {
    const api = service(checked(), { submit: () => refuse(status, code) });
    open(api);
    await press('Send for approval');
    await screen.findByText(words);
    await waitFor(() => expect(api.callsOf('GET /enrolment/journeys/*').length).toBeGreaterThan(1));
  });

  it('keeps what it shows when openIMIS is down, and says that nothing was changed', async () => {
    const api = service(checked(), { submit: () => refuse(503, 'platform.openimis-unavailable') });
    open(api);
    await press('Send for approval');
    await screen.findByText(/openIMIS does not answer. Nothing was changed/);
    expect(current()).toBe('review');
  });

  it('explains a journey that may not be seen', async () => {
    const api = fakeApi({ 'GET /enrolment/journeys/*': () => refuse(404, 'enrolment.journey-not-found') });
    open(api as ReturnType<typeof service>);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no such journey');
  });

  it('reads right to left in Arabic', async () => {
    const { container } = open(service(journey()), 'ar');
    await screen.findByText('الشخص موافق');
    expect(container.querySelector('section')?.getAttribute('dir')).toBe('rtl');
  });

  it.each([
    ['consent', journey()],
    ['identity', consented],
    ['review', checked()],
  ])('has no accessibility fault that axe knows at %s', async (name, shown) => {
    const { container } = open(service(shown));
    await waitFor(() => expect(current()).toBe(name));
    expect(await axeViolations(container)).toEqual([]);
  });
});
