import { useRef, useState, type FormEvent } from 'react';
import type { AskableKind, VerifyPeople } from '@interlink/contracts/verification/runs';
import { TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { Button, Checkbox, Typography } from '@interlink/fe-kit/ui/material';
import { useWords } from './words.js';

const MOST = 500;
const SHORTEST = 4;
const LONGEST = 40;
const KINDS: readonly AskableKind[] = ['civil-status', 'account', 'enrolment'];
const LABEL_ID = 'interlink-verification-kinds';
const ERROR_ID = 'interlink-verification-kinds-error';
/** What is ticked at first: the registries of others are asked only when somebody wants it. */
const USUAL: readonly AskableKind[] = ['civil-status', 'account'];

interface VerifyFormProps {
  readonly isBusy: boolean;
  readonly onVerify: (request: VerifyPeople) => void;
}

/** One identifier a line, as they come from a list; each is asked once. */
export const readIdentifiers = (typed: string): readonly string[] => [
  ...new Set(
    typed
      // A column of a spreadsheet comes with tabs.
      .split(/[\p{Cc},;]+/u)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

function problemOf(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return 'form.nobody';
  if (ids.length > MOST) return 'form.tooMany';
  if (ids.some((id) => id.length < SHORTEST)) return 'form.tooShort';
  return ids.some((id) => id.length > LONGEST) ? 'form.tooLong' : undefined;
}

/** Whom to verify and what to ask. */
export function VerifyForm({ isBusy, onVerify }: VerifyFormProps) {
  const { text, word } = useWords();
  const layout = useLayout();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState('');
  const [programme, setProgramme] = useState('');
  const [kinds, setKinds] = useState<readonly AskableKind[]>(USUAL);
  const [wasTried, setTried] = useState(false);
  const ids = readIdentifiers(typed);
  const problem = problemOf(ids);
  const isNothing = kinds.length === 0;
  const isMissing = wasTried && isNothing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem || isNothing) return leadToError(form);
    const code = programme.trim();
    onVerify({ nationalIds: [...ids], kinds: [...kinds], ...(code === '' ? {} : { programme: code }) });
  };
  const tick = (kind: AskableKind) => (isTicked: boolean) =>
    setKinds(KINDS.filter((one) => (one === kind ? isTicked : kinds.includes(one))));
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('form.title')}>
      <Typography paragraph>{text('form.intro')}</Typography>
      <TextField
        label={text('form.identifiers')}
        help={text('form.identifiersHelp', { count: MOST })}
        required
        multiline
        ltr
        value={typed}
        error={wasTried && problem ? text(problem, { count: MOST }) : undefined}
        onChange={setTyped}
      />
      <TextField
        label={text('form.programme')}
        help={text('form.programmeHelp')}
        maxLength={40}
        value={programme}
        onChange={setProgramme}
      />
      <div role="group" aria-labelledby={LABEL_ID}>
        <Typography id={LABEL_ID} variant="body2">
          {text('form.kinds')}
        </Typography>
        {KINDS.map((kind) => (
          <label key={kind} className={layout.tick}>
            <Checkbox
              color="primary"
              checked={kinds.includes(kind)}
              inputProps={isMissing ? { 'aria-invalid': true, 'aria-describedby': ERROR_ID } : {}}
              onChange={(event) => tick(kind)(event.target.checked)}
            />
            {word('kind', kind)}
          </label>
        ))}
        {isMissing && (
          <Typography id={ERROR_ID} role="alert">
            {text('form.nothing')}
          </Typography>
        )}
      </div>
      <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
        {text('form.verify')}
      </Button>
    </form>
  );
}
