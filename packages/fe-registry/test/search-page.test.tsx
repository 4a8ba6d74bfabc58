import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { SearchPage } from '../src/pages/SearchPage.js';
import { axeViolations, enter, ID, lookFor, person, renderPage, service } from './support/render.js';

const SEARCH = 'POST /registry/search';
const found = (total = 1) => service({ [SEARCH]: () => ({ recordType: 'Member', total, items: [person()] }) });
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

  it('says what is missing before anything is sent', async () => {
    const api = found();
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter(/^Year of birth/, '50');
    await find();
    expect(screen.getByText('Say what to look for.')).toBeTruthy();
    expect(screen.getByText(/Four digits/)).toBeTruthy();
    expect(api.callsOf(SEARCH)).toEqual([]);
  });

  it('leads from page to page', async () => {
    const api = found(45);
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Name', 'Amina');
    await find();
    await screen.findByText('Page 1 of 3');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Page 2 of 3');
    expect(api.callsOf(SEARCH)[1]?.body).toMatchObject({ query: { page: { number: 2, size: 20 } } });
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
