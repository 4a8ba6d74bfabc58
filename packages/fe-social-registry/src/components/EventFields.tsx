import type { MaritalStatus, Sex } from '@interlink/contracts/registry/codes';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { Checkbox } from '@interlink/fe-kit/ui/material';
import { FIELDS, type PartProps } from '../change-draft.js';
import { texts } from '../texts.js';
import { MoveVillageField } from './MoveVillageField.js';

const SEXES: readonly Sex[] = ['female', 'male', 'other', 'unknown'];
const MARITAL: readonly MaritalStatus[] = ['M', 'S', 'W', 'D', 'L', 'A', 'U'];
const LABELS: Readonly<Record<string, string>> = {
  'address?': 'change.address',
  givenName: 'change.givenName',
  'joins?': 'change.joins',
  maritalStatus: 'change.maritalTitle',
  number: 'change.number',
  phone: 'change.phone',
  provider: 'change.provider',
  sex: 'change.sexTitle',
  'surname?': 'change.surname',
  village: 'change.village',
};
const HELP: Readonly<Record<string, string>> = { 'joins?': 'change.joinsHelp', phone: 'change.phoneHelp' };
/** What is wrong with something that was written. */
const WRONG: Readonly<Record<string, string>> = { 'joins?': 'change.personWrong', phone: 'change.phoneWrong' };
const LTR: ReadonlySet<string> = new Set(['joins?', 'number', 'phone']);

/** What is asked of the chosen life event. */
export function EventFields(props: PartProps) {
  const { draft, set } = props;
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <>
      <div className={layout.grid}>
        {FIELDS[draft.event].map((name) => (
          <One key={name} name={name} {...props} />
        ))}
      </div>
      {draft.event === 'move' && (
        <label className={layout.tick}>
          <Checkbox
            color="primary"
            checked={draft.withHousehold}
            onChange={(event) => set({ withHousehold: event.target.checked })}
          />
          {text('change.withHousehold')}
        </label>
      )}
    </>
  );
}

function One({ name, draft, wrong, set }: PartProps & { readonly name: string }) {
  const { text } = useText(texts);
  const value = draft.fields[name] ?? '';
  const mistake = text(value.trim() === '' ? 'change.missing' : (WRONG[name] ?? 'change.missing'));
  const common = {
    label: text(LABELS[name] ?? ''),
    required: !name.endsWith('?'),
    error: wrong.includes(name) ? mistake : undefined,
    value,
    onChange: (typed: string) => set({ fields: { ...draft.fields, [name]: typed } }),
  };
  const help = HELP[name];
  const choices = choicesOf(name, text);
  if (name === 'village') return <MoveVillageField {...common} />;
  if (choices) return <SelectField {...common} choices={[{ value: '', label: '' }, ...choices]} />;
  return (
    <TextField {...common} ltr={LTR.has(name)} maxLength={200} help={help === undefined ? undefined : text(help)} />
  );
}

function choicesOf(name: string, text: (id: string) => string) {
  if (name === 'sex') return SEXES.map((value) => ({ value, label: text(`change.sex.${value}`) }));
  if (name === 'maritalStatus') return MARITAL.map((value) => ({ value, label: text(`change.marital.${value}`) }));
  return undefined;
}
