import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { answersOf, type TypedAnswers, type TypedHousehold } from '@interlink/domain/social-registry/intake';
import { SectionForm } from './SectionForm.js';
import type { Step } from './steps.js';

interface StepFormProps {
  readonly step: Exclude<Step, { kind: 'review' }>;
  readonly questionnaire: Questionnaire;
  readonly draftId: string;
  readonly typed: TypedHousehold;
  readonly problems: readonly IntakeProblem[];
  readonly isTried: boolean;
  readonly disabled: boolean;
  /** `member` from 0; absent: of the household. */
  readonly onAnswer: (answers: TypedAnswers, member?: number) => void;
}

/** The questions of one step: a part about the household, or everything that is asked of one member. */
export function StepForm({ step, questionnaire, typed, onAnswer, ...rest }: StepFormProps) {
  const { household, members } = answersOf(questionnaire, typed);
  if (step.kind === 'household') {
    return (
      <SectionForm
        {...rest}
        section={step.section}
        typed={typed.household}
        own={household}
        household={household}
        onAnswer={(answers) => onAnswer(answers)}
      />
    );
  }
  const { member, sections } = step;
  return (
    <>
      {sections.map((section) => (
        <SectionForm
          key={section.code}
          {...rest}
          section={section}
          member={member}
          typed={typed.members[member] ?? {}}
          own={members[member] ?? {}}
          household={household}
          onAnswer={(answers) => onAnswer(answers, member)}
        />
      ))}
    </>
  );
}
