import type { ReactNode } from 'react';
import { Paper } from '@interlink/fe-kit/ui/material';
import { useLayout } from './layout.js';

/** A part of a page under a heading of its own. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const layout = useLayout();
  return (
    <Paper component="section" className={layout.card} aria-label={title}>
      <h2 className={layout.heading}>{title}</h2>
      <div className={layout.scroll}>{children}</div>
    </Paper>
  );
}
