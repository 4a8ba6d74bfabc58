import { useState } from 'react';
import { useApiClient } from '../api-context.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { Button } from '../ui/material.js';
import { TextField } from './Field.js';

const SHORTEST = 10;

/** S12: whoever has looked at very many people today says why, and goes on where he stopped. */
export function ReasonForm({ onGiven }: { readonly onGiven: (() => void) | undefined }) {
  const { text } = useText(kitTexts);
  const client = useApiClient();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const give = () => {
    setBusy(true);
    // A refusal leaves the form as it is, to be sent again.
    client.post('/session/reason', { reason: reason.trim() }).then(
      () => onGiven?.(),
      () => setBusy(false),
    );
  };
  return (
    <>
      <TextField
        label={text('reason.label')}
        help={text('reason.help')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        multiline
        required
      />
      <Button variant="outlined" disabled={isBusy || reason.trim().length < SHORTEST} onClick={give}>
        {text('reason.give')}
      </Button>
    </>
  );
}
