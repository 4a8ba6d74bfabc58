import { makeStyles } from '@interlink/fe-kit/ui/material';

const useStyles = makeStyles((theme) => ({
  block: {
    background: '#f5f5f5',
    padding: theme.spacing(1.5),
    margin: theme.spacing(1, 0),
    overflow: 'auto',
    maxHeight: 360,
    fontSize: '0.8125rem',
  },
}));

interface CodeProps {
  readonly children: string;
  /** It is short: it stands in one line. */
  readonly whole?: boolean;
}

/** Identifiers, addresses and fingerprints read from left to right in every language, and may break anywhere. */
export function Code({ children, whole = false }: CodeProps) {
  return (
    <bdi dir="ltr" style={whole ? { whiteSpace: 'nowrap' } : { overflowWrap: 'anywhere' }}>
      <code>{children}</code>
    </bdi>
  );
}

/** Said here: in a style sheet it is mirrored with the page. */
const FROM_THE_LEFT = { textAlign: 'left' } as const;

/** A text to be copied; it can be scrolled by keyboard. */
export function CodeBlock({ label, children }: { readonly label: string; readonly children: string }) {
  const styles = useStyles();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <pre className={styles.block} style={FROM_THE_LEFT} dir="ltr" aria-label={label} role="region" tabIndex={0}>
      {children}
    </pre>
  );
}
