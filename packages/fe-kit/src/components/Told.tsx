import type { ReactNode } from 'react';
import { makeStyles } from '../ui/material.js';

const useStyles = makeStyles({
  told: { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' },
});

/** Said aloud, where the eye sees it for itself. It is there before what it tells, else some readers miss it. */
export function Told({ children }: { readonly children: ReactNode }) {
  return (
    <span role="status" className={useStyles().told}>
      {children}
    </span>
  );
}
