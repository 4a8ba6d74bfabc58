import { Typography } from '../ui/material.js';
import { useLayout } from './layout.js';

interface SectionTitleProps {
  readonly children: string;
  /** Within a part that has a heading of its own. */
  readonly isInner?: boolean;
}

/** The heading of a part of a page. */
export function SectionTitle({ children, isInner = false }: SectionTitleProps) {
  const layout = useLayout();
  return (
    <Typography component={isInner ? 'h3' : 'h2'} className={isInner ? layout.innerHeading : layout.heading}>
      {children}
    </Typography>
  );
}
