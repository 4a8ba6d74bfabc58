import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PersonView } from '@interlink/contracts/registry/view';
import { fakeApi, refuse } from '@interlink/fe-kit/testing/fake-api';
import { Accesses } from '../src/components/Accesses.js';
import { MoneyTables } from '../src/components/MoneyTables.js';
import { Records } from '../src/components/Records.js';
import {
  axeViolations,
  DECIDER,
  enrolment,
  ID,
  payment,
  person,
  cells,
  READER,
  renderPage,
  service,
} from './support/render.js';

const rowsOf = (name: RegExp | string) => cells(screen.getByRole('table', { name }));

describe('SR-025: what was due and what came', () => {
  const show = (over: Partial<PersonView>, language = 'en') =>
    renderPage(<MoneyTables person={person({ payments: [], ...over })} />, service(), { language });
  const due = (programme: string, minor: number, over = {}) => ({
    ...{
      recordId: `b-${programme}`,
      source: 'openimis',
      programme,
      type: 'cash' as const,
      status: 'approved' as const,
    },
    ...{ period: '2026-10', amount: { minor, currency: 'KES' } },
    ...over,
  });

  it('stand side by side with words for how they stand, by programme, period and system', () => {
    show({
      enrolments: [enrolment()],
      benefits: [due('OAA', 200_000), due('CHG', 100_000), due('HSG', 50_000, { period: '2026-11' })],
      payments: [payment(), payment({ recordId: 'p-2', programme: 'CHG', amount: { minor: 99_900, currency: 'KES' } })],
    });
    expect(rowsOf('What was due against what came')).toEqual([
      ['2026-11', 'HSG', 'openIMIS', '500.00 KES', '0.00 KES', 'Not paid yet'],
      ['2026-10', 'CHG', 'openIMIS', '1\u202f000.00 KES', '999.00 KES', 'Less than due'],
      ['2026-10', 'Old Age Allowance', 'openIMIS', '2\u202f000.00 KES', '2\u202f000.00 KES', 'As due'],
    ]);
  });

  it('every payment is told by itself, the newest first, those of one day as the systems told them', () => {
    const of = (recordId: string, paidOn: string, over = {}) =>
      payment({ recordId, paidOn, receipt: recordId, ...over });
    show({
      payments: [
        of('A', '2026-10-05'),
        of('B', '2026-11-05', { channel: 'M-Pesa', status: 'failed' }),
        of('C', '2026-10-05'),
        of('D', '2026-10-05'),
      ],
    });
    const rows = rowsOf('4 payments, newest first');
    expect(rows.map((row) => row[5])).toEqual(['B', 'A', 'C', 'D']);
    expect(rows[0]).toEqual([
      '2026-11-05',
      'Old Age Allowance',
      'openIMIS',
      '2\u202f000.00 KES',
      'M-Pesa',
      'B',
      'Failed',
    ]);
  });

  it('a payment that failed is no money that came: nothing is summed of it', () => {
    show({ payments: [payment({ status: 'failed' })] });
    expect(screen.queryByRole('table', { name: 'What was due against what came' })).toBeNull();
    rowsOf('1 payment, newest first');
  });

  it('is said to be nothing, in the language of the user', () => {
    show({}, 'fr');
    expect(screen.queryByRole('table')).toBeNull();
    expect(document.body.textContent).not.toBe('');
    expect(document.body.textContent).not.toContain('money.none');
  });
});

describe('IBR-016: the records that are one person', () => {
  const [first, second] = person().records as [PersonView['records'][number], PersonView['records'][number]];
  const show = (records: PersonView['records'], rights = DECIDER, isPast = false) =>
    renderPage(
      <Records person={person({ records })} purpose="correction" isPast={isPast} onReadAgain={() => undefined} />,
      service(),
      { rights },
    );

  it('are named by source and number, with the evidence in words, and what is deleted there', () => {
    show([first, { ...second, deleted: true, evidence: ['identifier-same', 'a-new-rule'] }], READER);
    expect(rowsOf('2 records')).toEqual([
      ['openIMIS', 'i-1', 'The first record ', '', '2026-11-01 00:00:00', ''],
      [
        'second-mis',
        'm-9',
        'The same identifier (same identifier, a-new-rule) Deleted there',
        '1',
        '2026-11-02 00:00:00',
        '',
      ],
    ]);
  });

  it.each([
    ['there is but one', [first], DECIDER, false],
    ['one looks at the past', [first, second], DECIDER, true],
    ['one may not', [first, second], READER, false],
  ] as const)('are taken out by nobody when %s', (_why, records, rights, isPast) => {
    show([...records], [...rights], isPast);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('WCAG 2.1.1: are taken out with the keyboard: the form opens below and says what will be', async () => {
    const { container } = show([first, second]);
    screen.getByRole('button', { name: 'Take out m-9 of second-mis' }).focus();
    await userEvent.keyboard('{enter}');
    const form = screen.getByRole('form', { name: 'Take out m-9 of second-mis' });
    expect(form.textContent).toMatch(/will be a person of its own/);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('S6: who has looked at a person', () => {
  const LOG = 'GET /audit/people/*/accesses';
  const looked = (over: object) => ({
    at: '2026-11-28T08:00:00.000Z',
    action: 'registry.search',
    by: 'ina',
    kind: 'user',
    ...over,
  });
  const show = (answer: () => unknown) => {
    const api = fakeApi({ [LOG]: answer });
    return { api, ...renderPage(<Accesses personId={ID} />, api) };
  };

  it('is told with when and what for, a service by whom it acted for, and what nobody translated as it is', async () => {
    show(() => ({
      items: [
        looked({ action: 'registry.export-person' }),
        looked({ by: 'interlink.sync', onBehalfOf: 'sue.supervisor', action: 'registry.read-faulty' }),
        looked({ action: 'cases.read-note' }),
      ],
    }));
    await screen.findByText('sue.supervisor');
    expect(rowsOf(/^Newest first/)).toEqual([
      ['2026-11-28 08:00:00', 'ina', 'Made the export for the person'],
      ['2026-11-28 08:00:00', 'sue.supervisor', 'Found the person by a rule of data quality'],
      ['2026-11-28 08:00:00', 'ina', 'cases.read-note'],
    ]);
  });

  it('is nobody, or not known yet, or asked for again after a failure', async () => {
    let isDown = true;
    const { api } = show(() => (isDown ? refuse(503, 'platform.audit-unavailable') : { items: [] }));
    screen.getByText('Loading…');
    await screen.findByRole('alert');
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Nobody has looked.');
    expect(api.callsOf(LOG)).toHaveLength(2);
  });
});
