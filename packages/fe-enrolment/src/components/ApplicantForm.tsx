import { useCallback, useRef, useState, type FormEvent } from 'react';
import type { EnrolmentProgramme } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { leadToError, useFirstField } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Checkbox, Typography } from '@interlink/fe-kit/ui/material';
import { findFieldErrors, type ApplicantFields } from '../applicant-form.js';
import { texts } from '../texts.js';
import { VillageField } from './VillageField.js';

interface ApplicantFormProps {
  readonly initial: ApplicantFields;
  readonly programmes: readonly EnrolmentProgramme[];
  readonly isBusy: boolean;
  readonly onSubmit: (fields: ApplicantFields) => void;
  /** It is somebody else. */
  readonly onBack: () => void;
}
type TextName = Exclude<keyof ApplicantFields, 'hasProxy'>;

/** The applicant as the officer hears it. Kept in this component only: no personal value outlives the page. */
export function ApplicantForm({ initial, programmes, isBusy, onSubmit, onBack }: ApplicantFormProps) {
  const layout = useLayout();
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form);
  const { text } = useText(texts);
  const [fields, setFields] = useState(initial);
  const [wasTried, setTried] = useState(false);
  const errors = wasTried ? findFieldErrors(fields) : {};
  const bind = (name: TextName) => ({
    value: fields[name],
    error: errors[name] && text(errors[name]),
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });
  const setVillage = useCallback(
    (villageName: string, villageId: string) => setFields((before) => ({ ...before, villageName, villageId })),
    [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(findFieldErrors(fields)).length > 0) return leadToError(form);
    onSubmit(fields);
  };
  const choices = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: text(`${group}.${value === '' ? 'none' : value}`) }));
  return (
    <form ref={form} onSubmit={submit} noValidate aria-label={text('applicant.title')}>
      <div className={layout.grid}>
        <SelectField
          label={text('field.programme')}
          required
          choices={[
            { value: '', label: text('field.choose') },
            ...programmes.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          {...bind('programme')}
        />
        <TextField label={text('field.givenName')} required maxLength={100} {...bind('givenName')} />
        <TextField label={text('field.surname')} required maxLength={100} {...bind('surname')} />
        <TextField
          label={text('field.birthDate')}
          help={text('field.birthDateHelp')}
          required
          ltr
          maxLength={10}
          {...bind('birthDate')}
        />
        <TextField
          label={text('field.nationalId')}
          help={text('field.nationalIdHelp')}
          ltr
          maxLength={40}
          {...bind('nationalId')}
        />
        <TextField
          label={text('field.mobile')}
          help={text('field.mobileHelp')}
          ltr
          inputMode="tel"
          maxLength={20}
          {...bind('mobile')}
        />
        <SelectField
          label={text('field.sex')}
          choices={choices('sex', ['', 'female', 'male', 'other'])}
          {...bind('sex')}
        />
        <SelectField
          label={text('field.language')}
          required
          choices={choices('language', ['en', 'fr', 'ar'])}
          {...bind('language')}
        />
        <VillageField
          name={fields.villageName}
          id={fields.villageId}
          error={errors.villageId && text(errors.villageId)}
          onChange={setVillage}
        />
      </div>
      <label className={layout.tick}>
        <Checkbox
          color="primary"
          checked={fields.hasProxy}
          onChange={(event) => setFields({ ...fields, hasProxy: event.target.checked })}
        />
        {text('applicant.hasProxy')}
      </label>
      {fields.hasProxy && (
        <div className={layout.grid}>
          <TextField label={text('field.proxyName')} required maxLength={200} {...bind('proxyName')} />
          <TextField label={text('field.proxyRelationship')} required maxLength={100} {...bind('proxyRelationship')} />
          <TextField label={text('field.proxyDocument')} required maxLength={100} {...bind('proxyDocument')} />
        </div>
      )}
      {Object.keys(errors).length > 0 && (
        <Typography role="alert">{text('applicant.errors', { count: Object.keys(errors).length })}</Typography>
      )}
      <div className={layout.row}>
        <Button type="submit" variant="contained" color="primary" disabled={isBusy}>
          {text('applicant.start')}
        </Button>
        <Button disabled={isBusy} onClick={onBack}>
          {text('applicant.back')}
        </Button>
      </div>
    </form>
  );
}
