import type { PersonData } from '@interlink/contracts/registry/person';
import type { Identifier } from '@interlink/contracts/registry/values';
import { latinDigits } from '@interlink/domain/registry/latin-digits';
import type { MatchFeatures } from '@interlink/domain/registry/match-records';
import { isTelling, squeeze } from '@interlink/domain/registry/telling';
import type { Vault } from '../platform/vault.js';
import { soundsOf, wordsOfName } from './name-keys.js';
import type { KeyKind } from './tables.js';

const digits = (text: string) => latinDigits(text).replace(/[^\d+]/g, '');

/** A dash alone is no number. */
const isNumber = (text: string) => squeeze(text) !== '';

/** The keyed hashes that people are found by; nothing can be read from one. */
export interface BlindKeys {
  identifier(identifier: Identifier): string;
  number(value: string): string;
  phone(value: string): string;
  email(value: string): string;
  account(value: string): string;
}

export function blindKeys(vault: Vault): BlindKeys {
  const index = (kind: string, value: string) => vault.blindIndex(`registry.${kind}`, value);
  return {
    identifier: ({ type, value }) => index('identifier', `${type}|${squeeze(value)}`),
    number: (value) => index('number', squeeze(value)),
    phone: (value) => index('phone', digits(value)),
    email: (value) => index('email', value.trim().toLowerCase()),
    account: (value) => index('account', squeeze(value)),
  };
}

export interface PersonKey {
  readonly kind: KeyKind;
  readonly value: string;
}

const namesOf = ({ name, otherNames = [] }: PersonData) =>
  [...(name ? [name] : []), ...otherNames].map(wordsOfName).filter((words) => words.length > 0);

/** Every key under which this person is found, beside their name. */
export function keysOf(keys: BlindKeys, data: PersonData): PersonKey[] {
  const sounds = soundsOf(namesOf(data).flat());
  // A rule links or doubts by the full date alone, so that the day narrows a country without losing anybody.
  const day = data.birthDate?.precision === 'day' ? data.birthDate.date : undefined;
  const found: PersonKey[] = [
    ...(data.identifiers ?? [])
      .filter(({ value }) => isNumber(value))
      .flatMap((identifier) => [
        { kind: 'identifier' as const, value: keys.identifier(identifier) },
        { kind: 'number' as const, value: keys.number(identifier.value) },
      ]),
    ...(data.phones ?? [])
      .filter((value) => isNumber(digits(value)))
      .map((value) => ({ kind: 'phone' as const, value: keys.phone(value) })),
    ...(data.emails ?? [])
      .filter((value) => value.trim() !== '')
      .map((value) => ({ kind: 'email' as const, value: keys.email(value) })),
    ...(data.accounts ?? [])
      .filter(({ number }) => isNumber(number))
      .map(({ number }) => ({ kind: 'account' as const, value: keys.account(number) })),
    ...(day ? sounds.map((sound) => ({ kind: 'birth-sound' as const, value: `${day}|${sound}` })) : []),
  ];
  return [...new Map(found.map((key) => [`${key.kind}|${key.value}`, key])).values()];
}

const tellingOf = ({ identifiers = [] }: PersonData) => identifiers.filter(isTelling);

/** Keys that narrow a whole country to a handful: a name alone does not, nor does a number that says nothing. */
export const narrowingKeysOf = (keys: BlindKeys, data: PersonData): PersonKey[] =>
  keysOf(keys, { ...data, identifiers: tellingOf(data) }).filter(isNarrowing);

const NARROWING = ['identifier', 'birth-sound'] as const;
export const isNarrowing = ({ kind }: PersonKey) => (NARROWING as readonly string[]).includes(kind);

export function featuresOf(keys: BlindKeys, source: string, data: PersonData): MatchFeatures {
  return {
    source,
    identifiers: tellingOf(data).map(keys.identifier),
    names: namesOf(data),
    ...(data.birthDate && { birthDate: data.birthDate }),
    ...(data.sex && data.sex !== 'unknown' && { sex: data.sex }),
    ...(data.place && { locationId: data.place.locationId }),
  };
}

/** Every word of every name, once. */
export const nameWordsOf = (data: PersonData): string[] => [...new Set(namesOf(data).flat())];
export const searchNameOf = (data: PersonData) => nameWordsOf(data).join(' ');
