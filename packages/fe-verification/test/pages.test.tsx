import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { arrive, enter, press } from '../../fe-kit/test/support/pages.js';
import { RIGHT_READ, RIGHT_RUN } from '../src/names.js';
import { ExpiringPage } from '../src/pages/ExpiringPage.js';
import { ListPage } from '../src/pages/ListPage.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import { VerifyPage } from '../src/pages/VerifyPage.js';
import { show } from './support/show.js';

describe('What was answered', () => {
  it.each([
    ['confirmations that end', <ExpiringPage key="e" />],
    ['a list', <ListPage key="l" />],
    ['a person', <PersonPage key="p" />],
  ] as const)('leads back to where people are verified, for whoever may: %s', (_what, page) => {
    const { unmount } = show(page, fakeApi({}));
    expect(screen.getByRole('link', { name: 'Verify people' }).getAttribute('href')).toMatch(/verification\/people$/);
    unmount();
    show(page, fakeApi({}), { rights: [RIGHT_READ] });
    expect(screen.queryByRole('link')).toBeNull();
  });
});

describe('The confirmations that end', () => {
  const EXPIRING = 'GET /verifications/expiring';
  const of = (name: string) => ({
    ...{ individualId: name, name, kind: 'account', source: 'bank' },
    ...{ checkedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2999-12-24T08:00:00.000Z' },
  });
  const within = (days: string) => enter(/^Ends within/, days);

  it('within one time are not shown under another that was refused', async () => {
    const api = fakeApi({
      [EXPIRING]: ({ params }) =>
        Number(params.days) === 90 ? refuse(503, 'platform.audit-unavailable') : { items: [of('Amina')] },
    });
    show(<ExpiringPage />, api);
    await screen.findByText('Amina');
    within('90');
    await screen.findByRole('alert');
    expect(screen.queryByText('Amina')).toBeNull();
    within('30');
    await screen.findByText('Amina');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('are those of the time that was chosen last, whichever answer is the quicker', async () => {
    const late = holdBack(() => ({ items: [of('Amina')] }));
    const api = fakeApi({
      [EXPIRING]: ({ params }) =>
        Number(params.days) === 7 ? late.answer() : { items: [of(`within ${String(params.days)}`)] },
    });
    show(<ExpiringPage />, api);
    await screen.findByText('within 30');
    within('7');
    expect(screen.queryByText('within 30')).toBeNull();
    within('90');
    await screen.findByText('within 90');
    late.release();
    await arrive();
    expect(screen.queryByText('Amina')).toBeNull();
  });

  it('S13: are not kept once the page was left', async () => {
    const { store, unmount } = show(<ExpiringPage />, fakeApi({ [EXPIRING]: () => ({ items: [of('Amina')] }) }));
    await screen.findByText('Amina');
    unmount();
    expect(JSON.stringify(store.getState())).not.toContain('Amina');
  });
});

describe('The form that verifies people', () => {
  const VERIFY = 'POST /verifications';
  const ids = () => screen.getByLabelText(/^National identifiers/);

  it('WCAG 3.3.1: says at the boxes that none is ticked, and nothing of the identifiers that are right', async () => {
    const api = fakeApi({});
    show(<VerifyPage />, api);
    enter(/^National identifiers/, '11114711');
    for (const name of ['Civil status', 'Account']) await userEvent.click(screen.getByRole('checkbox', { name }));
    await press('Verify');
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toBe('Please choose what to ask.');
    expect(screen.getByRole('group', { name: 'What to ask' }).contains(alert)).toBe(true);
    const [first] = screen.getAllByRole('checkbox');
    await waitFor(() => expect(document.activeElement).toBe(first));
    expect([first?.getAttribute('aria-invalid'), first?.getAttribute('aria-describedby')]).toEqual(['true', alert.id]);
    expect(ids().getAttribute('aria-invalid')).toBe('false');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Double enrolment' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(api.calls).toEqual([]);
  });

  it('WCAG 3.3.1: leads the keyboard to identifiers that are wrong', async () => {
    show(<VerifyPage />, fakeApi({}));
    await press('Verify');
    await waitFor(() => expect(document.activeElement).toBe(ids()));
    expect(ids().getAttribute('aria-invalid')).toBe('true');
  });

  it.each([
    ['41 letters', 'x'.repeat(41), /at most 40 characters/],
    ['one of them short', '11114711\n12', /at least 4 characters/],
  ])('asks about nobody when there is %s', async (_what, typed, words) => {
    const api = fakeApi({});
    show(<VerifyPage />, api);
    enter(/^National identifiers/, typed);
    await press('Verify');
    await screen.findByText(words);
    expect(api.calls).toEqual([]);
  });

  it('asks about 500 at once, each in the order in which it stands', async () => {
    const api = fakeApi({ [VERIFY]: () => ({ items: [] }) });
    show(<VerifyPage />, api);
    const all = Array.from({ length: 500 }, (_, at) => String(10_000 + at));
    enter(/^National identifiers/, all.join('\t'));
    await press('Verify');
    await waitFor(() => expect(api.callsOf(VERIFY)).toHaveLength(1));
    expect(api.callsOf(VERIFY)[0]?.body).toMatchObject({ nationalIds: all });
  });

  it('asks what was ticked, in one order, whatever the order of ticking', async () => {
    const api = fakeApi({ [VERIFY]: () => ({ items: [] }) });
    show(<VerifyPage />, api);
    enter(/^National identifiers/, '11114711');
    for (const name of ['Civil status', 'Double enrolment', 'Civil status'])
      await userEvent.click(screen.getByRole('checkbox', { name }));
    await press('Verify');
    await waitFor(() => expect(api.callsOf(VERIFY)).toHaveLength(1));
    expect(api.callsOf(VERIFY)[0]?.body).toMatchObject({ kinds: ['civil-status', 'account', 'enrolment'] });
  });

  it('S4: asks once more with the same key when the answer was lost, and with another after an answer', async () => {
    const api = fakeApi({ [VERIFY]: () => ({ items: [] }) });
    for (let time = 0; time < 4; time += 1) api.loseAnswer(VERIFY);
    show(<VerifyPage />, api);
    enter(/^National identifiers/, '11114711');
    await press('Verify');
    await screen.findByText(/No answer came back/);
    await press('Verify');
    await screen.findByRole('region', { name: 'Results' });
    const keys = () => new Set(api.callsOf(VERIFY).map((call) => call.header('Idempotency-Key')));
    expect(keys().size).toBe(1);
    await press('Verify');
    await waitFor(() => expect(keys().size).toBe(2));
  });

  it('S12: takes the reason of who has looked at very many people, and says that it is kept', async () => {
    let hasReason = false;
    const api = fakeApi({
      [VERIFY]: () => (hasReason ? { items: [] } : refuse(403, 'platform.reason-needed')),
      'POST /session/reason': () => {
        hasReason = true;
        return {};
      },
    });
    show(<VerifyPage />, api);
    enter(/^National identifiers/, '11114711');
    await press('Verify');
    await screen.findByRole('alert');
    enter(/^Why you need/, 'Flood relief list');
    await press('Give the reason and go on');
    await screen.findByText(/Your reason is kept/);
    await press('Verify');
    await screen.findByRole('region', { name: 'Results' });
  });

  it('S8: leads to the confirmations that end only those who may read them', () => {
    const { unmount } = show(<VerifyPage />, fakeApi({}));
    expect(screen.getByRole('link', { name: 'Confirmations that end soon' })).toBeTruthy();
    unmount();
    show(<VerifyPage />, fakeApi({}), { rights: [RIGHT_RUN] });
    expect(screen.queryByRole('link')).toBeNull();
  });
});

describe('SR-009: a list that is still worked off', () => {
  const LIST = 'GET /verifications/lists/list-a';
  const PEOPLE = 'GET /verifications/lists/list-a/people';
  const list = (done: number, state = 'running') => ({
    ...{ listId: 'list-a', state, total: 40, done, createdAt: '2026-11-24T08:00:00.000Z' },
    verdicts: { accept: done, review: 0, stop: 0, unknown: 0 },
  });
  const person = (name: string) => ({ nationalId: '••••4711', name, verdict: 'accept', results: [], notAsked: [] });
  const AGAIN = 'Show who is done since';

  it('shows who is done since the page was asked for, without the page being loaded anew', async () => {
    let names = ['Amina'];
    const api = fakeApi({
      [LIST]: () => list(names.length),
      [PEOPLE]: () => ({ items: names.map(person) }),
    });
    show(<ListPage lookEveryMs={5} />, api);
    await press('Show the results');
    await screen.findByText('Amina');
    expect(screen.queryByRole('button', { name: AGAIN })).toBeNull();
    names = ['Amina', 'Baraka'];
    await press(AGAIN);
    await screen.findByText('Baraka');
    expect(screen.queryByRole('button', { name: AGAIN })).toBeNull();
    expect(api.callsOf(PEOPLE).map(({ params }) => params.after)).toEqual([undefined, undefined]);
  });

  it('S12: looks at nobody by itself, however often it looks how far it is', async () => {
    let done = 1;
    const api = fakeApi({ [LIST]: () => list((done += 1)), [PEOPLE]: () => ({ items: [] }) });
    show(<ListPage lookEveryMs={1} />, api);
    await waitFor(() => expect(api.callsOf(LIST).length).toBeGreaterThan(3));
    expect(api.callsOf(PEOPLE)).toEqual([]);
  });

  it('is asked no more once everybody is done, and no more once the page is left', async () => {
    const api = fakeApi({ [LIST]: () => list(40, 'done') });
    const { unmount } = show(<ListPage lookEveryMs={1} />, api);
    await screen.findByText(/Everybody is done/);
    await arrive(20);
    expect(api.callsOf(LIST)).toHaveLength(1);
    unmount();
    const running = fakeApi({ [LIST]: () => list(2) });
    const left = show(<ListPage lookEveryMs={20} />, running);
    await screen.findByText('2 of 40 people are verified.');
    left.unmount();
    const asked = running.callsOf(LIST).length;
    await arrive(50);
    expect(running.callsOf(LIST)).toHaveLength(asked);
  });

  it('that could not be asked for stops asking, and goes on when somebody presses', async () => {
    let isDown = false;
    const api = fakeApi({ [LIST]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : list(2)) });
    show(<ListPage lookEveryMs={5} />, api);
    await screen.findByText('2 of 40 people are verified.');
    isDown = true;
    await screen.findByRole('alert');
    const asked = api.callsOf(LIST).length;
    await arrive(30);
    expect(api.callsOf(LIST)).toHaveLength(asked);
    // How far it was stays in sight.
    expect(screen.getByText('2 of 40 people are verified.')).toBeTruthy();
    isDown = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
