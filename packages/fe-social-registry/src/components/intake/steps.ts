import type { Questionnaire, Section } from '@interlink/contracts/social-registry/questionnaire';
import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { TypedHousehold } from '@interlink/domain/social-registry/intake';

/** A page of the interview: a part about the household, one member, or all of it to look over. */
export type Step =
  | { readonly id: string; readonly kind: 'household'; readonly section: Section }
  | { readonly id: string; readonly kind: 'member'; readonly member: number; readonly sections: readonly Section[] }
  | { readonly id: 'review'; readonly kind: 'review' };

/** In the order in which a household is asked. */
export function stepsOf({ sections }: Questionnaire, { members }: TypedHousehold): readonly Step[] {
  const ofMember = sections.filter(({ of }) => of === 'member');
  return [
    ...sections
      .filter(({ of }) => of === 'household')
      .map((section) => ({ id: section.code, kind: 'household' as const, section })),
    ...members.map((_typed, member) => ({
      id: `member-${member}`,
      kind: 'member' as const,
      member,
      sections: ofMember,
    })),
    { id: 'review', kind: 'review' },
  ];
}

/** The step that a question stands in. */
export function stepOf(steps: readonly Step[], { question, member }: IntakeProblem): Step | undefined {
  return steps.find((step) => {
    if (step.kind === 'member') return step.member === member;
    return step.kind === 'household' && step.section.questions.some(({ code }) => code === question);
  });
}
