import type { ReactNode } from 'react';
import { makeStyles } from '../ui/material.js';

const useStyles = makeStyles({
  told: { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

interface ToldProps {
  /** The eye does not see it for itself. */
  readonly isSeen?: boolean;
  readonly children: ReactNode;
}

/** Said aloud, where the eye sees it for itself. It is there before what it tells, else some readers miss it. */
export function Told({ isSeen = false, children }: ToldProps) {
  const styles = useStyles();
  return (
    <span role="status" className={isSeen ? undefined : styles.told}>
      {children}
    </span>
  );
}
