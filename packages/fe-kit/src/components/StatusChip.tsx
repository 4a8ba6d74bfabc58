import { makeStyles } from '../ui/material.js';

/** How urgent a status is; the words say it too, so that colour is never alone. */
export type Tone = 'bad' | 'good' | 'neutral' | 'warn' | 'work';

const COLOURS: Readonly<Record<Tone, { background: string; color: string }>> = {
  bad: { background: '#fde7e9', color: '#8c0016' },
  good: { background: '#e3f4e6', color: '#14532d' },
  neutral: { background: '#ececec', color: '#3a3a3a' },
  warn: { background: '#fff1d6', color: '#6b4200' },
  work: { background: '#e0f0f4', color: '#004a57' },
};

const useStyles = makeStyles({
  chip: {
    display: 'inline-block',
    borderRadius: 12,
    padding: '2px 10px',
    fontSize: '0.8125rem',
    fontWeight: 500,
  },
});

export function StatusChip({ tone, label }: { readonly tone: Tone; readonly label: string }) {
  const styles = useStyles();
  return (
    <span className={styles.chip} style={COLOURS[tone]}>
      {label}
    </span>
  );
}
