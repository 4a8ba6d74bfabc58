import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { journey, JOURNEY_ID } from './support/journeys.js';
import { answerVillages, axeViolations, enter, PROGRAMMES, renderPage, VILLAGE } from './support/render.js';

const candidate = {
  individualId: '11111111-0000-4000-8000-000000000001',
  givenName: 'Amina',
  surname: 'Wanjiru',
  birthDate: { date: '1955-03-12', precision: 'day' },
  locationId: 'b6b2a0c0-0000-4000-8000-000000000001',
  locationName: 'Mto',
  programmes: ['CHG'],
};
const START = 'POST /enrolment/journeys';
const service = (over = {}) =>
  fakeApi({
    'GET /enrolment/programmes': () => PROGRAMMES,
    'POST /enrolment/applicants/search': () => ({ items: [candidate] }),
    [START]: () => journey(),
    ...over,
  });

async function fillNewApplicant(village = /Mto.*Ward 1, Pwani/) {
  await userEvent.click(screen.getByRole('button', { name: 'New person, do not search' }));
  await screen.findByLabelText(/^Given name/);
  enter(/^Given name/, 'Amina');
  enter(/^Surname/, 'Wanjiru');
  enter(/^Birth date/, '1955-03-12');
  enter(/^Village/, 'Mto');
  await userEvent.click(screen.getByRole('combobox', { name: /^Village/ }));
  await userEvent.click(await screen.findByRole('option', { name: village }));
}
const back = () => userEvent.click(screen.getByRole('button', { name: 'Search for somebody else' }));
const begin = () => userEvent.click(screen.getByRole('button', { name: 'Begin the journey' }));

