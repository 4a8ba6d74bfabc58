import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { useLayout } from './layout.js';

interface ReasonedActProps {
  /** Names the form for whoever hears it. */
  readonly label: string;
  readonly acts: readonly { readonly id: string; readonly label: string }[];
  readonly isBusy: boolean;
  readonly onAct: (act: string, reason: string) => void;
  readonly children?: ReactNode;
}

export const SHORTEST_REASON = 3;

/** A decision that keeps its reason: nothing is sent without one. */
export function ReasonedAct({ label, acts, isBusy, onAct, children }: ReasonedActProps) {
  const layout = useLayout();
  const { text } = useText(texts);
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const [isMissing, setMissing] = useState(false);
  const act = (id: string) => {
    const isShort = reason.trim().length < SHORTEST_REASON;
    setMissing(isShort);
    if (!isShort) onAct(id, reason.trim());
    // What is wrong may also be a field of whoever acts by this.
    leadToError(form);
  };
  const onlySubmit = (event: FormEvent) => event.preventDefault();
  return (
    <form ref={form} onSubmit={onlySubmit} aria-label={label} noValidate>
      {children}
      <TextField
        label={text('reason.label')}
        value={reason}
        onChange={setReason}
        error={isMissing ? text('reason.missing') : undefined}
        maxLength={500}
        required
      />
      <div className={layout.row}>
        {acts.map(({ id, label: name }) => (
          <Button key={id} type="button" variant="outlined" disabled={isBusy} onClick={() => act(id)}>
            {name}
          </Button>
        ))}
      </div>
    </form>
  );
}
