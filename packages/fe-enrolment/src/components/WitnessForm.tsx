import { useRef, useState, type FormEvent } from 'react';
import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError, useFirstField } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { useAct } from '../useAct.js';

const NOBODY = { name: '', documentReference: '' };
const bare = ({ name, documentReference }: typeof NOBODY) => ({
  name: name.trim(),
  documentReference: documentReference.trim(),
});
const PLACES = [0, 1] as const;

/** Two witnesses, each with a document: a lower assurance, and it is shown as such to whoever approves. */
export function WitnessForm({ journey }: { readonly journey: Journey }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { act, isBusy } = useAct(journey);
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form);
  const [witnesses, setWitnesses] = useState([NOBODY, NOBODY] as const);
  const [wasTried, setTried] = useState(false);
  const set = (place: 0 | 1, name: keyof typeof NOBODY) => (value: string) => {
    const changed = { ...witnesses[place], [name]: value };
    setWitnesses(place === 0 ? [changed, witnesses[1]] : [witnesses[0], changed]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const isComplete = witnesses.every(
      ({ name, documentReference }) => name.trim() !== '' && documentReference.trim() !== '',
    );
    if (!isComplete) return leadToError(form);
    act('identity/vouch', { witnesses: [bare(witnesses[0]), bare(witnesses[1])] });
  };
  const errorOf = (value: string) => (wasTried && value.trim() === '' ? text('field.missing') : undefined);
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('witness.title')}>
      <Typography className={layout.warning}>{text('witness.intro')}</Typography>
      {PLACES.map((place) => (
        <fieldset key={place} className={layout.plain}>
          <legend>{text('witness.number', { number: place + 1 })}</legend>
          <div className={layout.grid}>
            {(['name', 'documentReference'] as const).map((name) => (
              <TextField
                key={name}
                label={text(`witness.${name}`)}
                required
                maxLength={100}
                value={witnesses[place][name]}
                error={errorOf(witnesses[place][name])}
                onChange={set(place, name)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
        {text('witness.submit')}
      </Button>
    </form>
  );
}
