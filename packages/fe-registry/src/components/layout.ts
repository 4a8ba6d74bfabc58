import { useLayout as useKitLayout } from '@interlink/fe-kit/components/layout';
import { makeStyles } from '@interlink/fe-kit/ui/material';

const useOwn = makeStyles((theme) => ({
  /** Many short facts, as many side by side as the width allows. */
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

/** The kit's layout, and what the pages of a person need beside it. */
export const useLayout = () => ({ ...useKitLayout(), ...useOwn() });
