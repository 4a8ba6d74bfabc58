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
  readonly onChange: (typed: TypedHousehold) => void;
}

/** The questions of one step: a part about the household, or everything that is asked of one member. */
export function StepForm({ step, questionnaire, typed, onChange, ...rest }: StepFormProps) {
  const { household, members } = answersOf(questionnaire, typed);
  if (step.kind === 'household') {
    return (
      <SectionForm
        {...rest}
        section={step.section}
        typed={typed.household}
        own={household}
        household={household}
        onChange={(next) => onChange({ ...typed, household: next })}
      />
    );
  }
  const { member, sections } = step;
  const set = (next: TypedAnswers) =>
    onChange({ ...typed, members: typed.members.map((one, at) => (at === member ? next : one)) });
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
          onChange={set}
        />
      ))}
    </>
  );
}
