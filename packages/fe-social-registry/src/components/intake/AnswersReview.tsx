import type {
  AnswerSet,
  AnswerValue,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import { toPartialDate } from '@interlink/domain/exchange/partial-date';
import { askedOf, answersOf, type TypedHousehold } from '@interlink/domain/social-registry/intake';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { nameOf } from '../../drafts/draft.js';
import { texts } from '../../texts.js';
import { useVillages, VILLAGE_ELEMENT } from '../useVillages.js';

/** Gives an answer in words: days and numbers as they are written here, a village by its name. */
export function useAnswerWords(): (question: Question | undefined, value: AnswerValue | undefined) => string {
  const { text, language } = useText(texts);
  const { birthDate, number } = useFormat();
  const villages = useVillages();
  const written = (question: Question | undefined, value: string) => {
    const day = question?.type === 'date' ? toPartialDate(value) : undefined;
    if (day) return birthDate(day);
    if (question?.element === VILLAGE_ELEMENT) return villages.byCode(value)?.name ?? value;
    return question?.choices?.find(({ code }) => code === value)?.label[language] ?? value;
  };
  return (question, value) => {
    if (value === undefined || value === null) return text('intake.notAnswered');
    if (typeof value === 'boolean') return text(value ? 'intake.yes' : 'intake.no');
    if (typeof value === 'number') return number(value, MOST_DECIMALS);
    return question?.type === 'photo' ? text('photo.taken') : written(question, value);
  };
}

/** As many as are read of what is typed. */
const MOST_DECIMALS = 6;

interface AnswersReviewProps {
  readonly questionnaire: Questionnaire;
  readonly typed: TypedHousehold;
}

/** Everything that was answered, to be read out to the household before it is sent. */
export function AnswersReview({ questionnaire, typed }: AnswersReviewProps) {
  const { text, language } = useText(texts);
  const words = useAnswerWords();
  const { household, members } = answersOf(questionnaire, typed);
  const factsOf = (questions: readonly Question[], answers: AnswerSet) =>
    questions.map(
      (question) =>
        [question.label[language], <bdi key={question.code}>{words(question, answers[question.code])}</bdi>] as const,
    );
  return (
    <>
      <SectionTitle>{text('intake.dwelling')}</SectionTitle>
      <Facts facts={factsOf(askedOf(questionnaire, 'household', household, household), household)} />
      {members.map((member, at) => (
        <section key={at}>
          <SectionTitle>{nameOf(questionnaire, typed, at) ?? text('intake.member', { number: at + 1 })}</SectionTitle>
          <Facts facts={factsOf(askedOf(questionnaire, 'member', member, household), member)} />
        </section>
      ))}
    </>
  );
}
