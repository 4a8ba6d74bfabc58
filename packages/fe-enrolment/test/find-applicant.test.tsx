import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { checked, journey, JOURNEY_ID } from './support/journeys.js';
import { answerVillages, arrive, axeViolations, enter, press, PROGRAMMES, renderPage } from './support/render.js';

const SEARCH = 'POST /enrolment/applicants/search';
const START = 'POST /enrolment/journeys';
const candidate = (givenName: string, over: object = {}) => ({
  ...{ individualId: `11111111-0000-4000-8000-00000000000${givenName.length}`, givenName, surname: 'Wanjiru' },
  ...{ birthDate: { date: '1955-12-31', precision: 'year' }, programmes: [] },
  ...over,
});
function open(over: Parameters<typeof fakeApi>[0] = {}, language = 'en') {
  const api = fakeApi({ 'GET /enrolment/programmes': () => PROGRAMMES, [SEARCH]: () => ({ items: [] }), ...over });
  return { api, ...renderPage(<DeskPage />, api, { language }) };
}
const field = (label: RegExp) => screen.getByLabelText(label) as HTMLInputElement;
const errorOf = (label: RegExp) => document.getElementById(`${field(label).id}-error`)?.textContent;

describe('The search for an applicant', () => {
  beforeEach(() => answerVillages());

  it.each([
    [/^National identifier/, '123', /at least 4 characters/],
    [/^Birth date/, '31.12.1955', /This is no date/],
    [/^Birth date/, '1955-02-30', /This is no date/],
    [/^Mobile/, '0700000001', /no number with country code/],
  ])('leaves out nothing in silence: %s “%s” is told at its field, and nobody is searched for', async (...given) => {
    const [label, typed, words] = given;
    const { api } = open();
    enter(/^Name/, 'Amina Wanjiru');
    enter(/^Birth date/, '1955');
    enter(label, typed);
    expect(errorOf(label)).toBeUndefined();
    await press('Search');
    expect(errorOf(label)).toMatch(words);
    await waitFor(() => expect(document.activeElement).toBe(field(label)));
    expect(api.callsOf(SEARCH)).toEqual([]);
    enter(label, '');
    expect(errorOf(label)).toBeUndefined();
  });

  it('S12: asks for the birth date beside a name and a mobile: the service refuses both alone as too wide', async () => {
    const { api } = open();
    enter(/^Name/, 'Amina Wanjiru');
    enter(/^Mobile/, '+254 700 000 001');
    await press('Search');
    expect(errorOf(/^Birth date/)).toContain('the name together with the birth date');
    await waitFor(() => expect(document.activeElement).toBe(field(/^Birth date/)));
    expect(api.callsOf(SEARCH)).toEqual([]);
    enter(/^Birth date/, '1955');
    await press('Search');
    await screen.findByRole('region', { name: 'People found' });
    expect(api.callsOf(SEARCH)[0]?.body).toEqual({
      ...{ name: 'Amina Wanjiru', birthDate: '1955-12-31', mobile: '+254700000001' },
    });
    expect(errorOf(/^Birth date/)).toBeUndefined();
  });

  it('WCAG 2.4.3: leaves the keyboard where it was when the search was refused', async () => {
    const late = holdBack(() => refuse(503, 'platform.openimis-unavailable'));
    open({ [SEARCH]: late.answer });
    enter(/^National identifier/, '12344711');
    await press('Search');
    // As browsers do with what is disabled.
    (document.activeElement as HTMLElement).blur();
    late.release();
    await screen.findByRole('alert');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Search' })));
  });

  it('gives who was found nothing that was typed for somebody else since', async () => {
    const { api } = open({ [SEARCH]: () => ({ items: [candidate('Amina')] }), [START]: () => journey() });
    enter(/^National identifier/, '12344711');
    await press('Search');
    const found = within(await screen.findByRole('region', { name: 'People found' }));
    enter(/^National identifier/, '99990000');
    await userEvent.click(found.getByRole('button', { name: 'This is Amina Wanjiru' }));
    await screen.findByLabelText(/^Given name/);
    expect(field(/^National identifier/).value).toBe('12344711');
    expect(api.callsOf(SEARCH)).toHaveLength(1);
  });

  it('takes what is typed now over to a new person', async () => {
    open();
    enter(/^National identifier/, '12344711');
    await press('Search');
    await screen.findByRole('region', { name: 'People found' });
    enter(/^National identifier/, '12344712');
    await press('None of these: a new person');
    await screen.findByLabelText(/^Given name/);
    expect(field(/^National identifier/).value).toBe('12344712');
  });

  it('knows of a birth date as much as the registry does, and makes up no day', async () => {
    open({ [SEARCH]: () => ({ items: [candidate('Amina')] }) });
    enter(/^National identifier/, '12344711');
    await press('Search');
    await press('This is Amina Wanjiru');
    await screen.findByLabelText(/^Given name/);
    expect(field(/^Birth date/).value).toBe('1955');
  });

  it('shows nobody of the search before while the next one is under way', async () => {
    const late = holdBack(() => ({ items: [candidate('Amina')] }));
    const answers = [() => ({ items: [candidate('Zuri')] }), late.answer];
    open({ [SEARCH]: () => answers.shift()?.() });
    enter(/^National identifier/, '11110000');
    await press('Search');
    await screen.findByText('Zuri Wanjiru');
    enter(/^National identifier/, '22220000');
    await press('Search');
    expect(screen.queryByText('Zuri Wanjiru')).toBeNull();
    expect(screen.getByText('Searching openIMIS…')).toBeTruthy();
    late.release();
    await screen.findByText('Amina Wanjiru');
  });

  it('S2: says of who was found no programme that may not be seen, and no identifier that is not there', async () => {
    open({ [SEARCH]: () => ({ items: [candidate('Amina', { locationName: 'Mto' })] }) });
    enter(/^National identifier/, '12344711');
    await press('Search');
    const found = within(await screen.findByRole('region', { name: 'People found' }));
    expect(found.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Birth date', 'Village']);
  });

  it('speaks Arabic, identifiers and numbers typed from left to right', async () => {
    const { container } = open({}, 'ar');
    expect(container.querySelector('section')?.getAttribute('dir')).toBe('rtl');
    const dirs = [...container.querySelectorAll('input')].map((one) => one.getAttribute('dir'));
    expect(dirs).toEqual(['ltr', 'auto', 'ltr', 'ltr']);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The keyboard of an officer (WCAG 2.4.3)', () => {
  beforeEach(() => answerVillages());
  const desk = (shown: ReturnType<typeof journey>, over: Parameters<typeof fakeApi>[0] = {}) => {
    const api = fakeApi({ 'GET /enrolment/journeys/*': () => shown, ...over });
    return { api, ...renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID } }) };
  };
  const byKeyboard = async (name: string) => {
    (await screen.findByRole('button', { name })).focus();
    await userEvent.keyboard('{enter}');
  };

  it('is at the first field of a new applicant once the search is gone', async () => {
    open();
    await byKeyboard('New person, do not search');
    await screen.findByLabelText(/^Given name/);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Programme/)));
  });

  it('is at the reason why an application is ended once the button is gone', async () => {
    desk(checked());
    await byKeyboard('End this application');
    expect(document.activeElement).toBe(screen.getByLabelText(/^Why/));
  });

  it('is at the first witness once the button is gone', async () => {
    desk(journey({ state: 'consented', allowedActions: ['start-identity', 'vouch-identity'], version: 2 }));
    await byKeyboard('Let two witnesses vouch instead');
    const [first] = screen.getAllByRole('group');
    expect(document.activeElement).toBe(within(first as HTMLElement).getByLabelText(/^Name/));
  });
});

