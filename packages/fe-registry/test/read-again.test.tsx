import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { standOn } from '../../fe-kit/test/support/pages.js';
import { ConflictsPage } from '../src/pages/ConflictsPage.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import {
  arrive,
  cells,
  conflict,
  DECIDER,
  enter,
  ID,
  lookFor,
  OTHER_ID,
  person,
  READER,
  RECORD,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

const PERSON = 'GET /registry/people/*';
const LIST = 'GET /registry/conflicts';
const MERGE = 'POST /registry/people/*/merge';
const UNLINK = 'POST /registry/people/*/records/*/unlink';
const RESOLVE = 'POST /registry/conflicts/*/resolution';
const STALE = /Somebody changed this meanwhile/;
const press = (name: string) => userEvent.click(screen.getByRole('button', { name, hidden: true }));

async function open(api: ReturnType<typeof service>, rights: readonly number[] = DECIDER) {
  const host = renderPage(<PersonPage />, api, { rights, params: { id: ID } });
  lookFor('correction');
  await screen.findByRole('heading', { level: 1, name: 'Amina Wanjiru' });
  return host;
}
async function merge() {
  const form = within(screen.getByRole('form', { name: /same person/, hidden: true }));
  await userEvent.clear(form.getByLabelText('Number of the other person'));
  await userEvent.type(form.getByLabelText('Number of the other person'), OTHER_ID);
  await userEvent.type(form.getByLabelText('Reason'), 'Same paper');
  await press('They are one person');
}
async function takeOut() {
  await userEvent.click(screen.getAllByText('Take out')[1] as HTMLElement);
  const form = within(screen.getByRole('form', { name: 'Take out m-9 of second-mis' }));
  await userEvent.type(form.getByLabelText('Reason'), 'Another birth date');
  await press('This is somebody else');
}
async function accept() {
  enter('Reason', 'Looked at both papers');
  await press('Both are right');
}

