import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refuse } from '@interlink/fe-kit/testing/fake-api';
import { PersonPage } from '../src/pages/PersonPage.js';
import { choosePurpose } from '../src/store/requests.js';
import {
  AUDITOR,
  axeViolations,
  conflict,
  DECIDER,
  enter,
  ID,
  lookFor,
  municipal,
  OTHER_ID,
  person,
  READER,
  renderPage,
  SECOND_RECORD,
  service,
} from './support/render.js';

const PERSON = 'GET /registry/people/*';
const UNLINK = 'POST /registry/people/*/records/*/unlink';
const MERGE = 'POST /registry/people/*/merge';

async function open(api = service(), rights: readonly number[] = READER, language = 'en') {
  const view = renderPage(<PersonPage />, api, { rights, params: { id: ID }, language });
  if (language === 'en') {
    lookFor('enrolment');
    await screen.findByRole('heading', { level: 1, name: 'Amina Wanjiru' });
  }
  return view;
}
const giveReason = () =>
  fireEvent.change(within(screen.getByRole('form', { name: 'Take out m-9 of second-mis' })).getByLabelText('Reason'), {
    target: { value: 'Another birth date on paper' },
  });
const region = (name: string) => within(screen.getByRole('region', { name }));

describe('The page of a person', () => {
  it('IBR-030: shows both enrolments, both payment histories and where each is from', async () => {
    const { container } = await open();
    const programmes = region('Programmes');
    expect(programmes.getAllByText('Old Age Allowance').length).toBeGreaterThan(0);
    expect(programmes.getAllByText('Food Basket').length).toBeGreaterThan(0);
    expect(programmes.getByText('second-mis')).toBeTruthy();
    expect(region('Entitlements and payments').getAllByText(/2\s000\.00 KES/).length).toBeGreaterThanOrEqual(2);
    expect(region('Summary').getByText(/the freshest/)).toBeTruthy();
    expect(region('Summary').getByText('Another source differs')).toBeTruthy();
    expect(region('Records that are this person').getByText(/same identifier, like name/)).toBeTruthy();
    expect(await axeViolations(container)).toEqual([]);
  });

  it('S6: names the purpose that was chosen, and reads again for another', async () => {
    const api = service();
    await open(api);
    lookFor('fraud');
    await waitFor(() => expect(api.callsOf(PERSON)).toHaveLength(2));
    expect(api.callsOf(PERSON).map(({ params }) => params['purpose'])).toEqual(['enrolment', 'fraud']);
  });

  it('IBR-009: shows the person as of a day and as known at a moment, and comes back', async () => {
    const past = person({ asOf: '2025-01-01', enrolments: [], knownSince: '2025-03-01' });
    const api = service({ [PERSON]: ({ params }) => (params['asOf'] === undefined ? person() : past) });
    await open(api, DECIDER);
    expect(screen.getByText('You see today.')).toBeTruthy();
    enter('Day', '2025-01-01');
    enter('Known at', '2025-02-01T10:00');
    await userEvent.click(screen.getByRole('button', { name: 'Show this day' }));
    await screen.findByText(/Nothing can be decided here/);
    expect(screen.getByText(/Nothing is known from before/)).toBeTruthy();
    expect(api.callsOf(PERSON)[1]?.params).toMatchObject({
      asOf: '2025-01-01',
      knownAt: new Date('2025-02-01T10:00').toISOString(),
    });
    expect(screen.queryByRole('button', { name: /^Take out/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Back to today' }));
    await screen.findByText('You see today.');
  });

  it('S2: says that there are programmes of others, and not which', async () => {
    await open(service({ [PERSON]: () => person({ enrolments: [], otherEnrolments: true }) }));
    expect(screen.getByText(/programmes of other institutions that you may not see/)).toBeTruthy();
  });

  it('IBR-016: takes a record out with a reason, on the version that was seen', async () => {
    const split = person({ version: 4, records: person().records.slice(0, 1) });
    const api = service({ [UNLINK]: () => ({ personId: OTHER_ID, person: split }) });
    await open(api, DECIDER);
    await userEvent.click(screen.getAllByText('Take out')[1] as HTMLElement);
    await userEvent.click(screen.getByText('This is somebody else'));
    expect(screen.getByText(/Say why/)).toBeTruthy();
    expect(api.callsOf(UNLINK)).toEqual([]);
    giveReason();
    await userEvent.click(screen.getByText('This is somebody else'));
    await waitFor(() => expect(screen.getByText('1 record')).toBeTruthy());
    const [call] = api.callsOf(UNLINK);
    expect(call?.what).toContain(SECOND_RECORD);
    expect(call?.body).toEqual({ purpose: 'enrolment', reason: 'Another birth date on paper' });
    expect(call?.header('if-match')).toBe('"3"');
  });

  it.each([
    ['en', 'Take out i-1 of openIMIS', 'Take out m-9 of second-mis'],
    ['fr', 'Retirer i-1 de openIMIS', 'Retirer m-9 de second-mis'],
    ['ar', 'فصل i-1 من openIMIS', 'فصل m-9 من second-mis'],
  ])('WCAG 2.4.6, 4.1.2: names each button by the record that it takes out (%s)', async (language, first, second) => {
    const { store } = await open(service(), DECIDER, language);
    if (language !== 'en') act(() => void store.dispatch(choosePurpose('enrolment')));
    expect(await screen.findByRole('button', { name: first })).toBeTruthy();
    expect(screen.getByRole('button', { name: second })).toBeTruthy();
  });

  it('S7: asks for the password when the service wants it, and then takes the record out once', async () => {
    let isConfirmed = false;
    const api = service({
      [UNLINK]: () =>
        isConfirmed
          ? { personId: OTHER_ID, person: person({ version: 4 }) }
          : refuse(403, 'platform.confirmation-needed'),
      'POST /session/confirm': () => {
        isConfirmed = true;
        return { confirmedUntil: '2026-11-28T10:00:00.000Z' };
      },
    });
    await open(api, DECIDER);
    await userEvent.click(screen.getAllByText('Take out')[1] as HTMLElement);
    giveReason();
    await userEvent.click(screen.getByText('This is somebody else'));
    enter('Your password', 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Confirm and go on' }));
    await waitFor(() => expect(api.callsOf(UNLINK)).toHaveLength(2));
    const keys = api.callsOf(UNLINK).map((call) => call.header('idempotency-key'));
    expect(new Set(keys).size).toBe(1);
  });

  it('shows that somebody was quicker', async () => {
    const api = service({ [UNLINK]: () => refuse(412, 'registry.person-changed', { version: 4 }) });
    await open(api, DECIDER);
    await userEvent.click(screen.getAllByText('Take out')[1] as HTMLElement);
    giveReason();
    await userEvent.click(screen.getByText('This is somebody else'));
    await screen.findByText(/Somebody changed this meanwhile/);
  });

  it('IBR-016: links another person by number, and refuses what is none', async () => {
    const api = service({ [MERGE]: () => person({ version: 5 }) });
    await open(api, DECIDER);
    const merge = within(screen.getByRole('form', { name: 'This is the same person as another one', hidden: true }));
    const number = merge.getByLabelText('Number of the other person');
    await userEvent.type(number, ID);
    await userEvent.type(merge.getByLabelText('Reason'), 'Same paper');
    const act = merge.getByRole('button', { name: 'They are one person', hidden: true });
    await userEvent.click(act);
    expect(merge.getByText('This is not the number of another person.')).toBeTruthy();
    await userEvent.clear(number);
    await userEvent.type(number, OTHER_ID);
    await userEvent.click(act);
    await waitFor(() => expect(api.callsOf(MERGE)).toHaveLength(1));
    expect(api.callsOf(MERGE)[0]?.body).toEqual({ from: OTHER_ID, purpose: 'enrolment', reason: 'Same paper' });
  });

  it('S8: offers no decision without the right', async () => {
    await open(service({ 'GET /registry/conflicts': () => ({ items: [conflict()] }) }));
    await screen.findByText('Overlap: OAA + FOOD');
    expect(screen.queryByRole('button', { name: /^Take out/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Both are right' })).toBeNull();
    expect(screen.queryByText('Who has looked')).toBeNull();
  });

  it('S6: shows who has looked to whoever may read the log', async () => {
    const items = [{ at: '2026-11-28T08:00:00.000Z', action: 'registry.read-person', by: 'ina.intake', kind: 'user' }];
    await open(service({ 'GET /audit/people/*/accesses': () => ({ items }) }), AUDITOR);
    const looked = region('Who has looked');
    await looked.findByText('ina.intake');
    expect(looked.getByText('Opened the person')).toBeTruthy();
  });

  it('says in the timeline what happened in which system', async () => {
    await open(service({ [PERSON]: () => person({ enrolments: [municipal()], payments: [] }) }));
    expect(region('Timeline').getByText('Food Basket: Active')).toBeTruthy();
  });

  it('does not tell whether somebody exists whom one may not see', async () => {
    const api = service({ [PERSON]: () => refuse(404, 'registry.person-not-found') });
    renderPage(<PersonPage />, api, { params: { id: ID } });
    lookFor('case');
    await screen.findByText(/no such person, or you may not see them/);
  });

  it('is read from right to left in Arabic', async () => {
    const { container } = await open(service(), READER, 'ar');
    expect(container.querySelector('section')?.getAttribute('dir')).toBe('rtl');
    expect(screen.getByText('لماذا تطّلع على البيانات؟')).toBeTruthy();
  });
});
