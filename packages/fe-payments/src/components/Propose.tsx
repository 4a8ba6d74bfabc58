import { useEffect, useRef, useState, type RefObject } from 'react';
import { useDispatch } from 'react-redux';
import type { DecisionKind, ProposeDecision, RecallReason } from '@interlink/contracts/payments/decision';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ofSubject } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { proposeDecision } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Acted } from './Acted.js';

interface ProposeProps {
  readonly kind: DecisionKind;
  /** See contracts/payments/decision. */
  readonly target: string;
  /** For `match-suspense`. */
  readonly line?: string;
  /** For `recall-lines`. */
  readonly instrIds?: readonly string[];
  /** For `recall-line` and `recall-lines`: asks for one of the reasons. */
  readonly withReason?: boolean;
  /** What it is about, for a screen reader in a list of many. */
  readonly about: string;
  /** A shorter word for the button, where most rows of a long list have one and few want it. */
  readonly shown?: string;
}

const SHORTEST = 3;

/** What nobody may do alone: one proposes and says why; somebody else confirms on the page of decisions. */
export function Propose({ about, shown, withReason = false, ...what }: ProposeProps) {
  const { text } = useText(texts);
  const layout = useLayout();
  const [isOpen, setOpen] = useState(false);
  const subject = subjectOf(what);
  const { value, status } = ofSubject(
    usePayments((state) => state.propose),
    isOf(subject),
  );
  const isDone = status === 'done' && value !== undefined;
  const [proposed, setProposed] = useState<string>();
  // Said for as long as the page is open, whatever else is proposed after it.
  useEffect(() => {
    if (isDone) setProposed(subject);
  }, [isDone, subject]);
  const { place, button } = useKeyboard(isOpen, isDone);
  const label = shown ?? text('propose.what', { what: text(`decision.${what.kind}`) });
  if (isDone || proposed === subject) {
    return (
      <Typography ref={place} tabIndex={-1} className={`${layout.notice} ${layout.inCell}`} role="status">
        {text('propose.done')}
      </Typography>
    );
  }
  if (isOpen) {
    const close = () => setOpen(false);
    return <ProposeForm place={place} about={about} what={what} withReason={withReason} onClose={close} />;
  }
  return (
    <Button
      ref={button}
      variant={shown === undefined ? 'outlined' : 'text'}
      size={shown === undefined ? 'medium' : 'small'}
      aria-label={`${label}: ${about}`}
      onClick={() => setOpen(true)}
    >
      {label}
    </Button>
  );
}

/**
 * What had the focus is gone when the form opens, is left or is sent: the keyboard goes on at what stands there
 * instead.
 */
function useKeyboard(isOpen: boolean, isDone: boolean) {
  const place = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  const hadForm = useRef(false);
  useEffect(() => {
    // Not of somebody who went on meanwhile.
    const isLost = document.activeElement === document.body;
    if (isDone && hadForm.current) {
      if (isLost) place.current?.focus();
    } else if (isOpen !== wasOpen.current)
      (isOpen ? place.current?.querySelector<HTMLElement>('select, textarea') : button.current)?.focus();
    wasOpen.current = isOpen;
    hadForm.current = isOpen && !isDone;
  }, [isOpen, isDone]);
  return { place, button };
}

type What = Pick<ProposeDecision, 'kind' | 'line' | 'target'> & { readonly instrIds?: readonly string[] };

const subjectOf = ({ kind, target, line, instrIds }: What) => JSON.stringify([kind, target, line, instrIds]);

type Asked = { readonly body: ProposeDecision };
const isOf =
  (subject: string) =>
  ({ body }: Asked) =>
    subjectOf(body) === subject;

interface FormProps {
  readonly place: RefObject<HTMLElement>;
  readonly about: string;
  readonly what: What;
  readonly withReason: boolean;
  readonly onClose: () => void;
}

function ProposeForm({ place, about, what, withReason, onClose }: FormProps) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const [note, setNote] = useState('');
  const [recallReason, setReason] = useState<RecallReason>('UPAY');
  const proposing = usePayments((state) => state.propose);
  const send = () => {
    const { instrIds, ...one } = what;
    const several = instrIds && { instrIds: [...instrIds] };
    const body = { ...one, ...several, ...(withReason && { recallReason }), note: note.trim() };
    dispatch(proposeDecision.ask({ body, key: keyOf([JSON.stringify(body)]) }));
  };
  return (
    <form
      ref={place as RefObject<HTMLFormElement>}
      className={layout.inCell}
      aria-label={`${text(`decision.${what.kind}`)}: ${about}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim().length >= SHORTEST) send();
      }}
    >
      {withReason && <ReasonField value={recallReason} onChange={setReason} />}
      <TextField
        required
        multiline
        label={text('propose.note')}
        help={text('propose.help')}
        maxLength={1000}
        value={note}
        onChange={setNote}
      />
      <Button
        type="submit"
        variant="contained"
        color="primary"
        disabled={proposing.status === 'loading' || note.trim().length < SHORTEST}
      >
        {text('propose.send')}
      </Button>
      <Button disabled={proposing.status === 'loading'} onClick={onClose}>
        {text('propose.leave')}
      </Button>
      <Acted of={ofSubject(proposing, isOf(subjectOf(what)))} actions={proposeDecision}>
        {() => null}
      </Acted>
    </form>
  );
}

const REASONS: readonly RecallReason[] = ['UPAY', 'DUPL', 'AM09', 'AC03', 'CUST', 'FRAD', 'TECH'];

interface ReasonProps {
  readonly value: RecallReason;
  readonly onChange: (reason: RecallReason) => void;
}

/** Why the money is called back, in words; the bank is told the code. */
function ReasonField({ value, onChange }: ReasonProps) {
  const { text } = useText(texts);
  return (
    <SelectField
      required
      label={text('recall.reason')}
      value={value}
      choices={REASONS.map((code) => ({ value: code, label: text(`recall.reason.${code}`) }))}
      onChange={(chosen) => onChange(chosen as RecallReason)}
    />
  );
}
