import { useRef, useState } from 'react';
import { useApiClient } from '../api-context.js';
import { toProblem, type ApiProblem } from '../api-problem.js';
import { leadToError, useSuccessor } from '../keyboard.js';
import { kitTexts } from '../kit-texts.js';
import { problemWords } from '../problem-words.js';
import { useText } from '../texts.js';
import { Button, Typography } from '../ui/material.js';
import { useIsHere } from '../useIsHere.js';
import { TextField } from './Field.js';

const SHORTEST = 10;

/** S12: whoever has looked at very many people today says why, and goes on where he stopped. */
export function ReasonForm({ onGiven }: { readonly onGiven: (() => void) | undefined }) {
  const reader = useText(kitTexts);
  const { text } = reader;
  const client = useApiClient();
  const isHere = useIsHere();
  const place = useRef<HTMLDivElement>(null);
  const [reason, setReason] = useState('');
  const [stage, setStage] = useState<'given' | 'typing' | 'under-way'>('typing');
  const [problem, setProblem] = useState<ApiProblem>();
  const give = () => {
    setStage('under-way');
    setProblem(undefined);
    client.post('/session/reason', { reason: reason.trim() }).then(
      () => {
        // Whoever left the page wants nothing of it any more.
        if (!isHere.current) return;
        setStage('given');
        onGiven?.();
      },
      (thrown: unknown) => {
        if (!isHere.current) return;
        setStage('typing');
        setProblem(toProblem(thrown));
        leadToError(place);
      },
    );
  };
  if (stage === 'given') return <Given goesOn={onGiven !== undefined} />;
  return (
    <div ref={place}>
      <TextField
        label={text('reason.label')}
        help={text('reason.help')}
        error={problem && problemWords(problem, reader)}
        value={reason}
        onChange={setReason}
        maxLength={500}
        multiline
        required
      />
      <Button variant="outlined" disabled={stage !== 'typing' || reason.trim().length < SHORTEST} onClick={give}>
        {text('reason.give')}
      </Button>
    </div>
  );
}

/** Where nothing goes on by itself, it takes the keyboard that was on the button. */
function Given({ goesOn }: { readonly goesOn: boolean }) {
  const { text } = useText(kitTexts);
  const place = useRef<HTMLElement>(null);
  useSuccessor(place);
  return (
    <Typography ref={goesOn ? null : place} tabIndex={-1} role="status">
      {text('reason.given')}
    </Typography>
  );
}
