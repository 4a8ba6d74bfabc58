import { useRef, useState, type FormEvent } from 'react';
import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError, useFirstField } from '@interlink/fe-kit/keyboard';
import { Button, Checkbox } from '@interlink/fe-kit/ui/material';
import { problemsOf, termsOf, type TypedTerms } from './agreement-terms.js';
import { useWords } from './words.js';

const EMPTY: TypedTerms = {
  ...{ purpose: '', direction: 'out', mode: 'query', recordTypes: 'Member', elements: '', legalBasis: '' },
  ...{ validFrom: '', validUntil: '', dailyRecords: '', retentionDays: '90', breachContact: '' },
  ...{ consentRequired: false, exactCounts: false },
};
const CHOICES = { direction: ['out', 'in'], mode: ['query', 'event', 'file'] } as const;
type TextName = Exclude<keyof TypedTerms, 'consentRequired' | 'exactCounts'>;

interface AgreementFormProps {
  readonly isBusy: boolean;
  readonly onDraft: (terms: AgreementTerms) => void;
}

/** Writes an agreement down as a draft; a second person approves it. */
export function AgreementForm({ isBusy, onDraft }: AgreementFormProps) {
  const layout = useLayout();
  const form = useRef<HTMLFormElement>(null);
  // Of a draft that was taken the form is gone, and with it the focus: this is the next one.
  useFirstField(form);
  const { text } = useWords();
  const [typed, setTyped] = useState(EMPTY);
  const [wasTried, setTried] = useState(false);
  const problems = problemsOf(typed);
  const set = (change: Partial<TypedTerms>) => setTyped((before) => ({ ...before, ...change }));
  const field = (name: TextName) => ({
    label: text(`agreement.${name}`),
    value: typed[name],
    error: wasTried && problems[name] ? text(problems[name]) : undefined,
    onChange: (value: string) => set({ [name]: value }),
  });
  const tick = (name: 'consentRequired' | 'exactCounts') => (
    <label className={layout.tick}>
      <Checkbox color="primary" checked={typed[name]} onChange={(event) => set({ [name]: event.target.checked })} />
      {text(`agreement.${name}`)}
    </label>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return leadToError(form);
    onDraft(termsOf(typed));
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('agreements.draft')}>
      <SectionTitle>{text('agreements.draft')}</SectionTitle>
      <div className={layout.grid}>
        <TextField {...field('purpose')} required ltr maxLength={60} help={text('agreement.purposeHelp')} />
        {(['direction', 'mode'] as const).map((name) => (
          <SelectField
            key={name}
            {...field(name)}
            required
            choices={CHOICES[name].map((value) => ({ value, label: text(`${name}.${value}`) }))}
          />
        ))}
        <TextField {...field('recordTypes')} ltr help={text('agreement.recordTypesHelp')} />
        <TextField {...field('legalBasis')} required maxLength={300} />
        <TextField {...field('validFrom')} required ltr maxLength={10} help={text('agreement.dateHelp')} />
        <TextField {...field('validUntil')} required ltr maxLength={10} help={text('agreement.dateHelp')} />
        <TextField {...field('dailyRecords')} ltr inputMode="numeric" maxLength={9} />
        <TextField {...field('retentionDays')} required ltr inputMode="numeric" maxLength={5} />
        <TextField {...field('breachContact')} required ltr maxLength={200} />
      </div>
      <TextField {...field('elements')} required multiline ltr help={text('agreement.elementsHelp')} />
      {tick('consentRequired')}
      {tick('exactCounts')}
      <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
        {text('agreements.draft')}
      </Button>
    </form>
  );
}