describe('IBR-016: a decision on what somebody else changed meanwhile', () => {
  /** A registry in which a colleague was quicker: the page shows version 3, and there is a fourth. */
  function quicker() {
    let version = 3;
    const decide = ({ header }: { readonly header: (name: string) => string | undefined }) => {
      version = 4;
      return header('if-match') === '"4"' ? answered() : refuse(412, 'registry.person-changed', { version });
    };
    const answered = () => ({ ...person({ version: 5 }), person: person({ version: 5 }) });
    return service({ [PERSON]: () => person({ version }), [MERGE]: decide, [UNLINK]: decide });
  }

  it.each([
    ['a merge', MERGE, merge],
    ['taking a record out', UNLINK, takeOut],
  ])('%s is read again by a button, and then decided on what there is now', async (_what, call, decide) => {
    const api = quicker();
    await open(api);
    await decide();
    await screen.findByText(STALE);
    await userEvent.click(await screen.findByRole('button', { name: 'Read again' }));
    await waitFor(() => expect(screen.queryByText(STALE)).toBeNull());
    expect(api.callsOf(PERSON)).toHaveLength(2);
    await decide();
    await waitFor(() => expect(api.callsOf(call)).toHaveLength(2));
    expect(api.callsOf(call).map(({ header }) => header('if-match'))).toEqual(['"3"', '"4"']);
    const keys = api.callsOf(call).map(({ header }) => header('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('a conflict of the queue is read again too, and decided on its new version', async () => {
    let version = 1;
    const api = service({
      [LIST]: () => ({ items: [conflict({ version })] }),
      [RESOLVE]: ({ header }) => {
        version = 2;
        return header('if-match') === '"2"' ? null : refuse(412, 'registry.person-changed', { version });
      },
    });
    renderPage(<ConflictsPage />, api, { rights: DECIDER });
    lookFor('correction');
    await screen.findByRole('region');
    await accept();
    await userEvent.click(await screen.findByRole('button', { name: 'Read again' }));
    await waitFor(() => expect(screen.queryByText(STALE)).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Reason').value).toBe('Looked at both papers');
    await press('Both are right');
    await screen.findByText('Nothing is to be decided.');
  });

  it('of two sources is refused with both values: what was decided on, and what there is now', async () => {
    const side = (source: string, recordId: string, givenName: string) => ({
      ...{ source, recordId, recordedAt: '2026-11-20T08:00:00.000Z', value: { givenName } },
    });
    const of = (over: object) => conflict({ kind: 'field', field: 'name', programmes: [], ...over });
    const saw = [side('openimis', RECORD, 'Amina'), side('second-mis', SECOND_RECORD, 'Aminah')];
    const now = [side('openimis', RECORD, 'Amina'), side('second-mis', SECOND_RECORD, 'Zuri')];
    const decided = { state: 'resolved', resolution: 'choose', resolvedBy: 'ana.approver', note: 'Saw the paper' };
    const present = of({ version: 2, sides: now, ...decided });
    const api = service({
      [LIST]: () => ({ items: [of({ sides: saw })] }),
      [RESOLVE]: () => refuse(412, 'registry.person-changed', { version: 2, present }),
    });
    renderPage(<ConflictsPage />, api, { rights: DECIDER });
    lookFor('correction');
    await screen.findByRole('region');
    enter('Reason', 'Looked at both papers');
    await press('Show what second-mis says');
    const alert = within(await screen.findByRole('alert'));
    expect(cells(alert.getByRole('table', { name: /What you decided on/ }))).toEqual([
      ['openIMIS', 'Amina', 'Amina'],
      ['second-mis', 'Aminah', 'Zuri'],
    ]);
    // Who was quicker, and why.
    alert.getByText('ana.approver');
    alert.getByText('Saw the paper');
    alert.getByRole('button', { name: 'Read again' });
  });

  it('that is not stale but forbidden is not offered to be read again', async () => {
    await open(service({ [MERGE]: () => refuse(403, 'platform.forbidden') }));
    await merge();
    await screen.findByRole('alert');
    expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull();
  });
});

describe('IBR-030: what was decided between two sources on the page of a person', () => {
  const sides = [RECORD, SECOND_RECORD].map((recordId, at) => ({
    source: ['openimis', 'second-mis'][at] as string,
    recordId,
    recordedAt: '2026-11-20T08:00:00.000Z',
    value: { givenName: ['Amina', 'Aminah'][at] },
  }));

  it('is seen there at once, and the next decision is on the version that it made', async () => {
    let version = 3;
    const api = service({
      [PERSON]: () =>
        person({ version, data: { name: { givenName: version === 3 ? 'Amina' : 'Aminah', surname: 'Wanjiru' } } }),
      [LIST]: () => ({
        items: version === 3 ? [conflict({ kind: 'field', field: 'name', programmes: [], sides })] : [],
      }),
      [RESOLVE]: () => {
        version = 4;
        return null;
      },
      [MERGE]: () => person({ version: 5 }),
    });
    await open(api);
    const card = within(await screen.findByRole('region', { name: 'Sources differ: Name' }));
    await userEvent.type(card.getByLabelText('Reason'), 'Looked at both papers');
    await userEvent.click(card.getByRole('button', { name: 'Show what second-mis says' }));
    await screen.findByRole('heading', { level: 1, name: 'Aminah Wanjiru' });
    await merge();
    await waitFor(() => expect(api.callsOf(MERGE)[0]?.header('if-match')).toBe('"4"'));
  });

  it('S6: that was decided before is no reason to look at the next person twice', async () => {
    const api = service({ [LIST]: () => ({ items: [conflict()] }), [RESOLVE]: () => null });
    const host = renderPage(<ConflictsPage />, api, { rights: DECIDER });
    lookFor('correction');
    await screen.findByRole('region');
    await accept();
    await screen.findByText('Nothing is to be decided.');
    host.visit(<PersonPage />, { id: ID });
    await screen.findByRole('heading', { level: 1, name: 'Amina Wanjiru' });
    expect(api.callsOf(PERSON)).toHaveLength(1);
  });
});

describe('S6: what is shown of a person for one purpose', () => {
  const looked = (answer: () => unknown) =>
    service({
      [PERSON]: ({ params }) => (params['purpose'] === 'fraud' ? answer() : person()),
      [LIST]: ({ params }) => (params['purpose'] === 'fraud' ? answer() : { items: [conflict()] }),
    });

  it('is gone while it is read for another, and stays gone when that is refused', async () => {
    const held = holdBack(() => refuse(403, 'platform.forbidden'));
    await open(looked(held.answer), READER);
    await screen.findByText('Overlap: OAA + FOOD');
    lookFor('fraud');
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Summary' })).toBeNull();
    held.release();
    await screen.findAllByRole('alert');
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
  });

  it('holds of the queue of conflicts, too', async () => {
    const held = holdBack(() => refuse(403, 'platform.forbidden'));
    renderPage(<ConflictsPage />, looked(held.answer), { rights: READER });
    lookFor('correction');
    await screen.findByText('Overlap: OAA + FOOD');
    lookFor('fraud');
    expect(screen.queryByText('Overlap: OAA + FOOD')).toBeNull();
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByText('Overlap: OAA + FOOD')).toBeNull();
  });
});

describe('IBR-009: the moment that is looked at', () => {
  it('is today as the calendar on the wall has it, not as UTC does', async () => {
    standOn('2031-01-02');
    const api = service();
    await open(api);
    expect(screen.getByLabelText<HTMLInputElement>('Day').value).toBe('2031-01-02');
    await press('Show this day');
    expect(screen.getByText('You see today.')).toBeTruthy();
    expect(api.callsOf(PERSON).map(({ params }) => params['asOf'])).toEqual([undefined, undefined]);
  });

  it('that is asked for again keeps what is being written', async () => {
    await open(service());
    const form = () => within(screen.getByRole('form', { name: /same person/, hidden: true }));
    await userEvent.type(form().getByLabelText('Reason'), 'Same paper');
    await press('Show this day');
    expect(form().getByLabelText<HTMLInputElement>('Reason').value).toBe('Same paper');
  });

  it('that has passed is not overwritten by a decision that is answered late', async () => {
    const held = holdBack(() => person({ version: 5, enrolments: [] }));
    const api = service({ [MERGE]: held.answer });
    await open(api);
    await merge();
    enter('Day', '2025-01-01');
    await press('Show this day');
    await screen.findByText(/Nothing can be decided here/);
    held.release();
    await arrive();
    expect(within(screen.getByRole('region', { name: 'Programmes' })).getAllByText('Food Basket')).not.toEqual([]);
  });

  it('of another person is asked for their page anew', async () => {
    const api = service({ [PERSON]: ({ what }) => person({ personId: what.split('/').at(-1) ?? '' }) });
    const host = await open(api);
    enter('Day', '2025-01-01');
    await press('Show this day');
    await screen.findByText(/Nothing can be decided here/);
    host.visit(<PersonPage />, { id: OTHER_ID });
    await screen.findByText('You see today.');
    const last = api.callsOf(PERSON).at(-1);
    expect([last?.what, last?.params['asOf']]).toEqual([`GET /registry/people/${OTHER_ID}`, undefined]);
  });
});
