import type { ReactNode } from 'react';
import type { PersonView } from '@interlink/contracts/registry/view';
import { fullName } from '@interlink/domain/registry/full-name';
import { useFormat, type Format } from '@interlink/fe-kit/format';
import { useText, type TextReader } from '@interlink/fe-kit/texts';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { texts } from '../texts.js';
import { useLayout } from './layout.js';
import { SourceName } from './SourceName.js';

/** A person's fields, each with where it is from and why this value is shown. */
export function FactList({ person }: { readonly person: PersonView }) {
  const layout = useLayout();
  const reader = useText(texts);
  const format = useFormat();
  const fields = Object.keys(person.data).filter((field) => reader.has(`field.${field}`));
  return (
    <dl className={layout.facts}>
      {fields.map((field) => {
        const shown = showValue(field, person.data, reader, format);
        return shown === undefined ? null : (
          <div key={field} data-fact={field}>
            <dt>{reader.text(`field.${field}`)}</dt>
            <dd>
              {shown}
              <From provenance={person.provenance[field]} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function From({ provenance }: { readonly provenance: PersonView['provenance'][string] | undefined }) {
  const layout = useLayout();
  const { text } = useText(texts);
  const { date } = useFormat();
  if (!provenance) return null;
  const { source, chosenBy, validFrom, recordedAt, disputed } = provenance;
  return (
    <span className={layout.small}>
      <SourceName code={source} />, {text(`chosenBy.${chosenBy}`)},{' '}
      {text(validFrom === undefined ? 'person.heard' : 'person.since', { day: date(validFrom ?? recordedAt) })}{' '}
      {disputed && <StatusChip tone="warn" label={text('person.disputed')} />}
    </span>
  );
}

type Data = PersonView['data'];
type Show = (data: Data, reader: TextReader, format: Format) => ReactNode;

const words = (text: string | undefined) => (text === undefined || text === '' ? undefined : <bdi>{text}</bdi>);
const list = (items: readonly string[] | undefined) => words(items?.filter((item) => item !== '').join(', '));
const joined = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).join(', ');
/** Numbers read from left to right, also among Arabic words. */
const ltr = (text: string) => `\u2066${text}\u2069`;
const coded = ({ text, has }: TextReader, group: string, code: string | undefined) =>
  code !== undefined && has(`${group}.${code}`) ? text(`${group}.${code}`) : code;

/** A language as those who read the page call it; what is none stays as it was said. */
function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const SHOW: Readonly<Record<string, Show>> = {
  name: (data) => words(fullName(data.name)),
  identifiers: ({ identifiers }) => list(identifiers?.map(({ type, value }) => `${type} ${value}`)),
  otherNames: ({ otherNames }) => list(otherNames?.flatMap((name) => fullName(name) ?? [])),
  sex: ({ sex }, reader) => coded(reader, 'sex', sex),
  maritalStatus: ({ maritalStatus }, reader) => coded(reader, 'marital', maritalStatus),
  birthDate: ({ birthDate }, _reader, format) => birthDate && format.birthDate(birthDate),
  deathDate: ({ deathDate }, _reader, format) => deathDate && format.birthDate(deathDate),
  registrationDate: ({ registrationDate }, _reader, format) => registrationDate && format.date(registrationDate),
  place: ({ place }) => place?.name ?? place?.locationId,
  phones: ({ phones }) => list(phones?.map(ltr)),
  emails: ({ emails }) => list(emails),
  addresses: ({ addresses }) =>
    list(addresses?.map(({ line1, line2, locality, postalCode }) => joined(line1, line2, postalCode, locality))),
  accounts: ({ accounts }) => list(accounts?.map(({ provider, masked }) => `${provider} ${ltr(masked)}`)),
  disability: ({ disability }, { text }) => disability && text(`disability.${disability.isDisabled ? 'yes' : 'no'}`),
  language: ({ language }, reader) => language && languageName(language, reader.language),
  birthPlace: ({ birthPlace }) => birthPlace,
  educationLevel: ({ educationLevel }) => educationLevel,
  employmentStatus: ({ employmentStatus }) => employmentStatus,
  occupation: ({ occupation }) => occupation,
  incomeLevel: ({ incomeLevel }) => incomeLevel,
};

/** A value as people read it; undefined when there is nothing to show. */
export function showValue(field: string, data: Data, reader: TextReader, format: Format): ReactNode {
  return SHOW[field]?.(data, reader, format);
}
