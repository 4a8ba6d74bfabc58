import { useFormat } from '@interlink/fe-kit/format';
import { LinearProgress, Typography } from '@interlink/fe-kit/ui/material';

/** How far long work is: as a bar, in words, and for a screen reader by its value. */
export function Progress({ label, done, of }: { readonly label: string; readonly done: number; readonly of: number }) {
  const { percent } = useFormat();
  // Not all of it before all of it is done.
  const hundredths = of === 0 ? 0 : Math.min(Math.floor((done * 100) / of), 100);
  return (
    <div role="status" aria-live="polite" style={{ padding: '8px 0' }}>
      <Typography variant="body2">
        {label} <bdi>{percent(hundredths / 100)}</bdi>
      </Typography>
      <LinearProgress variant="determinate" value={hundredths} aria-label={label} />
    </div>
  );
}
