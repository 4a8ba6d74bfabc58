import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { UploadPage } from '../src/pages/UploadPage.js';
import { axeViolations, ID, renderPage, SUPERVISOR, upload } from './support/render.js';

const ONE = `GET /social-registry/uploads/${ID}`;
const render = (api: ReturnType<typeof fakeApi>, rights?: readonly number[]) =>
  renderPage(<UploadPage />, api, { params: { id: ID }, ...(rights && { rights }) });

describe('The page of one upload', () => {
  it('SR-020: follows the check and shows what it found, cell by cell', async () => {
    let turn = 0;
    const api = fakeApi({
      [ONE]: () =>
        (turn += 1) === 1
          ? upload({ state: 'checking', progress: { done: 250, of: 1000 } })
          : upload({
              state: 'refused',
              refusal: 'too-many-problems',
              householdsWithProblems: 1,
              problems: { 'no-date': 2 },
            }),
      [`${ONE}/problems`]: () => ({
        items: [
          { row: 3, column: 'birth_date', cell: 'O3', code: 'no-date' },
          { row: 4, column: 'birth_date', code: 'no-date' },
        ],
      }),
    });
    render(api);
    await screen.findByText('25%');
    await screen.findByText('O3');
    expect(screen.getAllByText('birth_date')).toHaveLength(2);
    expect(screen.getByText('4')).toBeTruthy();
    expect(screen.getByText(/More households have a problem/)).toBeTruthy();
    expect(screen.getAllByText(/A date as 1950/).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Load these households' })).toBeNull();
  });

  it('SR-020: loads only when a person says so, and shows what the load did', async () => {
    let state: 'checked' | 'loaded' | 'loading' = 'checked';
    const api = fakeApi({
      [ONE]: () => upload({ state, created: state === 'loaded' ? 2 : 0 }),
      [`POST /social-registry/uploads/${ID}/load`]: () => {
        state = 'loaded';
        return upload({ state: 'loading', progress: { done: 0, of: 2 } });
      },
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Load these households' }));
    await screen.findByText('Loaded');
    // WCAG 4.1.3, 2.4.3: said aloud, and the keyboard goes on though its button is gone.
    expect(screen.getByRole('status').textContent).toContain('The households are in the registry');
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
    expect(screen.getByText('New').nextSibling?.textContent).toBe('2');
  });

  it('SR-020: names the columns that differ, and how', async () => {
    const refused = upload({
      state: 'refused',
      refusal: 'columns-differ',
      refusalDetails: ['missing roof', 'unknown rof', 'twice of it all', 'something else'],
    });
    render(fakeApi({ [ONE]: () => refused }));
    await screen.findByText('roof: missing');
    for (const said of ['rof: not of the template', 'of it all: there twice', 'something else'])
      expect(screen.getByText(said)).toBeTruthy();
  });

  it.each([
    ['spreadsheet-macros', /contains macros/],
    ['spreadsheet-protected', /locked with a password/],
    ['spreadsheet-too-large', /too large: 10 MB/],
    ['spreadsheet-unreadable', /cannot be read/],
  ] as const)('SR-020: says what to do about a spreadsheet that was refused as %s', async (refusal, words) => {
    render(fakeApi({ [ONE]: () => upload({ state: 'refused', refusal }) }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
  });

  it.each([
    ['formula', /a formula is not read/],
    ['cell-error', /shows an error/],
    ['digits-lost', /more than 15 digits/],
    ['outside-columns', /under no title/],
    ['ambiguous-day', /a day of 1905/],
  ])('SR-020: says what to do about a cell of a spreadsheet: %s', async (code, words) => {
    const refused = upload({ state: 'refused', refusal: 'too-many-problems', problems: { [code]: 1 } });
    const items = [{ row: 2, column: 'roof', cell: 'D2', code }];
    render(fakeApi({ [ONE]: () => refused, [`${ONE}/problems`]: () => ({ items }) }));
    expect((await screen.findByRole('row', { name: /D2/ })).textContent).toMatch(words);
  });

  it('gives a file up, and says that it is gone', async () => {
    const api = fakeApi({
      [ONE]: () => upload(),
      [`POST /social-registry/uploads/${ID}/cancel`]: () => upload({ state: 'cancelled' }),
    });
    render(api);
    await userEvent.click(await screen.findByRole('button', { name: 'Give this file up' }));
    await waitFor(() => expect(api.callsOf('POST /social-registry/uploads/*/cancel')).toHaveLength(1));
  });

  it('S8: lets whoever may only read change nothing', async () => {
    render(fakeApi({ [ONE]: () => upload() }), SUPERVISOR);
    await screen.findByText('Checked');
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('says that there is no such file for this user', async () => {
    render(fakeApi({ [ONE]: () => refuse(404, 'social-registry.not-found') }));
    await screen.findByText(/nothing of that reference/);
  });

  it('has no accessibility fault that axe knows', async () => {
    const { container } = render(fakeApi({ [ONE]: () => upload() }));
    await screen.findByText('Checked');
    expect(await axeViolations(container)).toEqual([]);
  });
});
