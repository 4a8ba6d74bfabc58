import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ConfigError } from '../platform/config-error.js';
import type { OpenImisPerson, Sex } from './port.js';
import { fromStored, toStored, Transform } from './transforms.js';

const MappedElement = Type.Object(
  {
    /** Key in jsonExt. */
    key: Type.String({ minLength: 1, pattern: '^[A-Za-z][A-Za-z0-9_]*$' }),
    /** How openIMIS holds it; text unless said otherwise. */
    type: Type.Optional(Type.Union([Type.Literal('string'), Type.Literal('integer')])),
    readOnly: Type.Optional(Type.Boolean()),
    transform: Type.Optional(Transform),
  },
  { additionalProperties: false },
);
type MappedElement = Static<typeof MappedElement>;

const Elements = Type.Record(Type.String(), MappedElement);

/** mapping.json: which jsonExt key of openIMIS is which element of the unified model. */
export const OpenImisMapping = Type.Object(
  { individual: Elements, group: Elements, beneficiary: Elements, benefitPlan: Elements },
  { additionalProperties: false },
);
export type OpenImisMapping = Static<typeof OpenImisMapping>;
export type MappedElements = Static<typeof Elements>;

/** Accounts and health never go into an openIMIS mutation: its log keeps every input in clear for ever (S15). */
const NEVER_WRITTEN = ['accountNumber', 'accountProvider', 'disability'];

/** The mapping of a deployment; throws one clear sentence when it is not one. */
export function parseMapping(json: unknown): OpenImisMapping {
  if (!Value.Check(OpenImisMapping, json)) {
    const [first] = Value.Errors(OpenImisMapping, json);
    throw new ConfigError(`mapping.json: ${first?.instancePath ?? ''} ${first?.message ?? 'is not a mapping'}`);
  }
  const writable = NEVER_WRITTEN.find((element) => json.individual[element] && !json.individual[element].readOnly);
  if (writable) throw new ConfigError(`mapping.json: individual.${writable} must be readOnly (S15)`);
  return json;
}

/** The mapped elements that a jsonExt holds, as text in our words; absent and unreadable ones are left out. */
export function readElements(
  elements: MappedElements,
  jsonExt: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const read = Object.entries(elements).flatMap(([element, mapped]) => {
    const stored = jsonExt[mapped.key];
    if (typeof stored !== 'string' && typeof stored !== 'number' && typeof stored !== 'boolean') return [];
    const text = String(stored).trim();
    return text === '' ? [] : [[element, fromStored(text, mapped.transform)] as const];
  });
  return Object.fromEntries(read);
}

/** The jsonExt with these elements set; unknown keys and read-only elements stay as they are. */
export function writeElements(
  elements: MappedElements,
  jsonExt: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, unknown>> {
  const written = Object.entries(values).flatMap(([element, value]) => {
    const mapped = elements[element];
    return mapped && !mapped.readOnly && value !== undefined ? [[mapped.key, storedValue(mapped, value)] as const] : [];
  });
  return { ...jsonExt, ...Object.fromEntries(written) };
}

/** True when a jsonExt holds a value that may not pass through a mutation. */
export function holdsReadOnly(elements: MappedElements, jsonExt: Readonly<Record<string, unknown>>): boolean {
  return Object.values(elements).some(({ key, readOnly }) => readOnly && jsonExt[key] !== undefined);
}

/** The custom filter of openIMIS for exactly this value; nothing when the element is not mapped or cannot hold it. */
export function filterFor(elements: MappedElements, element: string, value: string): string | undefined {
  const mapped = elements[element];
  if (!mapped) return undefined;
  const stored = storedValue(mapped, value);
  if (typeof stored === 'number') return `${mapped.key}__integer=${stored}`;
  if (mapped.type === 'integer') return undefined;
  // openIMIS splits a filter at every equals sign, so that a value with one cannot be asked for.
  return stored.includes('=') ? undefined : `${mapped.key}__string="${stored}"`;
}

function storedValue(mapped: MappedElement, value: string): string | number {
  const text = toStored(value, mapped.transform);
  // What is no whole number stays as it was said: as a number it would become null, and nobody would know.
  return mapped.type === 'integer' && /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** An individual of openIMIS as the GraphQL operations answer it. */
export interface IndividualRow {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dob: string;
  readonly location: { readonly uuid: string; readonly name: string | null } | null;
}

const SEXES: readonly string[] = ['female', 'male', 'other', 'unknown'] satisfies Sex[];
const PRECISIONS = ['day', 'month', 'year'] as const;

/** A row and its jsonExt in the words of the unified model. */
export function toPerson(
  mapping: OpenImisMapping,
  row: IndividualRow,
  jsonExt: Readonly<Record<string, unknown>>,
): OpenImisPerson {
  const read = readElements(mapping.individual, jsonExt);
  const { nationalId, mobile, language, journeyId, accountProvider, accountNumber } = read;
  const precision = PRECISIONS.find((known) => known === read.birthDatePrecision) ?? 'day';
  return {
    individualId: row.id,
    givenName: row.firstName,
    surname: row.lastName,
    birthDate: { date: row.dob, precision },
    ...(nationalId && { nationalId }),
    ...(mobile && { mobile }),
    ...(language && { language }),
    ...(read.sex && SEXES.includes(read.sex) && { sex: read.sex as Sex }),
    ...(row.location && { locationId: row.location.uuid, locationName: row.location.name ?? '' }),
    ...(accountProvider && accountNumber && { account: { provider: accountProvider, number: accountNumber } }),
    ...(journeyId && { journeyId }),
  };
}
