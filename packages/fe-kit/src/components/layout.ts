import { makeStyles } from '../ui/material.js';

const callout = (line: string, background: string) => ({
  background,
  borderInlineStart: `4px solid ${line}`,
  padding: '12px 16px',
  margin: '8px 0',
});

/** Layout that works at 360 px and in both directions. */
export const useLayout = makeStyles((theme) => ({
  card: { padding: theme.spacing(2), marginBlock: theme.spacing(1) },
  /** Stands in the row of blocks of the host's home page. */
  block: {
    padding: theme.spacing(2),
    margin: theme.spacing(1),
    width: 'min(420px, 100%)',
    boxSizing: 'border-box',
    '& a': { color: '#006273' },
  },
  /** Within a panel of the host, which gives no room at its edges. */
  panel: { padding: theme.spacing(2), '& a': { color: '#006273' } },
  bare: { listStyle: 'none', padding: 0, margin: theme.spacing(1, 0), lineHeight: 1.9 },
  /** A box to tick with words that wrap beside it, not under it. */
  tick: { display: 'flex', alignItems: 'center', marginInlineStart: theme.spacing(-1) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    columnGap: theme.spacing(2),
    alignItems: 'start',
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    marginBlock: theme.spacing(1),
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, max-content) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0),
    '& dt': { color: '#5a5a5a' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '@media (max-width: 599px)': { gridTemplateColumns: '1fr', '& dd': { marginBlockEnd: theme.spacing(1) } },
  },
  notice: callout('#006273', '#eef6f8'),
  warning: callout('#b26a00', '#fff1d6'),
  /** A few numbers, large, side by side. */
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(3),
    margin: theme.spacing(1, 0),
    '& dt': { color: '#5a5a5a' },
    '& dd': { margin: 0, fontSize: '1.4rem' },
  },
  heading: { fontSize: '1.15rem', fontWeight: 500, margin: theme.spacing(2, 0, 1) },
  innerHeading: { fontSize: '1rem', fontWeight: 500, margin: theme.spacing(2, 0, 1) },
  /** A form or a word in a cell of a table of many columns. */
  inCell: { minWidth: 'min(15rem, 100%)' },
  plain: { border: 0, padding: 0, margin: 0, minWidth: 0 },
}));
