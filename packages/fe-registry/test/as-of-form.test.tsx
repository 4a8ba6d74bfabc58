import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { When } from '../src/api.js';
import { AsOfForm } from '../src/components/AsOfForm.js';
import { axeViolations, enrolment, enter, payment, person, renderPage, service } from './support/render.js';

const TODAY = '2026-11-28';
interface Options {
  readonly when?: When;
  readonly today?: string;
  readonly isAnswered?: boolean;
  readonly language?: string;
}
function open(
  over: Partial<PersonView> = {},
  { when = {}, today = TODAY, isAnswered = true, language = 'en' }: Options = {},
) {
  const chosen: When[] = [];
  const form = (now: When) => (
    <AsOfForm
      of={person({ enrolments: [], payments: [], ...over })}
      when={now}
      today={today}
      isAnswered={isAnswered}
      onChange={(next) => chosen.push(next)}
    />
  );
  return { ...renderPage(form(when), service(), { language }), chosen, form };
}
const slider = () => screen.getByRole('slider');
const slide = (to: number) => fireEvent.change(slider(), { target: { value: String(to) } });
const day = () => screen.getByLabelText<HTMLInputElement>('Day').value;
const show = () => userEvent.click(screen.getByRole('button', { name: 'Show this day' }));

describe('IBR-009: the form for a day in the past', () => {
  it.each([
    ['five years ago, when nothing older is known', {}, '2021-11-28'],
    ['when the registry first knew of the person', { knownSince: '2019-03-01' }, '2019-03-01'],
    ['with the first enrolment', { enrolments: [enrolment({ enrolledOn: '2017-07-01' })] }, '2017-07-01'],
    ['with the first payment', { payments: [payment({ paidOn: '2018-01-31' })] }, '2018-01-31'],
    [
      'five years ago also where an enrolment has no day',
      { enrolments: [enrolment({ enrolledOn: undefined as never })] },
      '2021-11-28',
    ],
  ] as const)('begins %s', (_what, over, first) => {
    open(over as Partial<PersonView>);
    slide(0);
    expect(day()).toBe(first);
  });

  it('counts years back from the 29th of February', () => {
    open({}, { today: '2028-02-29' });
    slide(0);
    expect(day()).toBe('2023-02-28');
  });

  it('ends today, and says aloud on which day the slider stands', () => {
    open({ knownSince: '2016-11-28' });
    expect(slider().getAttribute('aria-valuetext')).toBe(TODAY);
    slide(50);
    expect(day()).toBe('2021-11-28');
    expect(slider().getAttribute('aria-valuetext')).toBe('2021-11-28');
    slide(100);
    expect(day()).toBe(TODAY);
  });

  it.each([
    ['before it begins', '1999-01-01', '0'],
    ['that is yet to come', '2030-01-01', '100'],
    ['that is not written out', '', '100'],
  ])('stands at an end for a day %s, and does not move what was written', (_what, written, end) => {
    open();
    enter('Day', written);
    expect(slider()).toHaveProperty('value', end);
    expect(day()).toBe(written);
  });

  it('asks for a day, for what was known at a moment, or for both', async () => {
    const { chosen } = open();
    enter('Day', '2025-01-01');
    await show();
    enter('Known at', '2025-02-01T10:00');
    await show();
    enter('Day', TODAY);
    await show();
    const knownAt = new Date('2025-02-01T10:00').toISOString();
    expect(chosen).toEqual([
      { asOf: '2025-01-01', knownAt: undefined },
      { asOf: '2025-01-01', knownAt },
      { asOf: undefined, knownAt },
    ]);
  });

  it('takes an emptied day for today', async () => {
    const { chosen } = open({}, { when: { asOf: '2025-01-01' } });
    enter('Day', '');
    await show();
    expect(chosen).toEqual([{ asOf: undefined, knownAt: undefined }]);
  });

  it('lets nobody write a year of six figures, which is no moment to anybody', () => {
    open();
    expect(screen.getByLabelText('Day').getAttribute('max')).toBe('9999-12-31');
    expect(screen.getByLabelText('Known at').getAttribute('max')).toBe('9999-12-31T23:59');
  });

  it('leads back to today from the past alone, and forgets the moment that was written', async () => {
    const { chosen, form, visit } = open();
    expect(screen.queryByRole('button', { name: 'Back to today' })).toBeNull();
    enter('Known at', '2025-02-01T10:00');
    visit(form({ knownAt: '2025-02-01T10:00:00.000Z' }));
    await userEvent.click(screen.getByRole('button', { name: 'Back to today' }));
    expect(chosen).toEqual([{}]);
    expect(screen.getByLabelText<HTMLInputElement>('Known at').value).toBe('');
  });

  it('says nothing of a moment that was not answered yet', () => {
    open({}, { when: { asOf: '2025-01-01' }, isAnswered: false });
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it.each([
    ['before anything was known', '2018-01-01', /Nothing is known from before 2019-03-01/],
    [
      'since then',
      '2019-03-01',
      /^You see 2019-03-01, as it was known on 2026-11-28 09:00:00\. Nothing can be decided here\.$/,
    ],
  ])('says what one sees of a day %s', (_what, asOf, words) => {
    open({ asOf, knownSince: '2019-03-01' }, { when: { asOf } });
    expect(screen.getByRole('status').textContent).toMatch(words);
  });

  it('WCAG 2.1.1, 4.1.2: is one named region with controls of the keyboard, also in Arabic', async () => {
    const { container } = open({}, { language: 'ar' });
    const names = [slider(), ...screen.getAllByRole('button')].map(
      (one) => one.getAttribute('aria-label') ?? one.textContent,
    );
    expect(names.every((name) => /[\u0600-\u06ff]/.test(name ?? ''))).toBe(true);
    slider().focus();
    expect(document.activeElement).toBe(slider());
    expect(await axeViolations(container)).toEqual([]);
  });
});
