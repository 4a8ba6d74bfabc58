import { useMemo, type ReactNode } from 'react';
import { makeStyles, OutlinedInput, Select } from '../ui/material.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { randomId } from '../random-id.js';

const useStyles = makeStyles((theme) => ({
  field: { display: 'flex', flexDirection: 'column', minWidth: 0, marginBlockEnd: theme.spacing(2) },
  label: { fontWeight: 500, marginBlockEnd: theme.spacing(0.5) },
  optional: { fontWeight: 400, color: '#5a5a5a' },
  help: { color: '#5a5a5a', fontSize: '0.875rem', marginBlockStart: theme.spacing(0.5) },
  control: { background: '#fff' },
  error: { color: '#b00020', fontSize: '0.875rem', marginBlockStart: theme.spacing(0.5) },
}));

/** What ties a control to its label, help and error. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-required': boolean;
}

export interface FieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
  /** For a filter: neither required nor worth being called optional. */
  readonly unmarked?: boolean | undefined;
}

/** A labelled control: help and error are read with it, and the error is text, not only a colour. */
export function Field({
  label,
  help,
  error,
  required = false,
  unmarked = false,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const styles = useStyles();
  const { text } = useText(kitTexts);
  const id = useMemo(() => `il-${randomId()}`, []);
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field} data-field={label}>
      <label htmlFor={id} className={styles.label}>
        {label} {!required && !unmarked && <span className={styles.optional}>({text('field.optional')})</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error !== undefined,
        'aria-required': required,
      })}
      {help && (
        <span id={`${id}-help`} className={styles.help}>
          {help}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}

interface ValueProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean | undefined;
}
interface TextFieldProps extends ValueProps {
  readonly multiline?: boolean;
  readonly maxLength?: number;
  /** `numeric` has no point on some telephones. */
  readonly inputMode?: 'decimal' | 'numeric' | 'tel' | 'text';
  /** Not shown while it is typed; the browser may fill it in. */
  readonly secret?: boolean;
  /** Numbers and identifiers read from left to right in every language. */
  readonly ltr?: boolean;
}

export function TextField({
  value,
  onChange,
  disabled,
  multiline,
  maxLength,
  inputMode,
  ltr,
  secret,
  ...field
}: TextFieldProps) {
  const styles = useStyles();
  return (
    <Field {...field}>
      {(control) => (
        <OutlinedInput
          className={styles.control}
          fullWidth
          margin="dense"
          value={value}
          type={secret ? 'password' : 'text'}
          disabled={disabled ?? false}
          multiline={multiline ?? false}
          error={control['aria-invalid']}
          onChange={(event) => onChange(event.target.value)}
          inputProps={{
            ...control,
            maxLength,
            inputMode,
            // The browser must not keep what one applicant typed for the next.
            autoComplete: secret ? 'current-password' : 'off',
            dir: ltr ? 'ltr' : 'auto',
          }}
        />
      )}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A native list of choices: it works with every keyboard, screen reader and small screen. */
export function SelectField({
  value,
  onChange,
  disabled,
  choices,
  ...field
}: ValueProps & { readonly choices: readonly Choice[] }) {
  const styles = useStyles();
  return (
    <Field {...field}>
      {(control) => (
        <Select
          native
          className={styles.control}
          fullWidth
          variant="outlined"
          margin="dense"
          value={value}
          disabled={disabled ?? false}
          error={control['aria-invalid']}
          onChange={(event) => onChange(String(event.target.value))}
          inputProps={control}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
