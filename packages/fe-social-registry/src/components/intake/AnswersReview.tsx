import type {
  AnswerSet,
  AnswerValue,
  Question,
  Questionnaire,
} from '@interlink/contracts/social-registry/questionnaire';
import { askedOf, answersOf, type TypedHousehold } from '@interlink/domain/social-registry/intake';
import type { VillageFinder } from '@interlink/domain/social-registry/villages';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useText, type TextReader } from '@interlink/fe-kit/texts';
import { nameOf } from '../../drafts/draft.js';
import { texts } from '../../texts.js';
import { useVillages, VILLAGE_ELEMENT } from '../useVillages.js';

/** An answer in words. */
export function answerWords(
  question: Question | undefined,
  value: AnswerValue | undefined,
  { text, language }: Pick<TextReader, 'language' | 'text'>,
  villages: VillageFinder,
): string {
  if (value === undefined || value === null) return text('intake.notAnswered');
  if (typeof value === 'boolean') return text(value ? 'intake.yes' : 'intake.no');
  if (question?.type === 'photo') return text('photo.taken');
  if (question?.element === VILLAGE_ELEMENT) return villages.byCode(String(value))?.name ?? String(value);
  const choice = question?.choices?.find(({ code }) => code === value);
  return choice ? choice.label[language] : String(value);
}

interface AnswersReviewProps {
  readonly questionnaire: Questionnaire;
  readonly typed: TypedHousehold;
}

/** Everything that was answered, to be read out to the household before it is sent. */
export function AnswersReview({ questionnaire, typed }: AnswersReviewProps) {
  const reader = useText(texts);
  const villages = useVillages();
  const { household, members } = answersOf(questionnaire, typed);
  const factsOf = (questions: readonly Question[], answers: AnswerSet) =>
    questions.map(
      (question) =>
        [
          question.label[reader.language],
          <bdi key={question.code}>{answerWords(question, answers[question.code], reader, villages)}</bdi>,
        ] as const,
    );
  return (
    <>
      <SectionTitle>{reader.text('intake.dwelling')}</SectionTitle>
      <Facts facts={factsOf(askedOf(questionnaire, 'household', household, household), household)} />
      {members.map((member, at) => (
        <section key={at}>
          <SectionTitle>
            {nameOf(questionnaire, typed, at) ?? reader.text('intake.member', { number: at + 1 })}
          </SectionTitle>
          <Facts facts={factsOf(askedOf(questionnaire, 'member', member, household), member)} />
        </section>
      ))}
    </>
  );
}
