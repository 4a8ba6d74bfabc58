import { makeStyles } from '@interlink/fe-kit/ui/material';

/** Layout that works at 360 px and in both directions. */
export const useLayout = makeStyles((theme) => ({
  card: { padding: theme.spacing(2), marginBlock: theme.spacing(2) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
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
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(3),
    margin: theme.spacing(1, 0),
    '& dt': { color: '#5a5a5a' },
    '& dd': { margin: 0, fontSize: '1.4rem' },
  },
  heading: { fontSize: '1.15rem', fontWeight: 500, margin: theme.spacing(2, 0, 1) },
}));
