import { useState } from 'react';
import type { AnswerSet, Section } from '@interlink/contracts/social-registry/questionnaire';
import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import { isAsked } from '@interlink/domain/social-registry/questionnaire';
import type { TypedAnswers } from '@interlink/domain/social-registry/intake';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { useAfterPress } from '@interlink/fe-kit/useAfterPress';
import { texts } from '../../texts.js';
import { anchorOf } from './question-anchor.js';
import { QuestionField } from './QuestionField.js';
import { useProblemWords } from './useProblemWords.js';

interface SectionFormProps {
  readonly section: Section;
  readonly draftId: string;
  /** From 0; absent: the household's. */
  readonly member?: number | undefined;
  readonly typed: TypedAnswers;
  /** Read from what was typed: they decide what is asked. */
  readonly own: AnswerSet;
  readonly household: AnswerSet;
  readonly problems: readonly IntakeProblem[];
  /** Every problem is shown, also of questions that nobody has come to yet. */
  readonly isTried: boolean;
  readonly disabled: boolean;
  /** What is answered now; all other answers stay. */
  readonly onAnswer: (answers: TypedAnswers) => void;
}

/**
 * The questions of a section that are asked now. What is wrong is said once a question was left, and from then on at
 * once.
 */
export function SectionForm(props: SectionFormProps) {
  const { section, draftId, member, typed, own, household, problems, isTried, disabled, onAnswer } = props;
  const layout = useLayout();
  const { language } = useText(texts);
  const problemWords = useProblemWords(section.questions);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const afterPress = useAfterPress();
  const leave = (code: string) => afterPress(() => setLeft((before) => new Set([...before, code])));
  const wordsOf = (code: string) => {
    const problem = problems.find((one) => one.question === code && one.member === member);
    return problem && (isTried || left.has(code)) ? problemWords(problem) : undefined;
  };
  return (
    <fieldset className={layout.plain}>
      <legend className={layout.heading}>{section.title[language]}</legend>
      <div className={layout.grid}>
        {section.questions
          .filter((question) => isAsked(question, own, household))
          .map((question) => (
            <QuestionField
              key={question.code}
              question={question}
              draftId={draftId}
              anchor={anchorOf(question.code, member)}
              value={typed[question.code] ?? ''}
              error={wordsOf(question.code)}
              disabled={disabled}
              onChange={(value) => onAnswer({ [question.code]: value })}
              onLeave={() => leave(question.code)}
            />
          ))}
      </div>
    </fieldset>
  );
}
