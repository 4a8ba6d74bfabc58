import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { Bars, Picture, type Bar } from '../src/components/Bars.js';
import { EnrolmentLanes } from '../src/components/EnrolmentLanes.js';
import { Expenditures } from '../src/components/Expenditures.js';
import { OverlapMatrix } from '../src/components/OverlapMatrix.js';
import { toLanes } from '../src/lanes.js';
import { axeViolations, cells, enrolment, municipal, renderPage, service } from './support/render.js';

const api = service();
const show = (page: JSX.Element, language = 'en') => renderPage(page, api, { language });
const bars = (all: readonly Bar[]) => <Bars title="People by sex" what="Sex" bars={all} />;
/** Width of each row's bar, in a hundred. */
const widths = () =>
  [...document.querySelectorAll('svg')].map((one) => Number(one.lastElementChild?.getAttribute('width')));

describe('Bars', () => {
  it('IBR-045: are of one scale, the longest whole, with the number in words beside', () => {
    show(
      bars([
        { key: 'f', label: 'Female', people: 1500 },
        { key: 'm', label: 'Male', people: 375 },
      ]),
    );
    expect(widths()).toEqual([100, 25]);
    expect(cells()).toEqual([
      ['Female', '1,500', ''],
      ['Male', '375', ''],
    ]);
  });

  it('S12: say “<5” where a number is kept back, draw nothing of it and tell no share', () => {
    show(
      bars([
        { key: 'f', label: 'Female', people: null, of: 100 },
        { key: 'm', label: 'Male', people: 20, of: 80 },
      ]),
    );
    expect(cells()).toEqual([
      ['Female', '<5', '', ''],
      ['Male', '20', '25%', ''],
    ]);
    expect(widths()).toEqual([0, 100]);
  });

  it.each([
    ['the whole is kept back', { people: 20, of: null }],
    ['nobody is in the whole', { people: 0, of: 0 }],
  ] as const)('tell no share where %s', (_what, bar) => {
    show(bars([{ key: 'f', label: 'Female', ...bar }]));
    expect(cells()[0]?.[2]).toBe('');
  });

  it('have no column of shares where there is no whole, and are an empty table of nobody', () => {
    show(bars([]));
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Sex',
      'People',
      'Chart',
    ]);
    expect(widths()).toEqual([]);
  });

  it('are seen however small, and not at all where there is nothing', () => {
    show(
      <>
        {[0, 0.0001, 1].map((part) => (
          <Picture key={part} part={part} />
        ))}
      </>,
    );
    expect(widths()).toEqual([0, 0.5, 100]);
  });

  it('WCAG 1.1.1: are hidden from whoever hears the number, and axe finds nothing wrong (ar)', async () => {
    const { container } = show(bars([{ key: 'f', label: 'أنثى', people: 7, of: 9 }]), 'ar');
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('IBR-045: what programmes paid', () => {
  const paid = (currency: string, amountMinor: number | null, period = '2026-10') => ({
    ...{ source: 'openimis', programme: 'OAA', period, currency, status: 'paid' as const },
    ...{ payments: amountMinor === null ? null : 3, amountMinor },
  });

  const nameOf = () => 'Old-age allowance';

  it('is drawn on one scale for each currency: shillings are not compared with dollars', () => {
    const all = [paid('KES', 4_000_000), paid('USD', 5_000), paid('KES', 1_000_000, '2026-11')];
    show(<Expenditures expenditure={all} nameOf={nameOf} />);
    expect(widths()).toEqual([100, 100, 25]);
    expect(cells().map((row) => row[4])).toEqual(['40\u202f000.00 KES', '50.00 USD', '10\u202f000.00 KES']);
  });

  it('S12: keeps back the sum of a few with their number', () => {
    show(<Expenditures expenditure={[paid('KES', null)]} nameOf={nameOf} />);
    expect(cells()[0]?.[0]).toBe('Old-age allowance');
    expect(cells()[0]?.slice(3)).toEqual(['<5', 'kept back', '']);
    expect(widths()).toEqual([0]);
  });
});

describe('IBR-045: programmes against each other', () => {
  it('WCAG 2.1.1: can be scrolled without a mouse where they are wider than the screen', () => {
    show(<OverlapMatrix overlaps={[{ one: 'CHG', other: 'OAA', people: 7 }]} nameOf={(code) => code} />);
    const scrolled = screen.getByRole('region', { name: /^How many are in the programme of the row/ });
    expect(scrolled.tabIndex).toBe(0);
    screen.getByRole('table');
  });
});

describe('IBR-030: enrolments over time', () => {
  const picture = () => screen.getByRole('img');
  const lanes = (today = '2026-01-01') => (
    <EnrolmentLanes enrolments={[enrolment({ endsOn: '2025-01-01', status: 'exited' }), municipal()]} today={today} />
  );

  it('are a picture with a name that says how many, and the days at both its ends', () => {
    show(lanes());
    expect(picture().getAttribute('aria-label')).toMatch(/^2 enrolments over time/);
    expect(picture().textContent).toBe('Old Age AllowanceFood Basket2024-01-012026-01-01');
  });

  it('are no picture where none has a beginning', () => {
    show(<EnrolmentLanes enrolments={[enrolment({ enrolledOn: undefined as never })]} today="2026-01-01" />);
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('never leave the picture, and none ends before it begins, whatever the systems say', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    const stated = fc.record({ enrolledOn: day, endsOn: fc.option(day, { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(stated, { minLength: 1 }), day, (all, today) => {
        const enrolments = all.map(({ enrolledOn, endsOn }) => enrolment({ enrolledOn, ...(endsOn && { endsOn }) }));
        for (const { from, to } of toLanes(enrolments, today)?.lanes ?? []) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
