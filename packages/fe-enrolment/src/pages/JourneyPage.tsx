import { Link, useParams } from '@openimis/fe-core';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { Page } from '@interlink/fe-kit/components/Page';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Stepper } from '@interlink/fe-kit/components/Stepper';
import { Timeline } from '@interlink/fe-kit/components/Timeline';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { JourneyHead } from '../components/JourneyHead.js';
import { StepAnswer } from '../components/StepAnswer.js';
import { Verifications } from '../components/Verifications.js';
import { currentStep, may } from '../journey.js';
import { deskPath, journeyPath } from '../names.js';
import { texts } from '../texts.js';
import { useJourney } from '../useJourney.js';

/** Everything that happened in one journey. */
export function JourneyPage() {
  const { id = '' } = useParams<{ id?: string }>();
  const { text } = useText(texts);
  const { journey, problem, readAgain } = useJourney(id);
  return (
    <Page title={text('journey.title')}>
      {problem && <ErrorState problem={problem} onRetry={readAgain} />}
      {!journey && !problem && <ProgressLine label={text('desk.loading')} />}
      {journey && <Told journey={journey} />}
    </Page>
  );
}

function Told({ journey }: { readonly journey: Journey }) {
  const { text, has } = useText(texts);
  const format = useFormat();
  const steps = journey.steps.map((step) => ({
    id: step.name,
    title: text(`step.${step.name}`),
    status: step.status,
    content: <StepAnswer step={step} />,
  }));
  return (
    <>
      <JourneyHead journey={journey} />
      <Links journey={journey} />
      <Facts
        facts={[
          [text('journey.reference'), <bdi>{journey.reference}</bdi>],
          [text('list.maker'), journey.maker],
          [text('journey.approver'), journey.approver],
          [text('journey.systemTime'), format.duration(journey.systemMs)],
          [text('journey.correlation'), <bdi>{journey.correlationId}</bdi>],
        ]}
      />
      <Stepper label={text('desk.steps')} steps={steps} current={currentStep(journey)} />
      <Verifications results={journey.verifications} />
      <SectionTitle>{text('journey.timeline')}</SectionTitle>
      <Timeline
        label={text('journey.timeline')}
        items={journey.timeline.map((entry) => ({
          id: entry.seq,
          when: format.dateTime(entry.at),
          since: entry.sinceMs > 0 ? text('journey.since', { duration: format.duration(entry.sinceMs) }) : undefined,
          title: has(`event.${entry.what}`)
            ? text(`event.${entry.what}`, { step: text(`step.${String(entry.detail.step)}`) })
            : entry.what,
          detail: reasonsOf(entry.detail.reasons)
            .map((code) => (has(`reason.${code}`) ? text(`reason.${code}`) : code))
            .join(' '),
          who: entry.who === 'interlink' ? text('journey.byItself') : entry.who,
        }))}
      />
    </>
  );
}

const reasonsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function Links({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const isAtDesk = currentStep(journey) !== undefined;
  const isToDecide = (['approve', 'override-hold', 'reject', 'resolve-task'] as const).some((action) =>
    may(journey, action),
  );
  return (
    <div className={layout.row}>
      {isAtDesk && <Link to={deskPath(journey.id)}>{text('journey.toDesk')}</Link>}
      {isToDecide && <Link to={journeyPath(journey.id, 'approve')}>{text('journey.toApproval')}</Link>}
      {journey.applicant && <Link to={journeyPath(journey.id, 'slip')}>{text('desk.toSlip')}</Link>}
    </div>
  );
}
