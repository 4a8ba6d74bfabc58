import { fireEvent, screen } from '@testing-library/react';
import type { Explanation, Simulation } from '@interlink/contracts/social-registry/run';
import { fakeApi, holdBack } from '@interlink/fe-kit/testing/fake-api';
import { Explained } from '../src/components/Explained.js';
import { Numbers } from '../src/components/Numbers.js';
import { Progress } from '../src/components/Progress.js';
import { ScoreChart } from '../src/components/ScoreChart.js';
import { SimulationForm } from '../src/components/SimulationForm.js';
import { intakeApi } from './support/intake.js';
import { axeViolations, cells, ID, renderPage, words } from './support/render.js';

const show = (page: JSX.Element, language = 'en') => renderPage(page, intakeApi(), { language });

describe('SR-013: the form of a cut-off', () => {
  it('asks once, however often the button is pressed, and says that it waits', async () => {
    const late = holdBack(() => ({
      cutOff: { programme: 'CHG', comparison: 'at-least', score: 1 },
      ...{ households: 1, members: 1, costMinor: 5, bars: [] },
    }));
    const api = fakeApi({ 'GET /social-registry/runs/*/simulation': late.answer });
    const start = { programme: 'CHG', comparison: 'at-least' as const, score: '1', currency: 'KES' };
    renderPage(<SimulationForm id={ID} start={{ ...start, benefit: '5', budget: '' }} />, api);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Try it' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(button.disabled).toBe(true);
    expect(screen.getByRole('status').textContent).toBe('Loading…');
    late.release();
    await screen.findByText('Cost a month');
    expect(api.calls).toHaveLength(1);
  });
});

describe('SR-013: the chart of scores', () => {
  const bar = (from: number, households: number) => ({
    from: from * 1_000_000,
    upTo: from * 1_000_000 + 999_999,
    households,
  });
  const simulation = (over: Partial<Simulation> = {}): Simulation => ({
    cutOff: { programme: 'CHG', comparison: 'at-least', score: 2_500_000 },
    ...{ households: 25, members: 90, costMinor: 0 },
    bars: [bar(1, 40), bar(2, 10), bar(3, 0), bar(4, 1)],
    ...over,
  });
  const bars = () => [...screen.getByRole('img').children] as HTMLElement[];
  const reached = () => bars().map(({ style }) => style.background !== 'rgb(255, 255, 255)');

  it.each([
    ['at-least', [false, true, true, true]],
    ['at-most', [true, true, false, false]],
  ] as const)('marks whom a cut-off of %s reaches, the bar that it divides among them', (comparison, marked) => {
    show(<ScoreChart simulation={simulation({ cutOff: { programme: 'CHG', comparison, score: 2_500_000 } })} />);
    expect(reached()).toEqual(marked);
  });

  it('WCAG 1.4.11: draws all that is there in a line that stands out from the page, full or hollow', () => {
    show(<ScoreChart simulation={simulation()} />);
    const lines = bars().map(({ style }) => style.borderTopColor || style.border);
    expect(lines).toEqual(['#006273', '#006273', '0px', '#006273']);
  });

  it('draws on one scale, a few so that they are seen, and nobody not at all', () => {
    show(<ScoreChart simulation={simulation()} />);
    expect(bars().map(({ style }) => style.height)).toEqual(['160px', '40px', '0px', '4px']);
    show(<ScoreChart simulation={simulation({ bars: [bar(1, 100_000), bar(2, 1)], households: 1 })} />);
    expect(screen.getByRole('img', { name: '1 household is reached' }).lastElementChild).toHaveProperty(
      'style.height',
      '2px',
    );
  });

  it('WCAG 1.1.1: says how many are reached, and of each bar how many stand where', () => {
    show(<ScoreChart simulation={simulation()} />);
    screen.getByRole('img', { name: '25 households are reached' });
    expect(bars().map(({ title }) => title)).toEqual(['1 – 2: 40', '2 – 3: 10', '3 – 4: 0', '4 – 5: 1']);
  });

  it('is there without a bar when nobody was assessed, and axe finds nothing wrong (ar)', async () => {
    const { container } = show(<ScoreChart simulation={simulation({ bars: [], households: 0 })} />, 'ar');
    expect(bars()).toEqual([]);
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('SR-013: why a household has its score', () => {
  const explanation = (mayQualifyFor: string[]): Explanation =>
    ({
      householdId: '01930000-0000-7000-8000-0000abcd1234',
      formula: { terms: [{ code: 'thatch', label: words('Thatched roof') }] },
      result: {
        ...{ formula: 'pmt', version: 1, day: '2026-11-24', score: 8_500_000, intercept: 10_000_000, mayQualifyFor },
        contributions: [
          { term: 'thatch', value: 1_000_000, weight: -1_500_000, points: -1_500_000 },
          { term: 'gone', value: 0, weight: 1, points: 0 },
        ],
      },
    }) as unknown as Explanation;

  it('tells what each term counted, weighed and gave, also what takes away', () => {
    show(<Explained explanation={explanation([])} />);
    expect(cells()).toEqual([
      ['Thatched roof', '1', '-1.5', '-1.5'],
      ['gone', '0', '0.000001', '0'],
    ]);
    screen.getByRole('table', { name: 'The score begins at 10 and each row adds to it' });
    screen.getByText('Passes no programme’s cut-off.');
  });

  it('WCAG 2.4.3: leads to where it stands, but nobody who is typing', () => {
    show(<Explained explanation={explanation([])} />);
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Why this score' }));
    show(<input aria-label="Typing" />);
    screen.getByLabelText('Typing').focus();
    show(<Explained explanation={explanation([])} />);
    expect(document.activeElement).toBe(screen.getByLabelText('Typing'));
  });

  it('names the programmes that it may qualify for, as no decision', () => {
    show(<Explained explanation={explanation(['CHG', 'OAA'])} />);
    screen.getByText('May qualify for CHG, OAA. That is no decision: somebody has to apply.');
  });

  it('names the household by no more than the end of its number, in the words of the reader', () => {
    show(<Explained explanation={explanation([])} />, 'fr');
    const { textContent } = screen.getByRole('region');
    expect(textContent).toContain('ABCD1234');
    expect(textContent).not.toContain('01930000');
    screen.getByText('Thatched roof (fr)');
  });
});

describe('How far long work is', () => {
  it.each([
    ['nothing of nothing', 0, 0, 0],
    ['not quite all', 999, 1000, 99],
    ['all', 1000, 1000, 100],
    ['more than was foreseen', 1100, 1000, 100],
  ])('is told of %s as a bar, in words and by its value', (_what, done, of, percent) => {
    show(<Progress label="Being checked" done={done} of={of} />);
    expect(screen.getByRole('status').textContent).toBe(`Being checked ${percent}%`);
    expect(screen.getByRole('progressbar', { name: 'Being checked' }).getAttribute('aria-valuenow')).toBe(
      String(percent),
    );
  });

  it('is told in numbers with the separators of the reader, nothing as nought, and words as they are', () => {
    show(
      <Numbers
        items={[
          ['Households', 12_500],
          ['Problems', 0],
          ['Cost', '1 000.00 KES'],
        ]}
      />,
    );
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
      '12,500',
      '0',
      '1 000.00 KES',
    ]);
  });
});
