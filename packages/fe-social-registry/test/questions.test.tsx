import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import type { Question, Questionnaire, Section } from '@interlink/contracts/social-registry/questionnaire';
import { QuestionField } from '../src/components/intake/QuestionField.js';
import { SectionForm } from '../src/components/intake/SectionForm.js';
import { stepOf, stepsOf } from '../src/components/intake/steps.js';
import { useProblems } from '../src/components/intake/useProblems.js';
import { withAnswers } from '../src/drafts/draft.js';
import { standOn } from '../../fe-kit/test/support/pages.js';
import { giveBrowserStore } from './support/browser-store.js';
import { giveCamera } from './support/camera.js';
import { intakeApi, questionnaire } from './support/intake.js';
import { axeViolations, renderPage, words } from './support/render.js';

const asked = (over: Partial<Question> = {}): Question => ({
  code: 'q',
  type: 'text',
  label: words('Question'),
  ...over,
});
const choices = [
  { code: 'mud', label: words('Mud') },
  { code: 'stone', label: words('Stone') },
];

interface Options {
  readonly value?: string;
  readonly error?: string;
  readonly disabled?: boolean;
  readonly language?: string;
}
function show(over: Partial<Question>, { value = '', error, disabled = false, language = 'en' }: Options = {}) {
  const typed: string[] = [];
  const left = jest.fn();
  const field = (
    <QuestionField
      {...{ question: asked(over), anchor: 'il-q-q', draftId: 'd', value, error, disabled }}
      onChange={(next) => typed.push(next)}
      onLeave={left}
    />
  );
  return { ...renderPage(field, intakeApi(), { language }), typed, left };
}
const control = () => document.querySelector<HTMLInputElement>('#il-q-q input, #il-q-q select');
const described = () =>
  (control()?.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);

beforeEach(() => {
  giveBrowserStore();
  giveCamera();
});

