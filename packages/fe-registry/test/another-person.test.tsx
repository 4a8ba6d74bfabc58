import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { Privacy } from '../src/components/Privacy.js';
import { RIGHT_ERASE, RIGHT_READ } from '../src/names.js';
import { ConflictsPage } from '../src/pages/ConflictsPage.js';
import { PersonPage } from '../src/pages/PersonPage.js';
import { SearchPage } from '../src/pages/SearchPage.js';
import {
  arrive,
  conflict,
  DECIDER,
  enter,
  ID,
  lookFor,
  OTHER_ID,
  person,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

const ERASER = { rights: [RIGHT_READ, RIGHT_ERASE] };
const MERGE = `POST /registry/people/${ID}/merge`;
const UNLINK = `POST /registry/people/${ID}/records/*/unlink`;

const preview = (personId: string, over: object = {}) => ({
  ...{ personId, statements: 12, sources: ['openimis'], enrolments: 1, payments: 3, householdsAlone: 1 },
  ...{ legalHold: false, activeEnrolment: false, remainsIn: [] },
  ...over,
});
const privacy = (personId: string) => <Privacy personId={personId} purpose="correction" />;
const dataOf = (over: Parameters<typeof fakeApi>[0] = {}) =>
  fakeApi({
    [`GET /registry/people/${ID}/erasure`]: () => preview(ID),
    [`GET /registry/people/${OTHER_ID}/erasure`]: () => preview(OTHER_ID, { statements: 77 }),
    [`POST /registry/people/${ID}/erasure`]: () => ({ id: ID }),
    [`POST /registry/people/${ID}/legal-hold`]: () => null,
    ...over,
  });
async function actOn(button: string) {
  await screen.findByRole('button', { name: button });
  enter(/reason|why/i, 'asked to be forgotten');
  await userEvent.click(screen.getByRole('button', { name: button }));
}

describe('S15: what was asked about one person', () => {
  it.each([
    ['Ask for erasure', /A second person confirms it on the page/],
    ['Put under legal hold', /under legal hold now/],
  ])('is not told of the next person: %s', async (button, word) => {
    const host = renderPage(privacy(ID), dataOf(), ERASER);
    await actOn(button);
    await screen.findByText(word);
    host.visit(privacy(OTHER_ID));
    await screen.findByText('77');
    expect(screen.queryByText(word)).toBeNull();
  });

  it('opens no dialog for the password on the page of the next person (S7)', async () => {
    const ask = `POST /registry/people/${ID}/erasure`;
    const api = dataOf({ [ask]: () => refuse(403, 'platform.confirmation-needed') });
    const host = renderPage(privacy(ID), api, ERASER);
    await actOn('Ask for erasure');
    await screen.findByRole('dialog');
    host.visit(<p>elsewhere</p>);
    host.visit(privacy(OTHER_ID));
    await screen.findByText('77');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows what would be destroyed of nobody else, while it is read and when it is refused', async () => {
    const held = holdBack(() => refuse(403, 'platform.forbidden'));
    const api = dataOf({ [`GET /registry/people/${OTHER_ID}/erasure`]: held.answer });
    const host = renderPage(privacy(ID), api, ERASER);
    await screen.findByText('12');
    host.visit(privacy(OTHER_ID));
    expect(screen.queryByText('12')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Ask for erasure' })).toBeNull();
    held.release();
    await screen.findByRole('alert');
    expect(screen.queryByText('12')).toBeNull();
  });

  it('is not said to be done beside the refusal of the next act', async () => {
    const HOLD = `POST /registry/people/${ID}/legal-hold`;
    let isOver = false;
    const api = dataOf({ [HOLD]: () => (isOver ? refuse(409, 'platform.conflict') : null) });
    renderPage(privacy(ID), api, ERASER);
    await actOn('Put under legal hold');
    await screen.findByText('The person is under legal hold now.');
    isOver = true;
    await actOn('Put under legal hold');
    await screen.findByRole('alert');
    expect(screen.queryByText('The person is under legal hold now.')).toBeNull();
  });
});

describe('IBR-016: a decision about the records of one person', () => {
  const two = (over: Parameters<typeof service>[0] = {}) =>
    service({
      'GET /registry/people/*': ({ what }) =>
        what.endsWith(OTHER_ID)
          ? person({ personId: OTHER_ID, data: { name: { givenName: 'Juma', surname: 'Mwangi' } } })
          : person(),
      ...over,
    });
  async function open(api: ReturnType<typeof service>) {
    const host = renderPage(<PersonPage />, api, { rights: DECIDER, params: { id: ID } });
    lookFor('correction');
    await screen.findByRole('heading', { level: 1, name: 'Amina Wanjiru' });
    const next = async () => {
      host.visit(<PersonPage />, { id: OTHER_ID });
      await screen.findByRole('heading', { level: 1, name: 'Juma Mwangi' });
    };
    return { ...host, next };
  }
  async function merge() {
    const form = within(screen.getByRole('form', { name: /same person/, hidden: true }));
    await userEvent.type(form.getByLabelText('Number of the other person'), OTHER_ID);
    await userEvent.type(form.getByLabelText('Reason'), 'Same paper');
    await userEvent.click(form.getByRole('button', { name: 'They are one person', hidden: true }));
  }
  async function takeOut() {
    await userEvent.click(screen.getAllByText('Take out')[1] as HTMLElement);
    const form = within(screen.getByRole('form', { name: 'Take out m-9 of second-mis' }));
    await userEvent.type(form.getByLabelText('Reason'), 'Another birth date');
    await userEvent.click(form.getByRole('button', { name: 'This is somebody else' }));
  }

  it('that was refused is not said to be refused of the next', async () => {
    const { next } = await open(two({ [MERGE]: () => refuse(412, 'registry.person-changed', { version: 4 }) }));
    await merge();
    await screen.findByText(/Somebody changed this meanwhile/);
    await next();
    expect(screen.queryByText(/Somebody changed this meanwhile/)).toBeNull();
  });

  it('S7: that wants the password is not confirmed on the page of the next', async () => {
    const { next } = await open(two({ [MERGE]: () => refuse(403, 'platform.confirmation-needed') }));
    await merge();
    await screen.findByRole('dialog');
    await next();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('whose answer comes late leaves the page of the next as it is', async () => {
    const held = holdBack(() => person({ version: 5 }));
    const { next } = await open(two({ [MERGE]: held.answer }));
    await merge();
    await next();
    held.release();
    await arrive();
    expect(screen.getByRole('heading', { level: 1, name: 'Juma Mwangi' })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Timeline' })).toBeTruthy();
  });

  it('about a record is over with it: what was taken out cannot be taken out again', async () => {
    const all = person().records.concat(person().records.map((one) => ({ ...one, recordId: `x-${one.key}` })));
    const api = two({
      'GET /registry/people/*': () => person({ records: all }),
      [UNLINK]: () => ({
        personId: OTHER_ID,
        person: person({ version: 4, records: all.filter(({ recordId }) => recordId !== SECOND_RECORD) }),
      }),
    });
    await open(api);
    await takeOut();
    await screen.findByText('3 records');
    expect(screen.queryByRole('form', { name: /^Take out/ })).toBeNull();
    expect(api.callsOf(UNLINK)).toHaveLength(1);
  });

  it('about one record that was refused is not said to be refused of another', async () => {
    await open(two({ [UNLINK]: () => refuse(412, 'registry.person-changed', { version: 4 }) }));
    await takeOut();
    await screen.findByText(/Somebody changed this meanwhile/);
    await userEvent.click(screen.getAllByText('Take out')[0] as HTMLElement);
    screen.getByRole('form', { name: 'Take out i-1 of openIMIS' });
    expect(screen.queryByText(/Somebody changed this meanwhile/)).toBeNull();
  });
});

describe('IBR-030: a decision in the queue of conflicts', () => {
  const RESOLVE = 'POST /registry/conflicts/*/resolution';
  const open = async (api: ReturnType<typeof service>) => {
    const host = renderPage(<ConflictsPage />, api, { rights: DECIDER });
    lookFor('correction');
    await screen.findByRole('region');
    return host;
  };
  const accept = async () => {
    enter('Reason', 'Looked at both papers');
    await userEvent.click(screen.getByRole('button', { name: 'Both are right' }));
  };

  it('that was refused is not told where that matter does not stand', async () => {
    let items = [conflict()];
    const api = service({
      'GET /registry/conflicts': () => ({ items }),
      [RESOLVE]: () => refuse(403, 'platform.confirmation-needed'),
    });
    const host = await open(api);
    await accept();
    await screen.findByRole('dialog');
    items = [conflict({ id: '01930000-0000-7000-8000-0000000000c2', programmes: ['CHG', 'FOOD'] })];
    host.visit(<p>elsewhere</p>);
    host.visit(<ConflictsPage />);
    await screen.findByText('Overlap: CHG + FOOD');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is sent once, however often it is pressed, and wants a reason of three letters', async () => {
    const held = holdBack(() => null);
    const api = service({ 'GET /registry/conflicts': () => ({ items: [conflict()] }), [RESOLVE]: held.answer });
    await open(api);
    enter('Reason', ' ab ');
    await userEvent.click(screen.getByRole('button', { name: 'Both are right' }));
    const field = screen.getByLabelText('Reason');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/Say why/);
    await accept();
    await userEvent.click(screen.getByRole('button', { name: 'Both are right' }));
    held.release();
    await screen.findByText('Nothing is to be decided.');
    expect(api.callsOf(RESOLVE)).toHaveLength(1);
  });
});

describe('S6: people who were found for one purpose', () => {
  it('are not shown for another, for which they were not looked up', async () => {
    const api = service({ 'POST /registry/search': () => ({ total: 1, items: [person()] }) });
    renderPage(<SearchPage />, api);
    lookFor('enrolment');
    enter('Name', 'Amina');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByText('Amina Wanjiru');
    lookFor('audit');
    expect(screen.queryByText('Amina Wanjiru')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await screen.findByText('Amina Wanjiru');
    await waitFor(() => expect(api.callsOf('POST /registry/search')).toHaveLength(2));
    expect(api.callsOf('POST /registry/search')[1]?.body).toMatchObject({ purpose: 'audit' });
  });
});
