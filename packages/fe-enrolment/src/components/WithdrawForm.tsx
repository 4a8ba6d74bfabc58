import { useRef, useState, type FormEvent } from 'react';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadOn, leadToError, useFirstField } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';

const SHORTEST = 3;

/** Ends an application, for a mistake or because the person wishes it. Behind a button: it is rarely meant. */
export function WithdrawForm({ journey }: { readonly journey: Journey }) {
  const { text } = useText(texts);
  const [isOpen, setOpen] = useState(false);
  const leave = () => {
    setOpen(false);
    leadOn();
  };
  if (isOpen) return <Reason journey={journey} onLeave={leave} />;
  return <Button onClick={() => setOpen(true)}>{text('withdraw.open')}</Button>;
}

function Reason({ journey, onLeave }: { readonly journey: Journey; readonly onLeave: () => void }) {
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form);
  const [reason, setReason] = useState('');
  const [wasTried, setTried] = useState(false);
  const isTooShort = reason.trim().length < SHORTEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isTooShort) return leadToError(form);
    act('withdraw', { reason: reason.trim() });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('withdraw.open')}>
      <TextField
        label={text('withdraw.reason')}
        required
        maxLength={500}
        value={reason}
        error={wasTried && isTooShort ? text('field.missing') : undefined}
        onChange={setReason}
      />
      <Button type="submit" variant="outlined" disabled={isBusy}>
        {text('withdraw.do')}
      </Button>{' '}
      <Button disabled={isBusy} onClick={onLeave}>
        {text('withdraw.leave')}
      </Button>
    </form>
  );
}