describe('SR-005: a question', () => {
  it.each([
    ['a text', { type: 'text' }, 'text', 'auto', '200'],
    [
      'a text of a form, say a number of a paper',
      { type: 'text', pattern: '[0-9]+', maxLength: 8 },
      'text',
      'ltr',
      '8',
    ],
    ['a whole number', { type: 'integer' }, 'numeric', 'ltr', '200'],
    [
      'a number with a point, which the keys for whole numbers do not have',
      { type: 'decimal' },
      'decimal',
      'ltr',
      '200',
    ],
    ['a date', { type: 'date' }, 'text', 'ltr', '200'],
  ] as const)('for %s gives the keys and the direction that it needs', (_what, over, inputMode, dir, maxLength) => {
    show(over);
    const field = screen.getByRole('textbox', { name: /Question/ });
    expect([field.getAttribute('inputmode'), field.dir, field.getAttribute('maxlength')]).toEqual([
      inputMode,
      dir,
      maxLength,
    ]);
  });

  it.each([
    ['yes or no', { type: 'boolean' }, 'en', ['Not answered', 'Yes', 'No']],
    ['one of several', { type: 'choice', choices }, 'en', ['Not answered', 'Mud', 'Stone']],
    [
      'one of several, in the words of the reader',
      { type: 'choice', choices },
      'fr',
      ['Sans réponse', 'Mud (fr)', 'Stone (fr)'],
    ],
    ['one of none, as it may be while a form is written', { type: 'choice' }, 'en', ['Not answered']],
  ] as const)('for %s is a list that can be left unanswered', async (_what, over, language, names) => {
    const { typed } = show(over, { language });
    const list = screen.getByRole('combobox');
    expect(
      within(list)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(names);
    const last = within(list).getAllByRole<HTMLOptionElement>('option').at(-1);
    fireEvent.change(list, { target: { value: last?.value } });
    expect(typed).toEqual([last?.value]);
  });

  it.each([
    ['its own help', { type: 'date', help: words('As the paper says') }, ['As the paper says']],
    [
      'how a date is written, where it has no help',
      { type: 'date' },
      ['As 1950-03-02; or 1950-03 or 1950 when more is not known.'],
    ],
  ] as const)('is read out with %s', (_what, over, help) => {
    show(over);
    expect(described()).toEqual(help);
  });

  it('WCAG 3.3.1: is read out with what is wrong with it, which is words and no colour alone', () => {
    show({ help: words('Help') }, { error: 'Fill this in.' });
    expect(described()).toEqual(['Help', 'Fill this in.']);
    expect(control()?.getAttribute('aria-invalid')).toBe('true');
  });

  it.each([
    ['must be answered', { required: true }, 'true', 'Question '],
    ['may be left out', {}, 'false', 'Question (optional)'],
  ])('says whether it %s', (_what, over, required, label) => {
    show(over);
    expect(control()?.getAttribute('aria-required')).toBe(required);
    expect(document.querySelector('label')?.textContent).toBe(label);
  });

  it.each(['text', 'boolean', 'integer'] as const)('that may not be answered any more cannot be: %s', (type) => {
    show({ type }, { disabled: true });
    expect(control()?.disabled).toBe(true);
  });

  it('for a photograph that may not be taken any more offers no button', () => {
    show({ type: 'photo' }, { disabled: true });
    screen.getByRole('group', { name: 'Question' });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('WCAG 2.1.1: is reached, answered and left by the keyboard alone', async () => {
    const { typed, left } = show({});
    await userEvent.tab();
    expect(document.activeElement).toBe(control());
    await userEvent.keyboard('a');
    expect(typed).toEqual(['a']);
    await userEvent.tab();
    expect(left).toHaveBeenCalledTimes(1);
  });
});

describe('SR-005: a part of a questionnaire', () => {
  const section: Section = {
    code: 'people',
    title: words('People'),
    of: 'member',
    questions: [
      asked({ code: 'given_name', label: words('Given name'), required: true }),
      asked({ code: 'works', type: 'boolean', label: words('Works?'), required: true }),
      asked({ code: 'hours', type: 'integer', label: words('Hours'), showWhen: { question: 'works', in: [true] } }),
      asked({ code: 'rent', label: words('Rent'), showWhen: { question: 'owns', in: [false] } }),
    ],
  };
  const problems = [
    { question: 'given_name', member: 0, code: 'missing' },
    { question: 'works', member: 1, code: 'missing' },
  ] as const;
  const form = (over: Partial<Parameters<typeof SectionForm>[0]> = {}) => (
    <SectionForm
      {...{ section, draftId: 'd', member: 0, typed: {}, own: {}, household: {}, problems, isTried: false }}
      disabled={false}
      onAnswer={() => undefined}
      {...over}
    />
  );
  const render = (over: Parameters<typeof form>[0] = {}, language = 'en') =>
    renderPage(form(over), intakeApi(), { language });

  it('is a group under its title, without what need not be asked', () => {
    render();
    const group = screen.getByRole('group', { name: 'People' });
    expect(within(group).getAllByRole('textbox')).toHaveLength(1);
  });

  it.each([
    ['an answer of the same person', { own: { works: true } }, 'Hours'],
    ['an answer of the household', { household: { owns: false } }, 'Rent'],
  ] as const)('asks more after %s', (_what, over, label) => {
    render(over);
    screen.getByLabelText(new RegExp(`^${label}`));
  });

  it('says what is wrong of a question that was left, and of no other, nor of another member', () => {
    render();
    expect(screen.queryByText('Fill this in.')).toBeNull();
    fireEvent.blur(screen.getByLabelText('Given name'));
    fireEvent.blur(screen.getByLabelText('Works?'));
    expect(screen.getAllByText('Fill this in.')).toHaveLength(1);
    expect(screen.getByLabelText('Works?').getAttribute('aria-invalid')).toBe('false');
  });

  it('says all that is wrong once somebody tried to send it', () => {
    render({ isTried: true, problems: [...problems, { question: 'works', member: 0, code: 'no-yes-or-no' }] });
    screen.getByText('Fill this in.');
    screen.getByText('Yes or no.');
  });

  it('gives the one answer that was given, and none that stood there before', () => {
    const given: unknown[] = [];
    render({ typed: { works: 'false', given_name: 'A' }, onAnswer: (answers) => given.push(answers) });
    fireEvent.change(screen.getByLabelText('Given name'), { target: { value: 'Amina' } });
    expect(given).toEqual([{ given_name: 'Amina' }]);
  });

  it('is answered beside all that was answered, of the household or of one member alone', () => {
    const typed = { household: { village: 'R1' }, members: [{ given_name: 'A' }, { given_name: 'B' }] };
    expect(withAnswers(typed, { owns_land: 'true' })).toEqual({
      ...typed,
      household: { village: 'R1', owns_land: 'true' },
    });
    expect(withAnswers(typed, { given_name: 'C' }, 1).members).toEqual([{ given_name: 'A' }, { given_name: 'C' }]);
    expect(withAnswers(typed, { given_name: 'C' }, 7)).toEqual(typed);
  });

  it('WCAG 2.2 AA: axe finds nothing wrong, in Arabic neither', async () => {
    const { container } = render({ isTried: true, own: { works: true } }, 'ar');
    expect(await axeViolations(container)).toEqual([]);
  });
});

describe('The way through an interview', () => {
  const members = fc.array(fc.constant({}), { maxLength: 8 });
  const sections = fc.array(
    fc.record({ of: fc.constantFrom('household' as const, 'member' as const), count: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 6 },
  );

  it('leads past every question, each once, ends with all of it, and finds where each stands', () => {
    fc.assert(
      fc.property(sections, members, (parts, people) => {
        const form: Questionnaire = {
          ...questionnaire,
          sections: parts.map(({ of, count }, at) => ({
            ...{ code: `s${at}`, title: words(`S${at}`), of },
            questions: Array.from({ length: count }, (_none, n) => asked({ code: `q${at}_${n}` })),
          })),
        };
        const steps = stepsOf(form, { household: {}, members: people });
        expect(steps.at(-1)).toEqual({ id: 'review', kind: 'review' });
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
        const ofHousehold = form.sections.filter(({ of }) => of === 'household');
        expect(steps).toHaveLength(ofHousehold.length + people.length + 1);
        for (const { code, questions } of ofHousehold) {
          for (const question of questions)
            expect(stepOf(steps, { question: question.code, code: 'missing' })?.id).toBe(code);
        }
        people.forEach((_person, member) =>
          expect(stepOf(steps, { question: 'any', member, code: 'missing' })?.id).toBe(`member-${member}`),
        );
        expect(stepOf(steps, { question: 'nobody asks this', code: 'missing' })).toBeUndefined();
      }),
    );
  });
});

describe('What is wrong with answers as one types', () => {
  function Problems({ born }: { readonly born: string }) {
    const typed = {
      household: { village: 'R1', owns_land: 'false' },
      members: [{ given_name: 'Zuri', birth_date: born, relationship: 'head' }],
    };
    return (
      <p>
        {useProblems(questionnaire, { typed })
          .own.map(({ code }) => code)
          .join()}
      </p>
    );
  }

  it.each([
    ['today', '2031-01-02', ''],
    ['tomorrow', '2031-01-03', 'date-in-future'],
  ])('goes by the calendar on the wall: a child that was born %s', (_when, born, problems) => {
    standOn('2031-01-02');
    const { container } = renderPage(<Problems born={born} />, intakeApi());
    expect(container.textContent).toBe(problems);
  });
});
