import type { StateTally } from '@interlink/contracts/payments/reads';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { StateChip } from './StateChip.js';
import { Money } from './Money.js';

const useStyles = makeStyles((theme) => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  row: {
    display: 'grid',
    // Of one width in each row: bars are compared with each other.
    gridTemplateColumns: '9rem 1fr 16rem',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0.5, 0),
    '@media (max-width: 599px)': { gridTemplateColumns: '1fr' },
  },
  track: { background: '#ececec', height: 20, borderRadius: 4, overflow: 'hidden' },
  bar: { background: '#006273', height: '100%', minWidth: 2 },
  small: { color: '#5a5a5a', fontSize: '0.875rem' },
}));

/** Money by state as bars: the longest is the most; the numbers stand beside them. */
export function MoneyBars({ label, tallies }: { readonly label: string; readonly tallies: readonly StateTally[] }) {
  const styles = useStyles();
  const format = useFormat();
  const { text } = useText(texts);
  const most = Math.max(1, ...tallies.map(({ totalMinor }) => totalMinor));
  return (
    <ul className={styles.list} aria-label={label}>
      {tallies.map(({ state, currency, count, totalMinor }) => (
        <li key={`${state} ${currency}`} className={styles.row} data-state={state}>
          <span>
            <StateChip state={state} />
          </span>
          <span className={styles.track} aria-hidden="true">
            <div className={styles.bar} style={{ width: `${(100 * totalMinor) / most}%` }} />
          </span>
          <span>
            <Money minor={totalMinor} currency={currency} />
            <span className={styles.small}> {text('money.payments', { count, number: format.number(count) })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
