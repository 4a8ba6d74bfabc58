import { useEffect, useRef, useState } from 'react';
import { leadOn } from '../keyboard.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { Button } from '../ui/material.js';

interface TwoStepProps {
  readonly label: string;
  /** What the second press says. */
  readonly sure: string;
  /** What it is done to, where many rows have the same button: read with its words (WCAG 2.4.6). */
  readonly of?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly onSure: () => void;
}

/** A button for what is hard to take back: the second press does it, and leaving is as near. */
export function TwoStep({ label, sure, of, disabled = false, onSure }: TwoStepProps) {
  const { text } = useText(kitTexts);
  const named = (words: string) => (of === undefined ? undefined : `${words}: ${of}`);
  const [isAsked, setAsked] = useState(false);
  const wasAsked = useRef(isAsked);
  const near = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that had the focus is gone: the keyboard goes on here, at what does no harm.
    if (wasAsked.current !== isAsked) near.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  if (!isAsked) {
    return (
      <Button
        ref={near}
        variant="outlined"
        size="small"
        aria-label={named(label)}
        disabled={disabled}
        onClick={() => setAsked(true)}
      >
        {label}
      </Button>
    );
  }
  const go = () => {
    setAsked(false);
    onSure();
    leadOn();
  };
  return (
    <>
      <Button variant="contained" size="small" aria-label={named(sure)} disabled={disabled} onClick={go}>
        {sure}
      </Button>
      <Button
        key="leave"
        ref={near}
        size="small"
        aria-label={named(`${text('leave')}: ${label}`)}
        onClick={() => setAsked(false)}
      >
        {text('leave')}
      </Button>
    </>
  );
}