describe('The window of the national ID', () => {
  const START_IDENTITY = 'POST /enrolment/journeys/*/identity/start';
  const consented = journey({ state: 'consented', allowedActions: ['start-identity'], version: 2 });
  const authorizationUrl = 'https://id.example/authorize?state=s';
  const openDesk = (answer: () => unknown) => {
    const opened = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(opened as unknown as Window);
    const api = fakeApi({ 'GET /enrolment/journeys/*': () => consented, [START_IDENTITY]: answer });
    return { opened, ...renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID } }) };
  };

  it('does not stay empty for ever when the desk is left before the national ID has answered', async () => {
    const late = holdBack(() => ({ authorizationUrl, expiresAt: '2026-11-24T09:00:00.000Z' }));
    const { opened, visit } = openDesk(late.answer);
    await press('Open the national identity page');
    visit(<p>elsewhere</p>);
    expect(opened.close).toHaveBeenCalledTimes(1);
    late.release();
    await arrive();
    expect(opened.location.replace).not.toHaveBeenCalled();
  });

  it('stays open when the desk is left once the person can sign in there', async () => {
    const { opened, visit } = openDesk(() => ({ authorizationUrl, expiresAt: '2026-11-24T09:00:00.000Z' }));
    await press('Open the national identity page');
    await waitFor(() => expect(opened.location.replace).toHaveBeenCalledWith(authorizationUrl));
    visit(<p>elsewhere</p>);
    expect(opened.close).not.toHaveBeenCalled();
  });
});
