import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeApi, holdBack, refuse } from '@interlink/fe-kit/testing/fake-api';
import { RIGHT_READ, RIGHT_UPDATE } from '../src/names.js';
import { ChangesPage } from '../src/pages/ChangesPage.js';
import { questionnaire } from './support/intake.js';
import { axeViolations, ID, renderPage } from './support/render.js';

const PERSON = '01930000-0000-7000-8000-0000000000aa';
const SEND = 'POST /social-registry/changes';

describe('The form of a life event', () => {
  const open = (over: Parameters<typeof fakeApi>[0] = {}, language = 'en') => {
    const api = fakeApi({
      'GET /social-registry/changes': () => ({ items: [] }),
      [SEND]: () => ({ request: { id: ID } }),
      ...over,
    });
    const rights = [RIGHT_READ, RIGHT_UPDATE];
    return { api, ...renderPage(<ChangesPage />, api, { rights, search: `?person=${PERSON}`, language }) };
  };
  const form = () => within(screen.getByRole('form', { name: 'Enter a change' }));
  const fill = (fields: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(fields))
      fireEvent.change(form().getByLabelText(new RegExp(`^${label}`)), { target: { value } });
  };

  const send = () => userEvent.click(form().getByRole('button', { name: 'Send' }));

  it.each([
    ['move', { Village: 'R1' }, { event: 'move', village: 'R1', withHousehold: true }],
    ['birth', { 'Given name': 'Zuri', 'Sex of': 'female' }, { event: 'birth', givenName: 'Zuri', sex: 'female' }],
    ['death', {}, { event: 'death' }],
    ['marriage', { Marital: 'W' }, { event: 'marriage', maritalStatus: 'W' }],
    ['contact', { 'New telephone': '+254 710-000 001' }, { event: 'contact', phone: '+254710000001' }],
    [
      'account',
      { Bank: 'Tausi', 'Account number': '12' },
      { event: 'account', account: { provider: 'Tausi', number: '12' } },
    ],
  ] as const)('SR-027: asks of a %s what belongs to it, wants it, and sends no more', async (event, fields, sent) => {
    const { api } = open();
    fill({ 'What happened': event, Day: '2026-11-20' });
    const wanted = Object.keys(fields);
    if (wanted.length > 0) await send();
    expect(screen.queryAllByText('Please fill this in.')).toHaveLength(wanted.length);
    for (const label of wanted) {
      expect(
        form()
          .getByLabelText(new RegExp(`^${label}`))
          .getAttribute('aria-required'),
      ).toBe('true');
    }
    expect(api.callsOf(SEND)).toEqual([]);
    fill(fields);
    await send();
    await waitFor(() => expect(api.callsOf(SEND)).toHaveLength(1));
    expect(api.callsOf(SEND)[0]?.body).toMatchObject({ change: sent });
  });

  it('forgets what was written of one event when another is chosen', async () => {
    const { api } = open();
    fill({ Village: 'R1', 'What happened': 'contact' });
    fill({ 'What happened': 'move', Day: '2026-11-20' });
    await send();
    screen.getByText('Please fill this in.');
    expect(api.callsOf(SEND)).toEqual([]);
  });

  it('SR-027: says that one person alone moved, when the box is not ticked', async () => {
    const { api } = open();
    fill({ Village: 'R1', Day: '2026-11-20' });
    await userEvent.click(form().getByRole('checkbox', { name: /The whole household moved/ }));
    await send();
    await waitFor(() => expect(api.callsOf(SEND)).toHaveLength(1));
    expect(api.callsOf(SEND)[0]?.body).toMatchObject({ change: { withHousehold: false } });
  });

  it.each([
    ['0710000001', 'without its country'],
    ['+254 71', 'too short'],
    ['+٢٥٤٧١٠٠٠٠٠٠١', 'in other digits'],
  ])('WCAG 3.3.3: says how a telephone is written instead of sending %s (%s)', async (phone) => {
    const { api } = open();
    fill({ 'What happened': 'contact', Day: '2026-11-20' });
    fill({ 'New telephone': phone });
    await send();
    screen.getByText('Write the number with its country, such as +254710000001.');
    expect(api.callsOf(SEND)).toEqual([]);
  });

  it.each(['2026-02-30', '20261120', '2026-11-20T08:00'])('takes %s for no day', async (day) => {
    const { api } = open();
    fill({ Village: 'R1', Day: day });
    await send();
    screen.getByText('Write the day as year-month-day.');
    expect(api.callsOf(SEND)).toEqual([]);
  });

  it.each([
    ['as its questionnaire asks it', 'household', 'Born: This date is yet to come.'],
    ['by its code where that is gone', 'household-1', 'birth_date: This date is yet to come.'],
  ])('SR-027: says which answer of the household would be wrong after it, %s', async (_how, asking, words) => {
    const details = { reason: 'birth_date:date-in-future', questionnaire: asking };
    open({
      [SEND]: () => refuse(422, 'social-registry.change-refused', details),
      'GET /social-registry/questionnaires': () => [questionnaire],
    });
    fill({ Village: 'R1', Day: '2026-11-20' });
    await send();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(words));
  });

  it('WCAG 2.4.3: leaves the keyboard at its button when it is refused', async () => {
    const late = holdBack(() => refuse(422, 'social-registry.change-refused', { reason: 'date-in-future' }));
    open({ [SEND]: late.answer });
    fill({ 'What happened': 'death', Day: '2026-11-20' });
    await send();
    // As browsers do with what is disabled.
    (document.activeElement as HTMLElement).blur();
    late.release();
    await screen.findByText('The day has not come yet.');
    await waitFor(() => expect(document.activeElement).toBe(form().getByRole('button', { name: 'Send' })));
  });

  it('asks for the number of a paper once its kind is chosen, and wants it then', async () => {
    const { api } = open();
    expect(form().queryByLabelText(/^Number, or where/)).toBeNull();
    fill({ Village: 'R1', Day: '2026-11-20', 'Kind of evidence': 'certificate' });
    await send();
    screen.getByText('Please fill this in.');
    fill({ 'Number, or where': 'B-7' });
    await send();
    await waitFor(() => expect(api.callsOf(SEND)).toHaveLength(1));
    expect(api.callsOf(SEND)[0]?.body).toMatchObject({
      evidence: [{ kind: 'certificate', reference: 'B-7' }],
    });
  });

  it.each(['fr', 'ar'])('WCAG 2.2 AA: axe finds nothing wrong with it when it is refused (%s)', async (language) => {
    const { container } = open({}, language);
    await userEvent.click(container.querySelector('form button[type=submit]') as HTMLElement);
    const wrong = container.querySelectorAll('form [aria-invalid=true]');
    expect(wrong).toHaveLength(2);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The list of life events', () => {
  it('SR-027: that shows none of a state does not say that none was entered', async () => {
    renderPage(<ChangesPage />, fakeApi({ 'GET /social-registry/changes': () => ({ items: [] }) }));
    await screen.findByText(/^No change was entered yet/);
    fireEvent.change(screen.getByLabelText('Which changes'), { target: { value: 'refused' } });
    await screen.findByText(/^No change is in this state/);
    expect(screen.queryByText(/^No change was entered yet/)).toBeNull();
  });
});
