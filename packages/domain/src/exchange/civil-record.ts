import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import { knownPart, toPartialDate } from './partial-date.js';

type Raw = Readonly<Record<string, unknown>>;

const DEATH = ['death_date', 'deathDate', 'date_of_death'] as const;

/**
 * A DCI Person, or what peers in the field send for one (camelCase, one identifier instead of a list, a plain name),
 * in our words. Undefined when there is nothing to know anybody by: neither a name nor an identifier.
 */
export function toCivilRecord(raw: Raw): CivilRecord | undefined {
  const name = namesOf(raw);
  const identifiers = identifiersOf(raw);
  if (name.fullName === '' && identifiers.length === 0) return undefined;
  const birth = textOf(raw, 'birth_date', 'birthDate', 'birthdate');
  const death = textOf(raw, ...DEATH);
  const died = death === undefined ? undefined : toPartialDate(death);
  return {
    ...name,
    identifiers,
    birthDate: birth === undefined ? undefined : toPartialDate(birth),
    deceased: DEATH.some((name) => isHeld(raw[name])),
    deathDate: died === undefined ? undefined : knownPart(died),
    sex: sexOf(raw),
  };
}

function namesOf(raw: Raw): Pick<CivilRecord, 'givenName' | 'surname' | 'fullName'> {
  const name = raw['name'];
  if (typeof name === 'string') return { fullName: oneSpace(name) };
  // A list of names is met too: the first is the one in use.
  const parts = asRecord(Array.isArray(name) ? name[0] : name) ?? raw;
  const givenName = textOf(parts, 'given_name', 'givenName', 'first_name');
  const second = textOf(parts, 'second_name', 'secondName', 'middle_name');
  const surname = textOf(parts, 'surname', 'family_name', 'familyName', 'last_name');
  return { givenName, surname, fullName: oneSpace([givenName, second, surname].filter(Boolean).join(' ')) };
}

function identifiersOf(raw: Raw): CivilRecord['identifiers'] {
  const given = raw['identifier'] ?? raw['identifiers'];
  const list = Array.isArray(given) ? given : [given];
  return list.flatMap((item: unknown) => {
    const found = asRecord(item);
    const value = found && textOf(found, 'identifier_value', 'identifierValue', 'value', 'identifier');
    if (!found || value === undefined) return [];
    return [{ type: textOf(found, 'identifier_type', 'identifierType', 'type', 'name') ?? '', value }];
  });
}

function sexOf(raw: Raw): CivilRecord['sex'] {
  const sex = textOf(raw, 'sex', 'gender')?.toLowerCase();
  if (sex === undefined) return undefined;
  return sex === 'female' || sex === 'male' || sex === 'other' ? sex : 'unknown';
}

/** The first of these members that holds something; numbers are taken for text. */
function textOf(raw: Raw, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = raw[name];
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}

/** Whether there is anything in it, however it is written: a death that cannot be read is a death. */
function isHeld(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isHeld);
  return typeof value === 'number' || value === true;
}

function asRecord(value: unknown): Raw | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined;
}

function oneSpace(text: string): string {
  return text.trim().replace(/\s+/gu, ' ');
}
