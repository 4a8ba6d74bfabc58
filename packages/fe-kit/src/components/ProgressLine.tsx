import { LinearProgress, Typography } from '../ui/material.js';

/** Work under way: a screen reader is told once, politely. */
export function ProgressLine({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-live="polite" style={{ padding: '8px 0' }}>
      <Typography variant="body2">{label}</Typography>
      <LinearProgress aria-hidden="true" />
    </div>
  );
}
