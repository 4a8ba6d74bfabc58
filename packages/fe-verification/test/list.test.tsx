import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { axeViolations } from '../../fe-kit/test/support/pages.js';
import { ListPage } from '../src/pages/ListPage.js';
import { VerifyPage } from '../src/pages/VerifyPage.js';
import { show } from './support/show.js';

const ID = 'list-a';
const LIST = `GET /verifications/lists/${ID}`;
const PEOPLE = `GET /verifications/lists/${ID}/people`;
const none = { accept: 0, review: 0, stop: 0, unknown: 0 };
const list = (over: object = {}) => ({
  ...{ listId: ID, state: 'running', total: 40, done: 10, createdAt: '2026-11-24T08:00:00.000Z' },
  verdicts: { ...none, accept: 10 },
  ...over,
});
const person = (name: string) => ({ nationalId: '••••4711', name, verdict: 'accept', results: [], notAsked: [] });

describe('SR-009: a list of people', () => {
  it('of more than 20 is begun, and leads to its own page', async () => {
    const api = fakeApi({ 'POST /verifications': () => list({ done: 0 }) });
    show(<VerifyPage />, api);
    const value = Array.from({ length: 40 }, (_, at) => 10_000 + at).join('\n');
    fireEvent.change(screen.getByLabelText(/^National identifiers/), { target: { value } });
    await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
    const link = await screen.findByRole('link', { name: 'See how far it is' });
    expect(link.getAttribute('href')).toBe(`/front/interlink/verification/lists/${ID}`);
    expect(screen.getByText(/The list of 40 people is being verified/)).toBeTruthy();
  });

  it('shows how far it is until everybody is done, and how many came to what', async () => {
    const states = [list(), list({ done: 25, verdicts: { ...none, accept: 25 } })];
    const done = list({ state: 'done', done: 40, verdicts: { ...none, accept: 38, stop: 2 } });
    const api = fakeApi({ [LIST]: () => states.shift() ?? done });
    const { container } = show(<ListPage lookEveryMs={5} />, api);
    await screen.findByText('40 of 40 people are verified. Everybody is done.');
    expect(screen.getByText('Stop: 2')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('100');
    expect(api.callsOf(LIST)).toHaveLength(3);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('shows people page by page, and none before somebody asks', async () => {
    const api = fakeApi({
      [LIST]: () => list({ state: 'done', done: 40 }),
      [PEOPLE]: ({ params }) =>
        params.after === undefined ? { items: [person('Amina')], next: 19 } : { items: [person('Baraka')] },
    });
    show(<ListPage />, api);
    await userEvent.click(await screen.findByRole('button', { name: 'Show the results' }));
    await screen.findByText('Amina');
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Results' }));
    expect((screen.getByRole('button', { name: 'Previous page' }) as HTMLButtonElement).disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Baraka');
    expect((screen.getByRole('button', { name: 'Next page' }) as HTMLButtonElement).disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Previous page' }));
    await screen.findByText('Amina');
    expect(api.callsOf(PEOPLE).map(({ params }) => params.after)).toEqual([undefined, 19, undefined]);
  });

  it('says when nobody is done yet, and when there is no such list', async () => {
    show(<ListPage lookEveryMs={60_000} />, fakeApi({ [LIST]: () => list({ done: 0, verdicts: none }) }));
    await screen.findByText('Nobody is done yet.');
    show(<ListPage />, fakeApi({ [LIST]: () => refuse(404, 'verification.list-not-found') }));
    await waitFor(() => expect(screen.getByText(/no such list of people/)).toBeTruthy());
  });
});