describe('The beginning of the enrolment desk', () => {
  beforeEach(() => answerVillages());

  it('goes back to what was searched for when the one who was chosen is somebody else', async () => {
    renderPage(<DeskPage />, service());
    enter(/^National identifier/, '12344711');
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    await userEvent.click(await screen.findByRole('button', { name: 'This is Amina Wanjiru' }));
    await screen.findByDisplayValue('1955-03-12');
    await back();
    expect(screen.getByLabelText<HTMLInputElement>(/^National identifier/).value).toBe('12344711');
    screen.getByRole('button', { name: 'This is Amina Wanjiru' });
    // WCAG 2.4.3: the button that was pressed is gone.
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  });

  it('takes over who was found, so that nothing known is typed again', async () => {
    const api = service();
    const { pushed } = renderPage(<DeskPage />, api);
    enter(/^National identifier/, '12344711');
    await userEvent.click(screen.getByRole('button', { name: 'Search' }));
    await userEvent.click(await screen.findByRole('button', { name: 'This is Amina Wanjiru' }));
    await screen.findByDisplayValue('1955-03-12');
    await begin();
    await waitFor(() => expect(pushed).toEqual([`/interlink/enrolment/desk/${JOURNEY_ID}`]));
    expect(api.callsOf(START)[0]?.body).toEqual({
      programme: 'OAA',
      applicant: {
        givenName: 'Amina',
        surname: 'Wanjiru',
        birthDate: { date: '1955-03-12', precision: 'day' },
        nationalId: '12344711',
        language: 'en',
        locationId: candidate.locationId,
        individualId: candidate.individualId,
      },
    });
  });

  it('begins for a new person with the village that openIMIS knows', async () => {
    const api = service();
    renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await begin();
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(1));
    expect(api.callsOf(START)[0]?.body).toMatchObject({ applicant: { locationId: candidate.locationId } });
    expect(api.callsOf(START)[0]?.header('X-Interlink')).toBe('1');
  });

  it('tells two villages of one name apart, and takes neither before one is chosen', async () => {
    const other = 'b6b2a0c0-0000-4000-8000-000000000002';
    answerVillages({ uuid: VILLAGE, name: 'Mto', ward: 'Ward 1' }, { uuid: other, name: 'Mto', ward: 'Ward 2' });
    const api = service();
    renderPage(<DeskPage />, api);
    await fillNewApplicant(/Mto.*Ward 2/);
    enter(/^Village/, 'Mto');
    await screen.findAllByRole('option', { name: /Mto/ });
    await begin();
    expect(screen.getByRole('combobox', { name: /^Village/ }).getAttribute('aria-invalid')).toBe('true');
    expect(api.callsOf(START)).toEqual([]);
    await userEvent.click(screen.getByRole('combobox', { name: /^Village/ }));
    await userEvent.click(await screen.findByRole('option', { name: /Ward 2/ }));
    await begin();
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(1));
    expect(api.callsOf(START)[0]?.body).toMatchObject({ applicant: { locationId: other } });
  });

  it('takes the village whose name is typed out when there is no other of that name', async () => {
    const api = service();
    renderPage(<DeskPage />, api);
    await fillNewApplicant();
    enter(/^Village/, 'mto, ward 1, pwani');
    await screen.findByRole('option', { name: /Mto/ });
    await userEvent.click(screen.getByRole('combobox', { name: /^Village/ }));
    await userEvent.tab();
    expect(screen.getByDisplayValue('Mto, Ward 1, Pwani')).toBeTruthy();
    await begin();
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(1));
  });

  it('records the mandate of somebody who acts for the applicant', async () => {
    const api = service();
    renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await userEvent.click(screen.getByRole('checkbox', { name: /acts for the applicant/ }));
    enter(/^Name of the one/, 'Joseph Wanjiru');
    enter(/^Relationship/, 'son');
    enter(/^Number of the mandate/, 'M-17');
    await begin();
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(1));
    expect(api.callsOf(START)[0]?.body).toMatchObject({
      mandate: { name: 'Joseph Wanjiru', relationship: 'son', documentReference: 'M-17' },
    });
  });

  it('names each field that is wrong, in words tied to the field, and sends nothing', async () => {
    const api = service();
    renderPage(<DeskPage />, api);
    await userEvent.click(screen.getByRole('button', { name: 'New person, do not search' }));
    await screen.findByLabelText(/^Given name/);
    enter(/^Birth date/, '1955-02-31');
    await begin();
    const born = screen.getByLabelText(/^Birth date/);
    expect(born.getAttribute('aria-invalid')).toBe('true');
    const described = (born.getAttribute('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => document.getElementById(id)?.textContent).join(' ')).toContain('This is no date');
    expect(api.callsOf(START)).toEqual([]);
  });

  it('creates no second applicant when the answer is lost: every repeat carries the same key', async () => {
    const api = service();
    for (let time = 0; time < 5; time += 1) api.loseAnswer(START);
    const { pushed } = renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await begin();
    await screen.findByText(/No answer came back/);
    await begin();
    await waitFor(() => expect(pushed).toHaveLength(1));
    const keys = api.callsOf(START).map((call) => call.header('Idempotency-Key'));
    expect(keys).toHaveLength(6);
    expect(new Set(keys).size).toBe(1);
  });

  it('uses another key for another applicant', async () => {
    const api = service({ [START]: () => refuse(422, 'enrolment.programme-unknown') });
    renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await begin();
    await screen.findByText(/does not enrol by journey/);
    enter(/^Given name/, 'Zuri');
    await begin();
    await waitFor(() => expect(api.callsOf(START)).toHaveLength(2));
    const keys = api.callsOf(START).map((call) => call.header('Idempotency-Key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('leads to the journey that is already open for this person', async () => {
    const api = service({ [START]: () => refuse(409, 'enrolment.already-under-way', { journeyId: 'other' }) });
    renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await begin();
    const link = await screen.findByRole('link', { name: 'Open that journey' });
    expect(link.getAttribute('href')).toBe('/front/interlink/enrolment/desk/other');
  });

  it('shows a refusal in the alert of the host with the reference for the administrator', async () => {
    const api = service({ [START]: () => refuse(403, 'platform.forbidden') });
    const { store } = renderPage(<DeskPage />, api);
    await fillNewApplicant();
    await begin();
    await waitFor(() => expect(store.getState().core).toHaveProperty('alert'));
    expect(store.getState().core.alert).toMatchObject({
      title: 'That did not work',
      message: expect.stringContaining('Your role does not allow this'),
      detail: expect.stringContaining('0f0e0d0c'),
    });
  });

  it('keeps no personal value in the browser', async () => {
    renderPage(<DeskPage />, service());
    await fillNewApplicant();
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('Amina');
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = renderPage(<DeskPage />, service());
    expect(await axeViolations(container)).toEqual([]);
    await fillNewApplicant();
    expect(await axeViolations(container)).toEqual([]);
  });
});
