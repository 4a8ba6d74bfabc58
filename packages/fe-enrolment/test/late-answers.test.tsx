import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { holdBack, fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { checked, journey, JOURNEY_ID } from './support/journeys.js';
import { answerVillages, arrive, enter, press, PROGRAMMES, renderPage } from './support/render.js';

const OTHER_ID = '018f4a5e-7c1d-7000-8000-00000000a002';
const SEARCH = 'POST /enrolment/applicants/search';
const START = 'POST /enrolment/journeys';
const CONSENT = `POST /enrolment/journeys/${OTHER_ID}/consent`;
const SUBMIT = `POST /enrolment/journeys/${JOURNEY_ID}/submit`;
const other = (over: Partial<Journey> = {}) => journey({ id: OTHER_ID, ...over });

/** Two applicants at one desk: the first one's submission is on its way when the officer goes on to the second. */
async function goOnToTheNext(submitted: () => unknown) {
  const api = fakeApi({
    [`GET /enrolment/journeys/${JOURNEY_ID}`]: () => checked(),
    [`GET /enrolment/journeys/${OTHER_ID}`]: () => other(),
    [SUBMIT]: submitted,
    [CONSENT]: () => other({ state: 'consented', allowedActions: ['start-identity'], version: 2 }),
  });
  const page = renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID } });
  await press(/^Send/);
  page.rerender(page.inHost(<DeskPage />, { id: OTHER_ID }));
  await screen.findByText(/To enrol you in/);
  return { api, ...page };
}

describe('On a slow link, what was done for the applicant before', () => {
  beforeEach(() => answerVillages());

  it('does not hold up what is done for the next one', async () => {
    const late = holdBack(() => checked());
    const { api } = await goOnToTheNext(late.answer);
    await press('The person agrees');
    await screen.findByRole('button', { name: 'Open the national identity page' });
    expect(api.callsOf(SUBMIT)).toHaveLength(1);
    expect(api.callsOf(CONSENT)).toHaveLength(1);
  });

  it('greets the next one with no refusal', async () => {
    const late = holdBack(() => refuse(409, 'enrolment.not-possible-now'));
    const { store } = await goOnToTheNext(late.answer);
    late.release();
    await arrive();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(store.getState().core).not.toHaveProperty('alert');
  });

  it('S13: who was found is not kept once the desk was left', async () => {
    const late = holdBack(() => ({
      items: [{ individualId: 'i', givenName: 'Amina', surname: 'Wanjiru', programmes: [] }],
    }));
    const api = fakeApi({ 'GET /enrolment/programmes': () => PROGRAMMES, [SEARCH]: late.answer });
    const { store, unmount } = renderPage(<DeskPage />, api);
    enter(/^National identifier/, '12344711');
    await press('Search');
    unmount();
    late.release();
    await arrive();
    expect(JSON.stringify(store.getState())).not.toContain('Amina');
  });

  it('does not take away an officer who has begun with the next one', async () => {
    const late = holdBack(() => journey());
    const api = fakeApi({ 'GET /enrolment/programmes': () => PROGRAMMES, [START]: late.answer });
    const { pushed, rerender, inHost } = renderPage(<DeskPage />, api);
    await press('New person, do not search');
    await screen.findByLabelText(/^Given name/);
    enter(/^Given name/, 'Amina');
    enter(/^Surname/, 'Wanjiru');
    enter(/^Birth date/, '1955-03-12');
    enter(/^Village/, 'Mto');
    await userEvent.click(screen.getByRole('combobox', { name: /^Village/ }));
    await userEvent.click(await screen.findByRole('option', { name: /Mto/ }));
    await press('Begin the journey');
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(1));
    rerender(inHost(<p>elsewhere</p>));
    rerender(inHost(<DeskPage />));
    late.release();
    await arrive();
    expect(pushed).toEqual([]);
    expect(screen.getByRole('button', { name: 'Search' })).toBeTruthy();
  });
});
