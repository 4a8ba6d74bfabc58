import type { Simulation } from '@interlink/contracts/social-registry/run';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles } from '@interlink/fe-kit/ui/material';
import { fromMicro } from '../score.js';
import { texts } from '../texts.js';

const HEIGHT = 160;
const useStyles = makeStyles({
  chart: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 2,
    height: HEIGHT,
    borderBlockEnd: '1px solid #3a3a3a',
    direction: 'ltr',
  },
  bar: { flex: 1, minWidth: 2, boxSizing: 'border-box' },
  axis: { display: 'flex', justifyContent: 'space-between', direction: 'ltr', fontSize: '0.8125rem' },
});

/** Hollow or full, in a line that stands out from the page (WCAG 1.4.1, 1.4.11). */
const LINE = '#006273';

/** Households by score; those that the cut-off reaches are dark, and the words below say how many. */
export function ScoreChart({ simulation }: { readonly simulation: Simulation }) {
  const styles = useStyles();
  const { text } = useText(texts);
  const { number } = useFormat();
  const { bars, cutOff, households } = simulation;
  const highest = Math.max(...bars.map((bar) => bar.households), 1);
  const isReached = (bar: (typeof bars)[number]) =>
    cutOff.comparison === 'at-least' ? bar.upTo >= cutOff.score : bar.from <= cutOff.score;
  const [first] = bars;
  const last = bars.at(-1);
  return (
    <figure style={{ margin: 0 }}>
      <div className={styles.chart} role="img" aria-label={text('chart.label', { count: households })}>
        {bars.map((bar) => (
          <div
            key={bar.from}
            className={styles.bar}
            style={{
              height: Math.max((bar.households / highest) * HEIGHT, bar.households > 0 ? 2 : 0),
              border: bar.households > 0 ? `1px solid ${LINE}` : 0,
              background: isReached(bar) ? LINE : '#fff',
            }}
            title={`${number(fromMicro(bar.from), 2)} – ${number(fromMicro(bar.upTo), 2)}: ${number(bar.households)}`}
          />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>{first && number(fromMicro(first.from), 2)}</span>
        <span>{last && number(fromMicro(last.upTo), 2)}</span>
      </div>
      <figcaption>{text('chart.caption')}</figcaption>
    </figure>
  );
}
