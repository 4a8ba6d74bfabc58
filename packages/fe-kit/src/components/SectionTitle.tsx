import { makeStyles, Typography } from '../ui/material.js';

const useStyles = makeStyles((theme) => ({ title: { marginBlockStart: theme.spacing(3) } }));

/** The heading of a part of a page. */
export function SectionTitle({ children }: { readonly children: string }) {
  const styles = useStyles();
  return (
    <Typography component="h2" variant="h6" className={styles.title}>
      {children}
    </Typography>
  );
}
