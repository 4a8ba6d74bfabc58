import { useEffect, useRef, type ReactNode } from 'react';
import { Helmet, useLocation } from '@openimis/fe-core';
import { makeStyles } from '../ui/material.js';
import { useDirection } from '../direction.js';

const useStyles = makeStyles((theme) => ({
  page: {
    maxWidth: 1100,
    margin: '0 auto',
    padding: theme.spacing(2),
    boxSizing: 'border-box',
    textAlign: 'start',
    lineHeight: 1.5,
    '& a': { color: '#006273' },
    '@media (max-width: 599px)': { padding: theme.spacing(1) },
  },
  actions: { marginBlockEnd: theme.spacing(2) },
  title: {
    fontSize: '1.5rem',
    fontWeight: 500,
    margin: theme.spacing(1, 0, 2), // It takes the focus to be read out, not to be worked with.
    outline: 'none !important',
  },
}));

interface PageProps {
  readonly title: string;
  /** Controls that stand beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page: its language and direction, its title, and the focus on it when one comes here. */
export function Page({ title, actions, children }: PageProps) {
  const styles = useStyles();
  const { dir, lang } = useDirection();
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  // Also when one comes from one person to another: the page stays, what had the focus is gone.
  useEffect(() => heading.current?.focus(), [pathname]);
  return (
    <section className={styles.page} dir={dir} lang={lang} aria-label={title}>
      <Helmet title={title} />
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {actions && <div className={styles.actions}>{actions}</div>}
      {children}
    </section>
  );
}
