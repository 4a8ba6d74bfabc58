import type { ReactNode } from 'react';
import { makeStyles } from '../ui/material.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { StatusChip, type Tone } from './StatusChip.js';

export type StepperStatus = 'failed' | 'passed' | 'review' | 'running' | 'skipped' | 'waiting';
export interface StepperStep {
  readonly id: string;
  readonly title: string;
  readonly status: StepperStatus;
  readonly content?: ReactNode;
}

const TONES: Readonly<Record<StepperStatus, Tone>> = {
  failed: 'bad',
  passed: 'good',
  review: 'warn',
  running: 'work',
  skipped: 'neutral',
  waiting: 'neutral',
};

const useStyles = makeStyles((theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    borderInlineStart: '3px solid #c9dde2',
    paddingInlineStart: theme.spacing(2),
    paddingBlockEnd: theme.spacing(2),
  },
  current: { borderInlineStartColor: '#006273', scrollMarginBlockStart: 96 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBlockEnd: theme.spacing(0.5),
  },
  title: { fontSize: '1.05rem', fontWeight: 500, margin: 0 },
}));

/** Steps from top to bottom. Where one stands is said in words and by `aria-current`. */
export function Stepper({
  label,
  steps,
  current,
}: {
  readonly label: string;
  readonly steps: readonly StepperStep[];
  readonly current?: string | undefined;
}) {
  const styles = useStyles();
  const { text } = useText(kitTexts);
  return (
    // eslint-disable-next-line jsx-a11y/no-redundant-roles -- Safari takes it from a list without marks
    <ol role="list" className={styles.list} aria-label={label}>
      {steps.map((step, at) => (
        <li
          key={step.id}
          className={`${styles.step} ${step.id === current ? styles.current : ''}`}
          aria-current={step.id === current ? 'step' : undefined}
          // The keyboard comes here when what was done in the step before is gone with its button.
          tabIndex={step.id === current ? -1 : undefined}
          data-step={step.id}
        >
          <div className={styles.head}>
            <h2 className={styles.title}>
              {at + 1}. {step.title}
            </h2>
            <StatusChip tone={TONES[step.status]} label={text(`status.${step.status}`)} />
          </div>
          {step.content}
        </li>
      ))}
    </ol>
  );
}
