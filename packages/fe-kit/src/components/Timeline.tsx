import { makeStyles } from '../ui/material.js';

export interface TimelineItem {
  readonly id: number | string;
  readonly when: string;
  readonly title: string;
  readonly who?: string | undefined;
  /** How long after the one before, in words. */
  readonly since?: string | undefined;
  readonly detail?: string | undefined;
}

const useStyles = makeStyles((theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(9rem, max-content) 1fr',
    columnGap: theme.spacing(2),
    padding: theme.spacing(1, 0),
    borderBlockEnd: '1px solid #e3e3e3',
    '@media (max-width: 599px)': { gridTemplateColumns: '1fr' },
  },
  small: { color: '#5a5a5a', fontSize: '0.875rem', display: 'block', overflowWrap: 'anywhere' },
}));

/** What happened, oldest first. */
export function Timeline({ label, items }: { readonly label: string; readonly items: readonly TimelineItem[] }) {
  const styles = useStyles();
  return (
    // eslint-disable-next-line jsx-a11y/no-redundant-roles -- Safari takes it from a list without marks
    <ol role="list" className={styles.list} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={styles.item}>
          <span>
            {item.when}
            {item.since && <span className={styles.small}>{item.since}</span>}
          </span>
          <span>
            <strong>{item.title}</strong>
            {item.who && <span className={styles.small}>{item.who}</span>}
            {item.detail && <span className={styles.small}>{item.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
