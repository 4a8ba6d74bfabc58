import { useEffect, useRef, type ReactNode } from 'react';
import { Button, makeStyles, Typography } from '../ui/material.js';
import type { ApiProblem } from '../api-problem.js';
import { kitTexts } from '../kit-texts.js';
import { problemWords } from '../problem-words.js';
import { useText } from '../texts.js';
import { ReasonForm } from './ReasonForm.js';

const useStyles = makeStyles((theme) => ({
  box: {
    background: '#fde7e9',
    borderInlineStart: '4px solid #b00020',
    padding: theme.spacing(1.5, 2),
    margin: theme.spacing(1, 0),
    overflowWrap: 'anywhere',
    // The bar of the host covers the top.
    scrollMarginBlock: '96px',
  },
}));

interface ErrorStateProps {
  readonly problem: ApiProblem;
  readonly onRetry?: (() => void) | undefined;
  /** Reads anew what was decided on: the way out where it is another by now. */
  readonly onReadAgain?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What was shown is not what there is any more: its version, or its state. */
const isStale = ({ status }: ApiProblem) => status === 409 || status === 412;

/** A failure with its way out, and the reference under which an administrator finds it. */
export function ErrorState({ problem, onRetry, onReadAgain, children }: ErrorStateProps) {
  const styles = useStyles();
  const reader = useText(kitTexts);
  const { permission } = problem.details;
  const box = useRef<HTMLDivElement>(null);
  // What was pressed may stand far below: a refusal that nobody sees is none. jsdom does not scroll.
  useEffect(() => box.current?.scrollIntoView?.({ block: 'nearest' }), [problem]);
  return (
    <div ref={box} role="alert" className={styles.box} data-problem={problem.code}>
      <Typography>{problemWords(problem, reader)}</Typography>
      {problem.code === 'platform.forbidden' && typeof permission === 'string' && (
        <Typography variant="body2">{reader.text('error.right', { right: permission })}</Typography>
      )}
      {children}
      {problem.code === 'platform.reason-needed' && <ReasonForm onGiven={onRetry} />}
      {problem.correlationId && (
        <Typography variant="body2">{reader.text('correlation', { id: problem.correlationId })}</Typography>
      )}
      {onRetry && <Button onClick={onRetry}>{reader.text('retry')}</Button>}
      {onReadAgain && isStale(problem) && <Button onClick={onReadAgain}>{reader.text('readAgain')}</Button>}
    </div>
  );
}
