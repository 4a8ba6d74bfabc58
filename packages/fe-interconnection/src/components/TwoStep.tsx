import { useState } from 'react';
import { Button } from '@interlink/fe-kit/ui/material';
import { useWords } from './words.js';

interface TwoStepProps {
  readonly label: string;
  /** What the second press says. */
  readonly sure: string;
  readonly disabled?: boolean | undefined;
  readonly onSure: () => void;
}

/** A button for what is hard to take back: the second press does it, and leaving is as near. */
export function TwoStep({ label, sure, disabled = false, onSure }: TwoStepProps) {
  const { text } = useWords();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button variant="outlined" size="small" disabled={disabled} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  const go = () => {
    setAsked(false);
    onSure();
  };
  return (
    <>
      <Button variant="contained" size="small" onClick={go}>
        {sure}
      </Button>
      <Button size="small" onClick={() => setAsked(false)}>
        {text('leave')}
      </Button>
    </>
  );
}
