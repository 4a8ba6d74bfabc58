import type { ReactNode } from 'react';
import { Typography } from '../ui/material.js';

/** Says that there is nothing, and what one can do about it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '24px 0' }}>
      <Typography>{title}</Typography>
      {children}
    </div>
  );
}
