import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { SearchPage } from '../src/pages/SearchPage.js';
import { axeViolations, enter, ID, lookFor, person, renderPage, service } from './support/render.js';

const SEARCH = 'POST /registry/search';
const found = () => service({ [SEARCH]: () => ({ recordType: 'Member', total: 1, items: [person()] }) });
const find = () => userEvent.click(screen.getByRole('button', { name: 'Find' }));

describe('The page that looks people up', () => {
  it('S6: asks why before it asks anything of the service', async () => {
    const api = found();
    renderPage(<SearchPage />, api);
    expect(screen.queryByRole('button', { name: 'Find' })).toBeNull();
    lookFor('case');
    enter('Name', 'Amina');
    await find();
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(SEARCH)[0]?.body).toMatchObject({ purpose: 'case' });
  });

  it('IBR-030: shows each person once, with programmes and sources of every system, and leads to them', async () => {
    const { container } = renderPage(<SearchPage />, found());
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    const link = await screen.findByRole('link', { name: 'Amina Wanjiru' });
    expect(link.getAttribute('href')).toContain(`/interlink/registry/people/${ID}`);
    expect(screen.getByText('Old Age Allowance, Food Basket')).toBeTruthy();
    expect(screen.getByText('second-mis')).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('IBR-030: searches by an identifier and a year of birth', async () => {
    const api = found();
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Search by', 'identifier');
    enter('Identifier', ' A1001 ');
    enter(/^Year of birth/, '1950');
    await find();
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(SEARCH)[0]?.body).toMatchObject({
      query: { where: { all: [{ compare: { field: 'identifier', operator: 'eq', value: 'A1001' } }, {}, {}] } },
    });
  });

  it('IBR-030: shows a household that two systems know once, with both, and one that is another by itself', async () => {
    const households = [
      { householdId: 'h', source: 'openimis', role: 'head' as const },
      { householdId: 'w', source: 'second-mis' },
      { householdId: 'x', source: 'second-mis' },
    ];
    const across = [
      [
        { householdId: 'h', source: 'openimis' },
        { householdId: 'w', source: 'second-mis' },
      ],
    ];
    renderPage(<SearchPage />, service({ [SEARCH]: () => ({ total: 1, items: [person({ households })], across }) }));
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    const links = await screen.findAllByRole('link', { name: 'Household' });
    expect(links.map((link) => [link.getAttribute('href'), link.parentElement?.textContent])).toEqual([
      [expect.stringMatching(/households\/h/), 'Household (openIMIS, second-mis)'],
      [expect.stringMatching(/households\/x/), 'Household (second-mis)'],
    ]);
  });

  it('says what is missing before anything is sent', async () => {
    const api = found();
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter(/^Year of birth/, '50');
    await find();
    expect(screen.getByText('Say what to look for.')).toBeTruthy();
    expect(screen.getByText(/Four digits/)).toBeTruthy();
    expect(api.callsOf(SEARCH)).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  });

  it('leads from page to page', async () => {
    const page = { total: 45, items: [person()] };
    const late = holdBack(() => page);
    const answers = [() => page, late.answer];
    const api = service({ [SEARCH]: () => answers.shift()?.() });
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    await screen.findByText('Page 1 of 3');
    const next = screen.getByRole('button', { name: 'Next page' });
    await userEvent.click(next);
    // As browsers do with what is disabled.
    next.blur();
    late.release();
    await screen.findByText('Page 2 of 3');
    // WCAG 2.4.3: the next press needs no way back to the button.
    await waitFor(() => expect(document.activeElement).toBe(next));
    expect(api.callsOf(SEARCH)[1]?.body).toMatchObject({ query: { page: { number: 2, size: 20 } } });
  });

  it.each([
    ['Phone', 'phone', ' +254 (710) 000-001 ', { field: 'phone', operator: 'eq', value: '+254710000001' }],
    ['Account number', 'account', '12-34 56', { field: 'account', operator: 'eq', value: '123456' }],
    ['E-mail address', 'email', ' a-b@c.ke ', { field: 'email', operator: 'eq', value: 'a-b@c.ke' }],
    ['Household number', 'household', ' H-7 ', { field: 'householdNumber', operator: 'eq', value: 'H-7' }],
    ['Name', 'name', ' Amina  W. ', { field: 'name', operator: 'like', value: 'Amina  W.' }],
  ])('IBR-030: by the Enter key of a %s asks for just that', async (label, by, typed, compare) => {
    const api = found();
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Search by', by);
    await userEvent.type(screen.getByLabelText(label), `${typed}{enter}`);
    await screen.findByText('Amina Wanjiru');
    expect(api.callsOf(SEARCH)[0]?.body).toMatchObject({ query: { where: { compare } } });
  });

  it('WCAG 3.3.1: ties what is missing to its field, and says it in the language of the user', async () => {
    const { container } = renderPage(<SearchPage />, found(), { language: 'ar' });
    await userEvent.selectOptions(screen.getByRole('combobox'), 'case');
    await userEvent.click(container.querySelector('button[type=submit]') as HTMLElement);
    const field = screen.getAllByRole('textbox')[0] as HTMLElement;
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = (field.getAttribute('aria-describedby') ?? '').split(' ');
    const said = described.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    expect(said).toMatch(/[\u0600-\u06ff]/);
    expect(await axeViolations(container)).toEqual([]);
  });

  it('stays at both ends of its pages, and says when a name has more bearers than are looked at', async () => {
    const api = service({
      [SEARCH]: () => ({ recordType: 'Member', total: 40, hasMore: true, items: [person({ data: {} })] }),
    });
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Name', 'Mohamed');
    await find();
    await screen.findByText(/40 people have a name like this and there are more/);
    screen.getByRole('link', { name: 'Without a name' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Page before' }).disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Page 2 of 2');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Next page' }).disabled).toBe(true);
  });

  it('S2: tells of programmes of others without their names', async () => {
    const seen = person({ enrolments: [], otherEnrolments: true });
    renderPage(<SearchPage />, service({ [SEARCH]: () => ({ total: 1, items: [seen] }) }));
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    await screen.findByText('programmes of other institutions');
  });

  it('goes on where it was for whoever comes back from one of those found, and asks nothing again', async () => {
    const api = found();
    const { visit } = renderPage(<SearchPage />, api);
    lookFor('case');
    enter('Search by', 'identifier');
    enter('Identifier', 'A1001');
    await find();
    await screen.findByText('Amina Wanjiru');
    visit(<p>The person</p>);
    visit(<SearchPage />);
    screen.getByRole('link', { name: 'Amina Wanjiru' });
    expect(screen.getByLabelText<HTMLInputElement>('Identifier').value).toBe('A1001');
    expect(api.callsOf(SEARCH)).toHaveLength(1);
    // S6: for another purpose nobody is shown before it is asked again.
    lookFor('audit');
    expect(screen.queryByRole('link', { name: 'Amina Wanjiru' })).toBeNull();
  });

  it('WCAG 4.1.3: says aloud how many were found, not whom', async () => {
    renderPage(<SearchPage />, found());
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    await screen.findByText('Amina Wanjiru');
    expect(screen.getByRole('status').textContent).toBe('1 person');
  });

  it('says so when nobody is found', async () => {
    renderPage(<SearchPage />, service({ [SEARCH]: () => ({ recordType: 'Member', total: 0, items: [] }) }));
    lookFor('enrolment');
    enter('Name', 'Nobody');
    await find();
    await screen.findByText(/Nobody was found/);
  });

  it('shows why a search is not possible, and tries again when asked to', async () => {
    let isDown = true;
    const api = service({
      [SEARCH]: () => (isDown ? refuse(503, 'platform.overloaded') : { total: 1, items: [person()] }),
    });
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getByText('Amina Wanjiru')).toBeTruthy());
  });
});
