import { useEffect, useRef } from 'react';
import { Link, useParams } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { ActProblem } from '../components/ActProblem.js';
import { DecisionForm } from '../components/DecisionForm.js';
import { HoldPanel } from '../components/HoldPanel.js';
import { JourneyHead } from '../components/JourneyHead.js';
import { StepAnswer } from '../components/StepAnswer.js';
import { isMoving, may } from '../journey.js';
import { journeyPath } from '../names.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';
import { useJourney } from '../useJourney.js';

/** The second person decides over exactly what is shown, and then settles the task in openIMIS. */
export function ApprovePage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { journey, problem, hasWaitedLong, readAgain } = useJourney(id);
  const act = useEnrolment((state) => state.act);
  return (
    <Page title={text('approve.title')}>
      {problem && <ErrorState problem={problem} onRetry={readAgain} />}
      {!journey && !problem && <ProgressLine label={text('desk.loading')} />}
      {journey && (
        <>
          <JourneyHead journey={journey} />
          <ActProblem of={act} />
          <Doubts journey={journey} />
          {may(journey, 'reject') && journey.approvalStatement ? (
            <DecisionForm journey={journey} />
          ) : (
            <Outcome journey={journey} hasWaitedLong={hasWaitedLong} />
          )}
        </>
      )}
    </Page>
  );
}

/** What stopped it, and the way for a second person to let it go on. */
function Doubts({ journey }: { readonly journey: Journey }) {
  const { text } = useText(texts);
  const stopped = journey.steps.filter(({ status }) => status === 'review');
  return (
    <>
      {stopped.map((step) => (
        <section key={step.name} aria-label={text(`step.${step.name}`)}>
          <SectionTitle>{text(`step.${step.name}`)}</SectionTitle>
          <StepAnswer step={step} />
        </section>
      ))}
      {may(journey, 'override-hold') && <HoldPanel journey={journey} />}
    </>
  );
}

function Outcome({ journey, hasWaitedLong }: { readonly journey: Journey; readonly hasWaitedLong: boolean }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy, problem } = useAct(journey);
  const settled = useRef<number>();
  const mayResolve = may(journey, 'resolve-task');
  useEffect(() => {
    // Once by itself for each state of the journey; after a refusal the person presses the button.
    if (!mayResolve || problem || settled.current === journey.version) return;
    settled.current = journey.version;
    act('task-resolution', {});
  });
  return (
    <div className={layout.notice} role="status">
      {isMoving(journey) && !hasWaitedLong && !problem && <ProgressLine label={text('approve.landing')} />}
      <Typography>{text(`next.${journey.state}`)}</Typography>
      <div className={layout.row}>
        {mayResolve && (
          <Button variant="outlined" disabled={isBusy} onClick={() => act('task-resolution', {})}>
            {text('approve.resolve')}
          </Button>
        )}
        <Link to={journeyPath(journey.id)}>{text('desk.toJourney')}</Link>
      </div>
    </div>
  );
}
