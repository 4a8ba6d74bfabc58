import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { DeskPage } from '../src/pages/DeskPage.js';
import { JourneysPage } from '../src/pages/JourneysPage.js';
import { journey, JOURNEY_ID, step, summary } from './support/journeys.js';
import { answerVillages, enter, press, PROGRAMMES, renderPage } from './support/render.js';

const SEARCH = 'POST /enrolment/applicants/search';
const service = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({ 'GET /enrolment/programmes': () => PROGRAMMES, [SEARCH]: () => ({ items: [] }), ...over });
const describedBy = (control: HTMLElement) =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');
const typeVillage = async (name: string) => {
  enter(/^Village/, name);
  await userEvent.click(screen.getByRole('combobox', { name: /^Village/ }));
};
const toApplicant = async (api = service()) => {
  const page = renderPage(<DeskPage />, api);
  await press('New person, do not search');
  await screen.findByLabelText(/^Given name/);
  return page;
};

describe('The village of an applicant', () => {
  beforeEach(() => answerVillages());

  it.each([
    ['answers with an error', () => ({ locations: null })],
    [
      'breaks off',
      () => {
        throw new Error('no network');
      },
    ],
  ])(
    'says that openIMIS could not be asked when it %s, not that there is no such village',
    async (_how, fakeGraphql) => {
      Object.assign(globalThis, { fakeGraphql });
      await toApplicant();
      await typeVillage('Mto');
      await screen.findByText(/openIMIS does not answer/);
      expect(describedBy(screen.getByRole('combobox', { name: /^Village/ }))).toContain('openIMIS does not answer');
    },
  );

  it('can be chosen once openIMIS answers again: one failure ends nothing of the desk', async () => {
    Object.assign(globalThis, {
      fakeGraphql: () => {
        throw new Error('no network');
      },
    });
    const api = service();
    await toApplicant(api);
    await typeVillage('Mto');
    await screen.findByText(/openIMIS does not answer/);
    answerVillages();
    await typeVillage('Mt');
    await userEvent.click(await screen.findByRole('option', { name: /Mto/ }));
    expect(screen.queryByText(/openIMIS does not answer/)).toBeNull();
    expect(screen.getByDisplayValue('Mto, Ward 1, Pwani')).toBeTruthy();
  });

  it('is offered none of the names that were asked for before and do not fit what is typed now', async () => {
    await toApplicant();
    await typeVillage('Mto');
    await screen.findByRole('option', { name: /Mto/ });
    const type = (value: string) =>
      fireEvent.change(screen.getByRole('combobox', { name: /^Village/ }), { target: { value } });
    type('Kijiji');
    expect(screen.queryByRole('option', { name: /Mto/ })).toBeNull();
    type('MT');
    expect(screen.getByRole('option', { name: /Mto/ })).toBeTruthy();
  });

  it('is none any more when its name is changed after it was chosen', async () => {
    const api = service();
    await toApplicant(api);
    await typeVillage('Mto');
    await userEvent.click(await screen.findByRole('option', { name: /Mto/ }));
    enter(/^Village/, 'Mto, Ward 1, Pwan');
    await press('Begin the journey');
    expect(screen.getByRole('combobox', { name: /^Village/ }).getAttribute('aria-invalid')).toBe('true');
    expect(api.callsOf('POST /enrolment/journeys')).toEqual([]);
  });
});

