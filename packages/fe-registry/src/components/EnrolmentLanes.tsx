import type { EnrolmentView } from '@interlink/contracts/registry/view';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles } from '@interlink/fe-kit/ui/material';
import { toLanes } from '../lanes.js';
import { texts } from '../texts.js';

const useStyles = makeStyles((theme) => ({
  row: {
    display: 'grid',
    gridTemplateColumns: '11rem 1fr',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0.5, 0),
    '@media (max-width: 599px)': { gridTemplateColumns: '1fr' },
  },
  track: { background: '#ececec', height: 18, borderRadius: 4, position: 'relative' },
  bar: { position: 'absolute', insetBlock: 0, borderRadius: 4, minWidth: 4 },
  ends: { display: 'flex', justifyContent: 'space-between', color: '#5a5a5a', fontSize: '0.875rem' },
}));

/**
 * Enrolments as bars over the years: what runs side by side is seen at once. The table below says the same in words.
 */
export function EnrolmentLanes({
  enrolments,
  today,
}: {
  readonly enrolments: readonly EnrolmentView[];
  readonly today: string;
}) {
  const styles = useStyles();
  const { text } = useText(texts);
  const { date } = useFormat();
  const picture = toLanes(enrolments, today);
  if (!picture) return null;
  return (
    <figure role="img" aria-label={text('lanes.label', { count: picture.lanes.length })} style={{ margin: 0 }}>
      {picture.lanes.map(({ recordId, title, from, to, isActive }) => (
        <div key={recordId} className={styles.row}>
          <bdi>{title}</bdi>
          <div className={styles.track}>
            <div
              className={styles.bar}
              style={{
                background: isActive ? '#006273' : '#8a8a8a',
                insetInlineStart: `${100 * from}%`,
                width: `${100 * (to - from)}%`,
              }}
            />
          </div>
        </div>
      ))}
      <div className={styles.row}>
        <span />
        <span className={styles.ends}>
          <span>{date(picture.first)}</span>
          <span>{date(picture.last)}</span>
        </span>
      </div>
    </figure>
  );
}
