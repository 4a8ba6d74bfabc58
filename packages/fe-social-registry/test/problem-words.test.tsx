import { fireEvent, screen } from '@testing-library/react';
import type { IntakeProblemCode } from '@interlink/contracts/social-registry/intake';
import type { Question } from '@interlink/contracts/social-registry/questionnaire';
import { SectionForm } from '../src/components/intake/SectionForm.js';
import { giveBrowserStore } from './support/browser-store.js';
import { intakeApi } from './support/intake.js';
import { renderPage, words } from './support/render.js';

const show = (code: IntakeProblemCode, question: Partial<Question>, isTried = true) => {
  const asked: Question = { code: 'q', type: 'text', label: words('Question'), required: true, ...question };
  const section = { code: 'part', title: words('Part'), of: 'member' as const, questions: [asked] };
  return renderPage(
    <SectionForm
      {...{ section, draftId: 'd', member: 0, typed: {}, own: {}, household: {}, isTried, disabled: false }}
      problems={[{ question: 'q', member: 0, code }]}
      onAnswer={() => undefined}
    />,
    intakeApi(),
  );
};

beforeEach(giveBrowserStore);

describe('SR-005: what is wrong with an answer', () => {
  it.each([
    ['too-large', { type: 'integer', maximum: 12_000 }, 'At most 12,000.'],
    ['too-small', { type: 'integer', minimum: 1 }, 'At least 1.'],
    ['wrong-form', { element: 'mobile' }, 'Write the number with its country, such as +254710000001.'],
    ['wrong-form', { pattern: '[0-9]+' }, /^Not of the form that is asked for/],
  ] as const)('%s of a question with %j is said with what would be right', (code, question, said) => {
    show(code, question);
    screen.getByText(said);
  });

  it('is said once a button that is pressed is let go, which it would move from under the pointer', async () => {
    show('missing', {}, false);
    fireEvent.mouseDown(document.body);
    fireEvent.blur(screen.getByLabelText('Question'));
    expect(screen.queryByText('Fill this in.')).toBeNull();
    fireEvent.mouseUp(document.body);
    await screen.findByText('Fill this in.');
  });
});