describe('Finding an applicant', () => {
  beforeEach(() => answerVillages());

  it('S12: that is too wide says so, keeps what was typed, and can be tried again', async () => {
    let isWide = true;
    const api = service({ [SEARCH]: () => (isWide ? refuse(422, 'enrolment.search-too-wide') : { items: [] }) });
    renderPage(<DeskPage />, api);
    enter(/^Name/, 'Amina');
    enter(/^Birth date/, '1955');
    await press('Search');
    await screen.findByRole('alert');
    expect((screen.getByLabelText(/^Name/) as HTMLInputElement).value).toBe('Amina');
    isWide = false;
    await press('Search');
    await screen.findByRole('region', { name: 'People found' });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('takes the name, the birth date and the telephone that were searched for over to a new person', async () => {
    renderPage(<DeskPage />, service());
    enter(/^Name/, 'Amina Nur Wanjiru');
    enter(/^Birth date/, '1955-03');
    enter(/^Mobile/, '+254700000001');
    await press('Search');
    await press('None of these: a new person');
    expect(((await screen.findByLabelText(/^Given name/)) as HTMLInputElement).value).toBe('Amina Nur');
    expect((screen.getByLabelText(/^Surname/) as HTMLInputElement).value).toBe('Wanjiru');
    expect((screen.getByLabelText(/^Birth date/) as HTMLInputElement).value).toBe('1955-03');
    expect((screen.getByLabelText(/^Mobile/) as HTMLInputElement).value).toBe('+254700000001');
  });

  it('WCAG 3.3.1: leads the keyboard to the first field that is wrong', async () => {
    await toApplicant();
    await press('Begin the journey');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true'));
    const wrong = [...document.querySelectorAll('[aria-invalid="true"]')];
    expect(document.activeElement).toBe(wrong[0]);
    expect(wrong.length).toBeGreaterThan(2);
  });
});

describe('The account of an applicant', () => {
  const ACCOUNT = 'POST /enrolment/journeys/*/account';
  const checking = journey({ state: 'checking', allowedActions: ['check-account'], version: 5 });
  const open = (over: Parameters<typeof fakeApi>[0] = {}, conf: Readonly<Record<string, unknown>> = {}) => {
    const api = fakeApi({ 'GET /enrolment/journeys/*': () => checking, [ACCOUNT]: () => checking, ...over });
    renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID }, conf });
    return api;
  };
  const NUMBER = /^Account number/;

  it.each(['123', '1 2 3', '1'.repeat(35)])('is not asked of the bank when it can be none: %s', async (typed) => {
    const api = open();
    await screen.findByLabelText(NUMBER);
    enter(NUMBER, typed);
    await press(/^Check/);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(NUMBER)));
    expect(screen.getByLabelText(NUMBER).getAttribute('aria-invalid')).toBe('true');
    expect(api.callsOf(ACCOUNT)).toEqual([]);
  });

  it('is sent without the blanks between its groups, to the keeper that was chosen', async () => {
    const accountProviders = [
      { code: 'BANKXX', name: 'The Bank' },
      { code: 'MOMO', name: 'Mobile money' },
    ];
    const api = open({}, { accountProviders });
    await screen.findByLabelText(NUMBER);
    enter(/^Who keeps/, 'MOMO');
    enter(NUMBER, ' 0011 2233 44 ');
    await press(/^Check/);
    await waitFor(() => expect(api.callsOf(ACCOUNT)).toHaveLength(1));
    expect(api.callsOf(ACCOUNT)[0]?.body).toEqual({ provider: 'MOMO', accountNumber: '0011223344' });
  });

  it('stays typed when it could not be asked', async () => {
    open({ [ACCOUNT]: () => refuse(503, 'platform.openimis-unavailable') });
    await screen.findByLabelText(NUMBER);
    enter(NUMBER, '00112233');
    await press(/^Check/);
    await screen.findByRole('alert');
    expect((screen.getByLabelText(NUMBER) as HTMLInputElement).value).toBe('00112233');
  });
});

