import { Field } from '@interlink/fe-kit/components/Field';

interface FileFieldProps {
  readonly label: string;
  readonly help: string;
  readonly error?: string | undefined;
  readonly onChoose: (file: File | undefined) => void;
}

/** The browser's own file control: it works with every keyboard and screen reader. */
export function FileField({ label, help, error, onChoose }: FileFieldProps) {
  return (
    <Field label={label} help={help} error={error} required>
      {(control) => (
        <input
          {...control}
          type="file"
          accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => onChoose(event.target.files?.[0])}
        />
      )}
    </Field>
  );
}
