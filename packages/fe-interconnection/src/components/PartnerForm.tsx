import { useRef, useState, type FormEvent } from 'react';
import type { AddPartner } from '@interlink/contracts/interconnection/registered-partner';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { Button, Checkbox } from '@interlink/fe-kit/ui/material';
import { useWords } from './words.js';

const EMPTY = {
  ...{ id: '', name: '', dciId: '', ownDciId: 'interlink', environment: 'test', certificate: '' },
  ...{ signature: 'required', dialect: 'attached-jws', encryption: 'none', contactName: '', contactEmail: '' },
};
type Typed = typeof EMPTY;
type FieldName = keyof Typed;

const CHOICES = {
  environment: ['test', 'production'],
  signature: ['required', 'optional', 'none'],
  dialect: ['attached-jws', 'detached-jws', 'signature-string-escaped', 'signature-string-utf8'],
  encryption: ['none', 'optional', 'required'],
} as const;

/** Fingerprints are met with and without colons, in either case. */
export const bareFingerprint = (typed: string): string => typed.replaceAll(/[:\s]/g, '').toLowerCase();

/** What is wrong, by field: the key of a text. The service checks all of it again. */
export function problemsOf(typed: Typed): Partial<Record<FieldName, string>> {
  const certificate = bareFingerprint(typed.certificate);
  return {
    ...(!/^[a-z][a-z0-9-]{1,39}$/.test(typed.id) && { id: 'add.badId' }),
    ...(typed.name.trim() === '' && { name: 'required' }),
    ...(typed.dciId.trim() === '' && { dciId: 'required' }),
    ...(typed.ownDciId.trim() === '' && { ownDciId: 'required' }),
    ...(certificate !== '' && !/^[0-9a-f]{64}$/.test(certificate) && { certificate: 'add.badCertificate' }),
    ...(typed.contactName.trim() === '' && { contactName: 'required' }),
    ...(!/^\S+@\S+$/.test(typed.contactEmail.trim()) && { contactEmail: 'add.badEmail' }),
  };
}

/** As the service takes it. */
export function toPartner(typed: Typed, lenient: boolean): AddPartner {
  const { id, name, dciId, ownDciId, environment, signature, dialect, encryption, contactName, contactEmail } = typed;
  const certificate = bareFingerprint(typed.certificate);
  return {
    ...{ id, name: name.trim(), dciId: dciId.trim(), ownDciId: ownDciId.trim(), lenient, quotas: {} },
    ...({ environment, signature, dialect, encryption } as Pick<
      AddPartner,
      'dialect' | 'encryption' | 'environment' | 'signature'
    >),
    contacts: [{ role: 'technical', name: contactName.trim(), email: contactEmail.trim() }],
    ...(certificate !== '' && { certificateSha256: certificate }),
  };
}

interface PartnerFormProps {
  readonly isBusy: boolean;
  readonly onAdd: (partner: AddPartner) => void;
}

/** Who the partner is and how it speaks. */
export function PartnerForm({ isBusy, onAdd }: PartnerFormProps) {
  const layout = useLayout();
  const form = useRef<HTMLFormElement>(null);
  const { text } = useWords();
  const [typed, setTyped] = useState(EMPTY);
  const [lenient, setLenient] = useState(false);
  const [wasTried, setTried] = useState(false);
  const problems = problemsOf(typed);
  const field = (name: FieldName) => ({
    label: text(`partner.${name}`),
    value: typed[name],
    error: wasTried && problems[name] ? text(problems[name]) : undefined,
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0) return leadToError(form);
    onAdd(toPartner(typed, lenient));
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('partners.add')}>
      <div className={layout.grid}>
        <TextField {...field('id')} required ltr maxLength={40} help={text('add.idHelp')} />
        <TextField {...field('name')} required maxLength={120} />
        <TextField {...field('dciId')} required ltr maxLength={255} help={text('add.dciIdHelp')} />
        <TextField {...field('ownDciId')} required ltr maxLength={255} help={text('add.ownDciIdHelp')} />
        <TextField {...field('contactName')} required maxLength={120} />
        <TextField {...field('contactEmail')} required ltr maxLength={200} />
        {(['environment', 'signature', 'dialect', 'encryption'] as const).map((name) => (
          <SelectField
            key={name}
            {...field(name)}
            required
            choices={CHOICES[name].map((value) => ({ value, label: text(`${name}.${value}`) }))}
          />
        ))}
        <TextField {...field('certificate')} ltr maxLength={120} help={text('add.certificateHelp')} />
      </div>
      <label className={layout.tick}>
        <Checkbox color="primary" checked={lenient} onChange={(event) => setLenient(event.target.checked)} />
        {text('add.lenient')}
      </label>
      <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
        {text('add.send')}
      </Button>
    </form>
  );
}