describe('The identity of an applicant', () => {
  const START = 'POST /enrolment/journeys/*/identity/start';
  const VOUCH = 'POST /enrolment/journeys/*/identity/vouch';
  const consented = journey({ state: 'consented', allowedActions: ['start-identity', 'vouch-identity'], version: 2 });
  const open = (over: Parameters<typeof fakeApi>[0] = {}, first = consented) => {
    const api = fakeApi({ 'GET /enrolment/journeys/*': () => first, ...over });
    return { api, ...renderPage(<DeskPage />, api, { params: { id: JOURNEY_ID } }) };
  };

  it('closes the window that it opened when the national ID cannot be asked, and says why', async () => {
    const opened = { opener: window, location: { replace: jest.fn() }, close: jest.fn() };
    jest.spyOn(window, 'open').mockReturnValue(opened as unknown as Window);
    open({ [START]: () => refuse(503, 'platform.openimis-unavailable') });
    await press('Open the national identity page');
    await screen.findByRole('alert');
    expect(opened.close).toHaveBeenCalledTimes(1);
    expect(opened.location.replace).not.toHaveBeenCalled();
  });

  it('says that it is another attempt after one that failed', async () => {
    const failed = step('identity', { status: 'failed', attempts: 1, reasons: ['access-denied'] });
    open({}, { ...consented, steps: consented.steps.map((one) => (one.name === 'identity' ? failed : one)) });
    await screen.findByRole('button', { name: 'Open the national identity page again' });
    expect(screen.queryByRole('button', { name: 'Open the national identity page' })).toBeNull();
  });

  it('is vouched for by two whole witnesses or by none, without the blanks around what was typed', async () => {
    const { api } = open({ [VOUCH]: () => journey({ state: 'checking', assurance: 'witnessed', version: 3 }) });
    await press('Let two witnesses vouch instead');
    const [first, second] = screen.getAllByRole('group').map((group) => within(group));
    const type = (group: typeof first, label: RegExp, value: string) =>
      fireEvent.change(group?.getByLabelText(label) as HTMLElement, { target: { value } });
    type(first, /^Name/, ' Juma ');
    type(first, /^Number/, ' D1 ');
    type(second, /^Name/, 'Halima');
    type(second, /^Number/, '  ');
    await press('Both vouch for this person');
    await waitFor(() => expect(document.activeElement).toBe(second?.getByLabelText(/^Number/)));
    expect(second?.getByLabelText(/^Number/).getAttribute('aria-invalid')).toBe('true');
    expect(first?.getByLabelText(/^Number/).getAttribute('aria-invalid')).toBe('false');
    expect(api.callsOf(VOUCH)).toEqual([]);
    type(second, /^Number/, 'D2');
    await press('Both vouch for this person');
    await waitFor(() => expect(api.callsOf(VOUCH)).toHaveLength(1));
    expect(api.callsOf(VOUCH)[0]?.body).toEqual({
      witnesses: [
        { name: 'Juma', documentReference: 'D1' },
        { name: 'Halima', documentReference: 'D2' },
      ],
    });
  });
});

describe('The filters of the list of journeys', () => {
  const LIST = 'GET /enrolment/journeys';

  it('S8: offer the unfinished ones of an officer to officers alone', async () => {
    const api = fakeApi({ [LIST]: () => ({ items: [summary()] }) });
    const { unmount } = renderPage(<JourneysPage />, api);
    const choices = () =>
      within(screen.getByLabelText(/^Show/))
        .getAllByRole('option')
        .map((one) => (one as HTMLOptionElement).value);
    await screen.findByText('Amina Wanjiru');
    expect(choices()).toContain('unfinished');
    unmount();
    renderPage(<JourneysPage />, api, { rights: [990100] });
    await screen.findByText('Amina Wanjiru');
    expect(choices()).not.toContain('unfinished');
  });

  it('forget the reference when a state is chosen instead, so that both never contradict each other', async () => {
    const api = fakeApi({ [LIST]: () => ({ items: [] }) });
    renderPage(<JourneysPage />, api);
    enter(/^Reference/, '0000-a001');
    await press('Find');
    await waitFor(() => expect(api.callsOf(LIST).at(-1)?.params.reference).toBe('0000A001'));
    enter(/^Show/, 'held');
    await waitFor(() => expect(api.callsOf(LIST).at(-1)?.params.state).toBe('held'));
    expect(api.callsOf(LIST).at(-1)?.params.reference).toBeUndefined();
    expect((screen.getByLabelText(/^Reference/) as HTMLInputElement).value).toBe('');
  });

  it.each(['0000A00', 'GGGGGGGG', '0000A0011'])('ask for no reference that can be none: %s', async (typed) => {
    const api = fakeApi({ [LIST]: () => ({ items: [] }) });
    renderPage(<JourneysPage />, api);
    enter(/^Reference/, typed);
    await press('Find');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Reference/)));
    expect(screen.getByLabelText(/^Reference/).getAttribute('aria-invalid')).toBe('true');
    expect(api.callsOf(LIST)).toHaveLength(1);
  });
});
