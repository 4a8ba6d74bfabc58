import { makeStyles } from '@interlink/fe-kit/ui/material';

/** Layout that works at 360 px and in both directions. */
export const useLayout = makeStyles((theme) => ({
  card: { padding: theme.spacing(2), marginBlock: theme.spacing(2) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
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
  heading: { fontSize: '1.15rem', fontWeight: 500, margin: theme.spacing(0, 0, 1) },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    gap: theme.spacing(2),
    margin: 0,
    '& dt': { color: '#5a5a5a', fontSize: '0.875rem' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  small: { color: '#5a5a5a', fontSize: '0.875rem', display: 'block' },
  scroll: { overflowX: 'auto' },
  slider: { width: '100%', accentColor: '#006273' },
}));
