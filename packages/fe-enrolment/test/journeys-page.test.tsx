import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { JourneysPage } from '../src/pages/JourneysPage.js';
import { summary } from './support/journeys.js';
import { APPROVER, arrive, axeViolations, enter, press, renderPage } from './support/render.js';

const LIST = 'GET /enrolment/journeys';
const service = () =>
  fakeApi({
    [LIST]: ({ params }) =>
      params.cursor === 'next'
        ? { items: [summary({ id: 'b', name: 'Baraka Otieno', state: 'held', reasons: ['deceased'] })] }
        : { items: [summary({ id: 'a' })], nextCursor: 'next' },
  });

const find = () => userEvent.click(screen.getByRole('button', { name: 'Find' }));

describe('The list of journeys', () => {
  afterEach(() => window.history.replaceState({}, '', '?'));

  it('shows who, where it stands and what stopped it, and reads on from the cursor', async () => {
    const api = service();
    renderPage(<JourneysPage />, api);
    await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('Baraka Otieno');
    expect(screen.getByRole('link', { name: 'Amina Wanjiru' }).getAttribute('href')).toBe(
      '/front/interlink/enrolment/journeys/a',
    );
    expect(screen.getByText('The civil registry has this person as deceased.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('names the programme, and by its code while openIMIS is away', async () => {
    const items = [summary({ id: 'a', programmeName: 'Old-age allowance' }), summary({ id: 'b' })];
    renderPage(<JourneysPage />, fakeApi({ [LIST]: () => ({ items }) }));
    await screen.findByRole('cell', { name: 'Old-age allowance' });
    screen.getByRole('cell', { name: 'OAA' });
  });

  it('S15: leads to the journey of somebody who was erased by the day of it', async () => {
    const erased = summary({ id: 'e', name: undefined, erasedAt: '2027-01-05T08:00:00.000Z' });
    renderPage(<JourneysPage />, fakeApi({ [LIST]: () => ({ items: [erased] }) }));
    const link = await screen.findByRole('link', { name: 'Erased on 2027-01-05 08:00:00' });
    expect(link.getAttribute('href')).toBe('/front/interlink/enrolment/journeys/e');
  });

  it('asks for one state only when one is chosen', async () => {
    const api = service();
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    enter(/^Show/, 'held');
    await waitFor(() => expect(api.callsOf(LIST).at(-1)?.params).toMatchObject({ state: 'held' }));
  });

  it.each([
    ['a state', () => enter(/^Show/, 'held'), '?state=held', { state: 'held' }],
    ['all, after a state', () => (enter(/^Show/, 'held'), enter(/^Show/, '')), '', {}],
    ['the own unfinished ones', () => enter(/^Show/, 'unfinished'), '?state=unfinished', { unfinished: 'true' }],
    ['a reference', () => (enter(/^Reference/, '0000a001'), find()), '?reference=0000A001', { reference: '0000A001' }],
  ])('shows %s again to whoever comes back from a journey', async (_what, choose, search, params) => {
    const { pushed, unmount } = renderPage(<JourneysPage />, service());
    await screen.findByText('Amina Wanjiru');
    await choose();
    await waitFor(() => expect(pushed.at(-1)).toBe(`/interlink/enrolment/journeys${search}`));
    unmount();
    window.history.replaceState({}, '', `?${search.slice(1)}`);
    const api = service();
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(LIST)[0]?.params).toEqual({ limit: 20, ...params });
  });

  it('finds the one journey of the reference on a slip, however it is typed', async () => {
    const api = service();
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    enter(/^Reference/, '0000 a001');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await waitFor(() => expect(api.callsOf(LIST).at(-1)?.params).toMatchObject({ reference: '0000A001' }));
  });

  it('says what is wrong with a reference, and asks nothing', async () => {
    const api = service();
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    enter(/^Reference/, '12');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByText(/eight letters and digits/);
    expect(api.callsOf(LIST)).toHaveLength(1);
  });

  it('says that no journey has the reference', async () => {
    const api = fakeApi({ [LIST]: ({ params }) => ({ items: params.reference ? [] : [summary()] }) });
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    enter(/^Reference/, '0000A009');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByText(/No journey has this reference/);
  });

  it("shows an officer's own unfinished journeys when the home page leads there", async () => {
    window.history.replaceState({}, '', '?state=unfinished');
    const api = service();
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(LIST)[0]?.params).toMatchObject({ unfinished: 'true' });
    expect((screen.getByLabelText(/^Show/) as HTMLSelectElement).value).toBe('unfinished');
  });

  it('offers to enrol a person only to whoever may', async () => {
    renderPage(<JourneysPage />, service(), { rights: APPROVER });
    await screen.findByText('Amina Wanjiru');
    expect(screen.queryByRole('link', { name: 'Enrol a person' })).toBeNull();
  });

  it('says that there is none, and what to do', async () => {
    renderPage(<JourneysPage />, fakeApi({ [LIST]: () => ({ items: [] }) }));
    await screen.findByText(/No journey here/);
  });

  it('reads again when asked to after a failure', async () => {
    let isDown = true;
    const api = fakeApi({
      [LIST]: () => (isDown ? refuse(503, 'platform.audit-unavailable') : { items: [summary()] }),
    });
    renderPage(<JourneysPage />, api);
    await screen.findByText(/nothing was shown/);
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Amina Wanjiru');
  });

  it('shows no journey of one state under another whose journeys were refused', async () => {
    const api = fakeApi({
      [LIST]: ({ params }) =>
        params.state === 'held' ? refuse(503, 'platform.audit-unavailable') : { items: [summary()] },
    });
    renderPage(<JourneysPage />, api);
    await screen.findByText('Amina Wanjiru');
    enter(/^Show/, 'held');
    await screen.findByRole('alert');
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
    expect(screen.queryByText(/No journey here/)).toBeNull();
  });

  it('shows those of the state that was chosen last, whichever answer is the quicker', async () => {
    const late = holdBack(() => ({ items: [summary({ name: 'Held Person' })] }));
    const api = fakeApi({
      [LIST]: ({ params }) =>
        params.state === 'held' ? late.answer() : { items: [summary({ name: `of ${String(params.state)}` })] },
    });
    renderPage(<JourneysPage />, api);
    await screen.findByText('of undefined');
    enter(/^Show/, 'held');
    expect(screen.queryByText('of undefined')).toBeNull();
    enter(/^Show/, 'enrolled');
    await screen.findByText('of enrolled');
    late.release();
    await arrive();
    expect(screen.queryByText('Held Person')).toBeNull();
  });

  it('keeps what was read when the next page is refused, and reads on from there when asked to', async () => {
    let isDown = true;
    const api = fakeApi({
      [LIST]: ({ params }) => {
        if (params.cursor === undefined) return { items: [summary({ id: 'a' })], nextCursor: 'next' };
        return isDown ? refuse(503, 'platform.audit-unavailable') : { items: [summary({ id: 'b', name: 'Baraka' })] };
      },
    });
    renderPage(<JourneysPage />, api);
    await press('Show more');
    await screen.findByRole('alert');
    expect(screen.getByText('Amina Wanjiru')).toBeTruthy();
    isDown = false;
    await press('Show more');
    await screen.findByText('Baraka');
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<JourneysPage />, service());
    await screen.findByText('Amina Wanjiru');
    expect(await axeViolations(container)).toEqual([]);
  });
});
