import { useEffect, type ReactNode } from 'react';
import { Link } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import type { StepName } from '@interlink/contracts/enrolment/states';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Stepper } from '@interlink/fe-kit/components/Stepper';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { onReturn } from '../identity-channel.js';
import { currentStep, DESK_STEPS, isMoving, may, stepOf } from '../journey.js';
import { deskPath, journeyPath } from '../names.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { useJourney } from '../useJourney.js';
import { AccountStep } from './AccountStep.js';
import { ActProblem } from './ActProblem.js';
import { ConsentStep } from './ConsentStep.js';
import { HoldPanel } from './HoldPanel.js';
import { IdentityStep } from './IdentityStep.js';
import { JourneyHead } from './JourneyHead.js';
import { ReviewStep } from './ReviewStep.js';
import { StepAnswer } from './StepAnswer.js';
import { WithdrawForm } from './WithdrawForm.js';

/** A journey at the desk, from consent to submission. It lives on the server: a reload goes on where it was. */
export function JourneyDesk({ id }: { readonly id: string }) {
  const { text } = useText(texts);
  const { journey, problem, hasWaitedLong, readAgain } = useJourney(id);
  const act = useEnrolment((state) => state.act);
  useEffect(() => onReturn(id, readAgain)); // each render: `readAgain` is new, listening costs nothing
  if (!journey) {
    return problem ? (
      <ErrorState problem={problem} onRetry={readAgain} />
    ) : (
      <ProgressLine label={text('desk.loading')} />
    );
  }
  const current = currentStep(journey);
  const steps = DESK_STEPS.map((name) => {
    const step = stepOf(journey, name);
    const hasAnswer = step.askedOf !== undefined || step.reasons.length > 0 || step.status === 'review';
    const content = (
      <>
        {hasAnswer && <StepAnswer step={step} />}
        {contentOf(name, journey, current)}
      </>
    );
    return { id: name, title: text(`step.${name}`), status: step.status, content };
  });
  return (
    <>
      <JourneyHead journey={journey} />
      {problem && <ErrorState problem={problem} onRetry={readAgain} />}
      <ActProblem of={act} />
      {act.status === 'loading' && <ProgressLine label={text('desk.sending')} />}
      <Stepper label={text('desk.steps')} steps={steps} current={current} />
      <Progress journey={journey} hasWaitedLong={hasWaitedLong} />
      {current === undefined && <Done journey={journey} />}
      {may(journey, 'withdraw') && <WithdrawForm journey={journey} />}
    </>
  );
}

function contentOf(name: StepName, journey: Journey, current: StepName | undefined): ReactNode {
  // An account may be given or mended while the other checks are under way.
  const isAccountTime = journey.state === 'checking' || journey.state === 'held';
  if (name === 'account' && isAccountTime && may(journey, 'check-account')) return <AccountStep journey={journey} />;
  if (name !== current) return null;
  if (journey.state === 'held') return <HoldPanel journey={journey} />;
  if (name === 'consent') return <ConsentStep journey={journey} />;
  if (name === 'identity') return <IdentityStep journey={journey} />;
  return name === 'review' ? <ReviewStep journey={journey} /> : null;
}

function Progress({ journey, hasWaitedLong }: { readonly journey: Journey; readonly hasWaitedLong: boolean }) {
  const layout = useLayout();
  const { text } = useText(texts);
  if (!isMoving(journey) || journey.state === 'authenticating') return null;
  if (!hasWaitedLong) return <ProgressLine label={text('desk.checking')} />;
  return (
    <Typography className={layout.notice} role="status">
      {text(journey.applicant?.mobile === undefined ? 'desk.waitedLongSlip' : 'desk.waitedLong')}
    </Typography>
  );
}

function Done({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <div className={layout.notice} role="status">
      <Typography>{text(`next.${journey.state}`)}</Typography>
      <div className={layout.row}>
        <Link to={journeyPath(journey.id)}>{text('desk.toJourney')}</Link>
        <Link to={journeyPath(journey.id, 'slip')}>{text('desk.toSlip')}</Link>
        <Link to={deskPath()}>{text('desk.another')}</Link>
      </div>
    </div>
  );
}
