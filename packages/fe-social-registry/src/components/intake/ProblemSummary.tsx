import { useEffect, useRef } from 'react';
import type { IntakeProblem } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { TypedHousehold } from '@interlink/domain/social-registry/intake';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { nameOf } from '../../drafts/draft.js';
import { texts } from '../../texts.js';
import { anchorOf } from './question-anchor.js';
import { useProblemWords } from './useProblemWords.js';

interface ProblemSummaryProps {
  readonly questionnaire: Questionnaire;
  readonly typed: TypedHousehold;
  readonly problems: readonly IntakeProblem[];
  readonly onGo: (problem: IntakeProblem) => void;
}

/** All that is wrong, each a way to its question; it takes the focus, so that it is read out. */
export function ProblemSummary({ questionnaire, typed, problems, onGo }: ProblemSummaryProps) {
  const layout = useLayout();
  const { text, language } = useText(texts);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const questions = questionnaire.sections.flatMap((section) => section.questions);
  const problemWords = useProblemWords(questions);
  const labels = new Map(questions.map(({ code, label }) => [code, label[language]]));
  const whose = ({ member }: IntakeProblem) =>
    member === undefined ? '' : (nameOf(questionnaire, typed, member) ?? text('intake.member', { number: member + 1 }));
  return (
    <section className={layout.warning} aria-labelledby="il-intake-problems">
      <h2 id="il-intake-problems" ref={heading} tabIndex={-1} className={layout.heading}>
        {text('intake.problems', { count: problems.length })}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.member ?? ''}|${problem.question}|${problem.code}`}>
            <a
              href={`#${anchorOf(problem.question, problem.member)}`}
              onClick={(event) => {
                event.preventDefault();
                onGo(problem);
              }}
            >
              {[whose(problem), labels.get(problem.question) ?? problem.question].filter(Boolean).join(', ')}
            </a>
            {': '}
            {problemWords(problem)}
          </li>
        ))}
      </ul>
    </section>
  );
}
