import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { nameOf, type Draft } from '../../drafts/draft.js';
import { texts } from '../../texts.js';
import type { Step } from './steps.js';

interface StepListProps {
  readonly steps: readonly Step[];
  readonly current: string;
  readonly draft: Draft;
  readonly questionnaire: Questionnaire;
  readonly onGo: (id: string) => void;
}

/** The way through the interview; any part can be gone to at any time. */
export function StepList({ steps, current, draft, questionnaire, onGo }: StepListProps) {
  const layout = useLayout();
  const { text, language } = useText(texts);
  const titleOf = (step: Step) => {
    if (step.kind === 'household') return step.section.title[language];
    if (step.kind === 'review') return text('intake.review');
    return nameOf(questionnaire, draft.typed, step.member) ?? text('intake.member', { number: step.member + 1 });
  };
  return (
    <nav aria-label={text('intake.steps')}>
      <ol className={`${layout.bare} ${layout.row}`}>
        {steps.map((step) => (
          <li key={step.id}>
            <Button
              variant={step.id === current ? 'contained' : 'outlined'}
              color={step.id === current ? 'primary' : 'default'}
              aria-current={step.id === current ? 'step' : undefined}
              onClick={() => onGo(step.id)}
            >
              <bdi>{titleOf(step)}</bdi>
            </Button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
