import type { PaymentSample } from '@interlink/contracts/payments/sample';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';

const useStyles = makeStyles({
  // A picture of what the sentence says: nobody has to read it.
  range: { display: 'block', width: '100%', maxWidth: 600, height: 24, '& rect:first-child': { fill: '#ececec' } },
});

/** Who was drawn, how many were asked, and what that says of everybody who was paid. */
export function SampleResult({ sample }: { readonly sample: PaymentSample }) {
  const { text } = useText(texts);
  const { number, percent, dateTime } = useFormat();
  const styles = useStyles();
  const { confidence, population, size, seed, drawnBy, drawnAt } = sample;
  const { answered, unreached, received } = sample.result;
  return (
    <>
      {received ? (
        <>
          <Typography role="status">
            {text('sample.result', {
              part: percent(received.part, 1),
              confidence: percent(confidence / 100),
              low: percent(received.low, 1),
              high: percent(received.high, 1),
            })}
          </Typography>
          <svg className={styles.range} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="4" />
            <rect x={received.low * 100} width={(received.high - received.low) * 100} height="4" fill="#8cc3cd" />
            <rect x={Math.min(received.part * 100, 99.4)} width="0.6" height="4" fill="#004d5a" />
          </svg>
        </>
      ) : (
        <Typography>{text('sample.noAnswer')}</Typography>
      )}
      <Facts
        facts={[
          [text('sample.population'), number(population)],
          [text('sample.size'), number(size)],
          [text('sample.answered'), number(answered)],
          [text('sample.unreached'), number(unreached)],
          [text('sample.drawnBy'), text('sample.drawn', { who: drawnBy, at: dateTime(drawnAt) })],
          [text('sample.seed'), <bdi dir="ltr">{seed}</bdi>],
        ]}
      />
    </>
  );
}
