import type { JourneyStep } from '@interlink/contracts/enrolment/journey';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

/** Who was asked, what they answered, how long it took, and what to do about it. */
export function StepAnswer({ step }: { readonly step: JourneyStep }) {
  const layout = useLayout();
  const { text, has } = useText(texts);
  const format = useFormat();
  const { askedOf, reasons, tookMs, attempts, status, advice = 'ask-administrator' } = step;
  const said = reasons.map((code) =>
    has(`reason.${code}`) ? text(`reason.${code}`) : text('reason.unknown', { code }),
  );
  // A search that finds nobody gives no reason: what to do about it tells what it was.
  const unsaid = has(`answer.unsaid.${advice}`) ? text(`answer.unsaid.${advice}`) : undefined;
  const needsAct = status === 'failed' || status === 'review';
  return (
    <>
      <Facts
        facts={[
          [text('answer.askedOf'), askedOf && (has(`source.${askedOf}`) ? text(`source.${askedOf}`) : askedOf)],
          [
            text('answer.answer'),
            said.length > 0 ? said.join(' ') : status === 'passed' && askedOf ? text('answer.clean') : unsaid,
          ],
          [text('answer.took'), tookMs === undefined || tookMs === 0 ? undefined : format.duration(tookMs)],
          [text('answer.attempts'), attempts > 1 ? format.number(attempts) : undefined],
        ]}
      />
      {needsAct && (
        <div className={layout.warning}>
          <Typography component="h3" variant="subtitle2">
            {text('answer.next')}
          </Typography>
          <Typography>{text(has(`advice.${advice}`) ? `advice.${advice}` : 'advice.ask-administrator')}</Typography>
        </div>
      )}
    </>
  );
}
