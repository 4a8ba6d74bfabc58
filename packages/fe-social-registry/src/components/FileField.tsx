import { Field } from '@interlink/fe-kit/components/Field';

interface FileFieldProps {
  readonly label: string;
  readonly help: string;
  readonly error?: string | undefined;
  /** As the browser wants it; left out: a file of households. */
  readonly accept?: string;
  readonly optional?: boolean;
  readonly onChoose: (file: File | undefined) => void;
}

const HOUSEHOLDS = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The browser's own file control: it works with every keyboard and screen reader. */
export function FileField({ label, help, error, accept = HOUSEHOLDS, optional = false, onChoose }: FileFieldProps) {
  return (
    <Field label={label} help={help} error={error} required={!optional}>
      {(control) => (
        <input {...control} type="file" accept={accept} onChange={(event) => onChoose(event.target.files?.[0])} />
      )}
    </Field>
  );
}
