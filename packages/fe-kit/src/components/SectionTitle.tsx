import { Typography } from '../ui/material.js';
import { useLayout } from './layout.js';

/** The heading of a part of a page. */
export function SectionTitle({ children }: { readonly children: string }) {
  return (
    <Typography component="h2" className={useLayout().heading}>
      {children}
    </Typography>
  );
}
