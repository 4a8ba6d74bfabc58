import { useState } from 'react';
import { useDispatch } from 'react-redux';
import type { Formula } from '@interlink/contracts/social-registry/assessment';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
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
  const [given, setGiven] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const reason = drafting.problem?.details['reason'];
  const send = () => {
    const formula = read(given);
    setIsWrong(formula === undefined);
    if (formula) dispatch(draftFormula.ask({ formula, key: keyOf(['draft', given]) }));
  };
  return (
    <details>
      <summary>{text('formulas.new')}</summary>
      <FileField
        optional
        accept=".json,application/json"
        label={text('formulas.file')}
        help={text('formulas.fileHelp')}
        onChoose={(file) => void file?.text().then(setGiven)}
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
      <Acted
        of={drafting}
        actions={draftFormula}
        refusal={typeof reason === 'string' && <Typography>{reason}</Typography>}
      />
    </details>
  );
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
