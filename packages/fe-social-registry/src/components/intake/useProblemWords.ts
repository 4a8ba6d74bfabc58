import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { Question } from '@interlink/contracts/social-registry/questionnaire';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../../texts.js';

/** Gives what is wrong with an answer and what to do, as far as its question says: its bounds, and a telephone's form. */
export function useProblemWords(questions: readonly Question[]): (problem: IntakeProblem) => string {
  const { text } = useText(texts);
  const { number } = useFormat();
  return ({ code, question }) => {
    const { element, maximum, minimum } = questions.find((one) => one.code === question) ?? {};
    if (code === 'wrong-form' && element === 'mobile') return text('change.phoneWrong');
    if (code === 'too-large' && maximum !== undefined) return text('problem.atMost', { most: number(maximum) });
    if (code === 'too-small' && minimum !== undefined) return text('problem.atLeast', { least: number(minimum) });
    return text(`problem.${code}`);
  };
}
