import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import type { PersonView } from '@interlink/contracts/registry/view';
import { Happenings } from '../src/components/Happenings.js';
import { timelineOf } from '../src/timeline.js';
import { enrolment, payment, person, renderPage, service } from './support/render.js';

type Part = Pick<PersonView, 'benefits' | 'enrolments' | 'payments' | 'records'>;
const nothing: Part = { benefits: [], enrolments: [], payments: [], records: [] };
const benefit = (over: Partial<PersonView['benefits'][number]> = {}) => ({
  ...{ recordId: 'b-1', source: 'openimis', programme: 'OAA', type: 'cash' as const, status: 'approved' as const },
  dueOn: '2026-10-01',
  ...over,
});
const [record] = person().records;
const link = (recordId: string, linkedAt: string) => ({
  ...(record as PersonView['records'][number]),
  recordId,
  linkedAt,
});

describe('What happened to a person', () => {
  const day = fc.integer({ min: 0, max: 9_000 }).map((n) => new Date(n * 86_400_000).toISOString());
  const events = fc.array(fc.tuple(fc.constantFrom('benefit', 'payment', 'link', 'change'), day));

  it('IBR-030: is told whole, each once, the newest first, whatever happened when', () => {
    fc.assert(
      fc.property(events, (all) => {
        const of = (kind: string) =>
          all.flatMap(([one, at], index) => (one === kind ? [[at, String(index)] as const] : []));
        const statusHistory = of('change').map(
          ([at], index) => ({ status: index % 2 ? 'active' : 'suspended', on: at.slice(0, 10) }) as const,
        );
        const told = timelineOf({
          benefits: of('benefit').map(([at, id]) => benefit({ recordId: `b${id}`, dueOn: at.slice(0, 10) })),
          payments: of('payment').map(([at, id]) => payment({ recordId: `p${id}`, paidOn: at.slice(0, 10) })),
          records: of('link').map(([at, id]) => link(`r${id}`, at)),
          enrolments: statusHistory.length > 0 ? [enrolment({ statusHistory })] : [],
        });
        expect(told).toHaveLength(all.length);
        const days = told.map(({ on }) => on);
        expect(days).toEqual([...days].sort().reverse());
      }),
    );
  });

  it('is in one order, also of what happened on one day, however the systems told it', () => {
    const payments = ['p-1', 'p-2', 'p-3'].map((recordId) => payment({ recordId }));
    const ids = (all: PersonView['payments']) => timelineOf({ ...nothing, payments: all }).map(({ id }) => id);
    expect(ids(payments)).toEqual(ids([...payments].reverse()));
  });

  it('leaves out what has no day, and an amount that nobody told', () => {
    const { dueOn: _none, ...undated } = benefit();
    const enrolments = [enrolment({ enrolledOn: undefined as never })];
    expect(timelineOf({ ...nothing, benefits: [undated], enrolments })).toEqual([]);
    expect(timelineOf({ ...nothing, benefits: [benefit()] })[0]).not.toHaveProperty('amount');
  });
});

describe('The timeline on the page of a person', () => {
  const show = (over: Partial<PersonView>, language = 'en') =>
    renderPage(<Happenings person={person({ ...nothing, ...over })} />, service(), { language });
  const items = () => within(screen.getByRole('list', { name: 'What happened' })).getAllByRole('listitem');
  const paid = (recordId: string, over = {}) => payment({ recordId, ...over });

  it('says in words what happened, in which programme, how much, when, and who says so', () => {
    show({
      enrolments: [enrolment({ statusHistory: [{ status: 'suspended', on: '2025-05-01' }] })],
      benefits: [benefit({ amount: { minor: 200_000, currency: 'KES' }, source: 'second-mis', programme: 'FOOD' })],
      payments: [paid('p', { status: 'returned' })],
      records: [link('r', '2026-11-01T10:20:30.000Z')],
    });
    expect(items().map(({ textContent }) => textContent)).toEqual([
      '2026-11-01 10:20:30A record became part of this person (The first record)openIMIS',
      '2026-10-05Old Age Allowance, payment: 2\u202f000.00 KES (Returned)openIMIS',
      '2026-10-01FOOD, due: 2\u202f000.00 KES (Approved)second-mis',
      '2025-05-01Old Age Allowance: SuspendedopenIMIS',
    ]);
  });

  it('tells what was due in kind without an amount', () => {
    show({ benefits: [benefit()] });
    expect(items()[0]?.textContent).toContain('OAA, due (Approved)');
  });

  it('shows a dozen at first, and all when asked', async () => {
    show({ payments: Array.from({ length: 15 }, (_none, at) => paid(`p-${at}`)) });
    expect(items()).toHaveLength(12);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 15' }));
    expect(items()).toHaveLength(15);
    expect(screen.queryByRole('button')).toBeNull();
    // WCAG 2.4.3: the button that was pressed is gone.
    expect(document.activeElement).toBe(screen.getByText('That is all.'));
  });

  it('offers no more where there is no more, and says when there is nothing', () => {
    const { unmount } = show({ payments: Array.from({ length: 12 }, (_none, at) => paid(`p-${at}`)) });
    expect(screen.queryByRole('button')).toBeNull();
    unmount();
    show({});
    screen.getByText('Nothing with a date is known.');
  });

  it('is told in Arabic, money from left to right with its own digits', () => {
    show({ payments: [paid('p')] }, 'ar');
    const [item] = screen.getAllByRole('listitem');
    expect(item?.textContent).toMatch(/[\u0600-\u06ff].*2\u202f000\.00 KES/);
  });
});
