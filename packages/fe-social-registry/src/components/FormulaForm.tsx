import { useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useIsHere } from '@interlink/fe-kit/useIsHere';
import { useSocialRegistry } from '../store/reducer.js';
import { draftFormula } from '../store/requests.js';
import { texts } from '../texts.js';
import { FileField } from './FileField.js';

/** A formula is data: it is brought as it was reviewed, checked by the service, and approved by a second person. */
export function FormulaForm() {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const keyOf = useIntentKey();
  const drafting = useSocialRegistry((state) => state.draft);
  const form = useRef<HTMLDetailsElement>(null);
  const isHere = useIsHere();
  const [given, setGiven] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const send = () => {
    const formula = read(given);
    setIsWrong(formula === undefined);
    if (!formula) return leadToError(form);
    dispatch(draftFormula.ask({ formula, key: keyOf(['draft', given]) }));
  };
  // A file of a slow disk is read when the page may be left.
  const show = (content: string) => {
    if (isHere.current) setGiven(content);
  };
  return (
    <details ref={form}>
      <summary>{text('formulas.new')}</summary>
      <FileField
        optional
        accept=".json,application/json"
        label={text('formulas.file')}
        help={text('formulas.fileHelp')}
        onChoose={(file) => void file?.text().then(show)}
      />
      <TextField
        required
        multiline
        ltr
        label={text('formulas.json')}
        help={text('formulas.jsonHelp')}
        error={isWrong ? text('formulas.jsonWrong') : undefined}
        value={given}
        onChange={setGiven}
      />
      <Button variant="contained" color="primary" disabled={drafting.status === 'loading'} onClick={send}>
        {text('formulas.send')}
      </Button>
      <Acted of={drafting} actions={draftFormula} refusal={<Mistake reason={drafting.problem?.details['reason']} />} />
    </details>
  );
}

/** What is wrong with the formula, and with which of its parts; in words where we have them. */
function Mistake({ reason }: { readonly reason: unknown }) {
  const { text, has } = useText(texts);
  if (typeof reason !== 'string') return null;
  const [kind = '', of = ''] = reason.split(':');
  return <Typography>{has(`formulas.reason.${kind}`) ? text(`formulas.reason.${kind}`, { of }) : reason}</Typography>;
}

/** Undefined when it is no JSON object; whether it is a formula, the service says. */
function read(text: string): Formula | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Formula) : undefined;
  } catch {
    // The field says so.
    return undefined;
  }
}
