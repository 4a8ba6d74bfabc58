import { useState } from 'react';
import { TextField } from '@interlink/fe-kit/components/Field';
import { Button } from '@interlink/fe-kit/ui/material';
import { useWords } from './words.js';

interface CompareProps {
  readonly fingerprint: string;
  readonly disabled: boolean;
  readonly onSame: () => void;
  /** How it is spelled here, of however the partner spells it. */
  readonly bare?: ((typed: string) => string) | undefined;
}

/** S16: the second person is there to compare, so that is what he is made to do. */
export function CompareFingerprint({ fingerprint, disabled, onSame, bare = (typed) => typed.trim() }: CompareProps) {
  const { text } = useWords();
  const [typed, setTyped] = useState('');
  const given = bare(typed);
  return (
    <>
      <TextField
        label={text('keys.compare')}
        help={text('keys.compareHelp')}
        value={typed}
        onChange={setTyped}
        error={given !== '' && given !== fingerprint ? text('keys.differs') : undefined}
        maxLength={120}
        unmarked
        ltr
      />
      <Button
        variant="contained"
        color="primary"
        size="small"
        aria-label={`${text('proposed.confirm')}: ${fingerprint}`}
        disabled={disabled || given !== fingerprint}
        onClick={onSame}
      >
        {text('proposed.confirm')}
      </Button>
    </>
  );
}
