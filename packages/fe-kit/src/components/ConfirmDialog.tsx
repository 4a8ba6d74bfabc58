import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { ApiProblem } from '../api-problem.js';
import { kindOf, needsConfirmation } from '../confirmation.js';
import { useDirection } from '../direction.js';
import { focusFirst } from '../keyboard.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { Button, Dialog, makeStyles, Typography } from '../ui/material.js';
import { ErrorState } from './ErrorState.js';
import { TextField } from './Field.js';
import { useConfirmation } from './useConfirmation.js';

const useStyles = makeStyles((theme) => ({
  paper: { padding: theme.spacing(3), textAlign: 'start' },
  title: { fontSize: '1.25rem', fontWeight: 500, margin: theme.spacing(0, 0, 1) },
  secret: { fontFamily: 'monospace', overflowWrap: 'anywhere', userSelect: 'all' },
  row: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBlockStart: theme.spacing(1) },
}));

interface ConfirmDialogProps {
  /** What the service answered; anything but a wish for confirmation leaves the dialog closed. */
  readonly problem: ApiProblem | undefined;
  /** Repeats the act, once. */
  readonly onConfirmed: () => void;
  /** It is closed, confirmed or not. */
  readonly onLeft?: () => void;
}

const TITLE = 'il-confirm-title';

/**
 * Asks for the password again, and for an authenticator's code where money moves (S7, S11). Each refusal opens it anew;
 * whoever closes it has not acted.
 */
export function ConfirmDialog({ problem, onConfirmed, onLeft }: ConfirmDialogProps) {
  const styles = useStyles();
  const { dir, lang } = useDirection();
  const [left, setLeft] = useState<ApiProblem>();
  if (!problem || !needsConfirmation(problem) || problem === left) return null;
  const leave = () => {
    setLeft(problem);
    onLeft?.();
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      onClose={leave}
      aria-labelledby={TITLE}
      PaperProps={{ className: styles.paper, dir, lang }}
    >
      <ConfirmForm
        problem={problem}
        onLeave={leave}
        onConfirmed={() => {
          leave();
          onConfirmed();
        }}
      />
    </Dialog>
  );
}

interface ConfirmFormProps extends Omit<ConfirmDialogProps, 'onLeft'> {
  readonly problem: ApiProblem;
  readonly onLeave: () => void;
}

function ConfirmForm({ problem, onConfirmed, onLeave }: ConfirmFormProps) {
  const styles = useStyles();
  const { text } = useText(kitTexts);
  const kind = kindOf(problem);
  const confirming = useConfirmation(kind, onConfirmed);
  const { authenticator, code, isBusy, password } = confirming;
  const form = useRef<HTMLFormElement>(null);
  // What is to be typed next is where the keyboard is.
  useEffect(() => focusFirst(form, 'input'), [authenticator]);
  const isMissing = authenticator ? code === '' : password === '' || (kind === 'code' && code === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // React hands what happens in a dialog on to the form that it was opened from: its act was asked for a second time.
    event.stopPropagation();
    if (!isMissing && !isBusy) confirming.goOn();
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <h2 id={TITLE} className={styles.title}>
        {text(authenticator ? 'confirm.authenticator' : 'confirm.title')}
      </h2>
      {authenticator ? (
        <>
          <Typography>{text('confirm.typeSecret')}</Typography>
          <Typography className={styles.secret} dir="ltr">
            {authenticator.secret}
          </Typography>
        </>
      ) : (
        <>
          <Typography>{text(`confirm.why.${kind}`)}</Typography>
          <TextField
            label={text('confirm.password')}
            value={password}
            onChange={confirming.setPassword}
            secret
            required
          />
        </>
      )}
      {(authenticator || kind === 'code') && (
        <TextField
          label={text('confirm.code')}
          help={text('confirm.codeHelp')}
          value={code}
          onChange={confirming.setCode}
          inputMode="numeric"
          maxLength={6}
          ltr
          required
        />
      )}
      {confirming.problem && <ErrorState problem={confirming.problem} />}
      <div className={styles.row}>
        <Button type="submit" variant="contained" color="primary" disabled={isBusy || isMissing}>
          {text('confirm.confirm')}
        </Button>
        <Button onClick={onLeave}>{text('confirm.leave')}</Button>
      </div>
    </form>
  );
}
