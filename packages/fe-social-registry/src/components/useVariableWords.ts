import type { Variable } from '@interlink/contracts/social-registry/assessment';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** Gives in words what a term counts, and by the questions of its questionnaire; by their codes while it is not known. */
export function useVariableWords(questionnaire: Questionnaire | undefined): (variable: Variable) => string {
  const { text, language } = useText(texts);
  const { number } = useFormat();
  const questions = new Map(questionnaire?.sections.flatMap((one) => one.questions).map((one) => [one.code, one]));
  const named = (code: string) => questions.get(code)?.label[language] ?? code;
  const answer = (code: string, value: boolean | string) => {
    if (typeof value === 'boolean') return text(value ? 'intake.yes' : 'intake.no');
    return questions.get(code)?.choices?.find((choice) => choice.code === value)?.label[language] ?? value;
  };
  const uncapped = (variable: Variable) => {
    if (variable.kind === 'members') return text('counts.members');
    const question = named(variable.question);
    if (variable.kind === 'members-aged') return text('counts.members-aged', { from: variable.from, to: variable.to });
    if (variable.kind === 'household-number') return text('counts.household-number', { question });
    if (variable.kind === 'members-sum')
      return text(variable.perHead ? 'counts.members-mean' : 'counts.members-sum', { question });
    const answers = variable.in.map((value) => answer(variable.question, value)).join(', ');
    return text(`counts.${variable.kind}`, { question, answers });
  };
  return (variable) => {
    const most = 'atMost' in variable ? variable.atMost : undefined;
    const what = uncapped(variable);
    return most === undefined ? what : text('counts.capped', { what, most: number(most, 6) });
  };
}
