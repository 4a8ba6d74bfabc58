import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Mandate } from '@interlink/contracts/enrolment/applicant';
import { VouchIdentity, type StartJourney } from '@interlink/contracts/enrolment/commands';
import { CliError } from '../cli.js';

/** What `--file` holds, and what the demo country says of an applicant. Other members are ignored. */
export const ApplicantFile = Type.Object({
  givenName: Type.String({ minLength: 1 }),
  surname: Type.String({ minLength: 1 }),
  birthDate: Type.String({ format: 'date' }),
  birthDatePrecision: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('month'), Type.Literal('year')])),
  nationalId: Type.Optional(Type.String()),
  mobile: Type.Optional(Type.String()),
  sex: Type.Optional(
    Type.Union([Type.Literal('female'), Type.Literal('male'), Type.Literal('other'), Type.Literal('unknown')]),
  ),
  language: Type.Union([Type.Literal('ar'), Type.Literal('en'), Type.Literal('fr')]),
  /** Code of the village in openIMIS. */
  village: Type.String({ minLength: 1 }),
  account: Type.Optional(Type.Object({ provider: Type.String(), number: Type.String() })),
  witnesses: Type.Optional(VouchIdentity.properties.witnesses),
  mandate: Type.Optional(Mandate),
});
export type ApplicantFile = Static<typeof ApplicantFile>;

/** From a file, or from standard input for `-`: personal values never stand in an argument. */
export async function readApplicant(file: string, input: AsyncIterable<unknown>): Promise<ApplicantFile> {
  const text = file === '-' ? await readAll(input) : await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CliError(`${file} cannot be read.`, 2);
  return checked(parse(text, file), file);
}

/** The applicant of the demo country who shows one branch of the journey. */
export async function readPersona(country: string, persona: string): Promise<ApplicantFile> {
  const file = join(country, 'applicants.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CliError(`${file} cannot be read; --country must name the demo country.`, 2);
  const all = parse(text, file) as readonly { readonly persona?: string }[];
  const found = all.find((one) => one.persona === persona);
  if (!found)
    throw new CliError(`There is no persona ${persona}; there are ${all.map((one) => one.persona).join(', ')}.`, 2);
  return checked(found, file);
}

/** What the API wants of it. */
export function toStartJourney(file: ApplicantFile, programme: string, locationId: string): StartJourney {
  const {
    givenName,
    surname,
    birthDate,
    birthDatePrecision = 'day',
    nationalId,
    mobile,
    sex,
    language,
    mandate,
  } = file;
  const applicant = {
    givenName,
    surname,
    birthDate: { date: birthDate, precision: birthDatePrecision },
    language,
    locationId,
    ...(nationalId !== undefined && { nationalId }),
    ...(mobile !== undefined && { mobile }),
    ...(sex !== undefined && { sex }),
  };
  return { programme, applicant, ...(mandate && { mandate }) };
}

async function readAll(input: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of input) text += String(chunk);
  return text;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(`${file} is not JSON.`, 2);
  }
}

function checked(value: unknown, file: string): ApplicantFile {
  if (Value.Check(ApplicantFile, value)) return value;
  const [first] = Value.Errors(ApplicantFile, value);
  throw new CliError(
    `${file}: ${first?.instancePath || 'the applicant'} ${first?.message ?? 'is not as expected'}.`,
    2,
  );
}
