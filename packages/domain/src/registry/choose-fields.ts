import type { ManyField, PersonData, SingleField } from '@interlink/contracts/registry/person';

/** What one linked record says of the person on the day that is asked about. */
export interface Testimony {
  readonly recordId: string;
  readonly source: string;
  readonly validFrom?: string;
  readonly recordedAt: string;
  readonly data: PersonData;
}

/** Which source's word counts for a field. `freshest`: the one recorded last. */
export type FieldPolicy =
  { readonly by: 'freshest' } | { readonly by: 'authoritative'; readonly sources: readonly string[] };

export interface FieldPolicies {
  readonly default: FieldPolicy;
  readonly fields: Readonly<Partial<Record<SingleField, FieldPolicy>>>;
}

export interface Chosen {
  readonly source: string;
  readonly recordId: string;
  readonly validFrom?: string;
  readonly recordedAt: string;
  readonly chosenBy: 'only' | 'agreed' | 'authoritative' | 'freshest' | 'decision';
  readonly disputed: boolean;
}

export interface Dispute {
  readonly field: SingleField;
  readonly sides: readonly Testimony[];
}

export interface ChosenFields {
  readonly data: PersonData;
  readonly provenance: Readonly<Record<string, Chosen>>;
  /** Fields over which sources differ and nobody has decided. */
  readonly disputes: readonly Dispute[];
}

/** Record that a person chose for a field: its word counts whatever the policy. */
export type Choices = Readonly<Partial<Record<string, string>>>;

export const singleFields: readonly SingleField[] = [
  'name',
  'sex',
  'birthDate',
  'birthPlace',
  'deathDate',
  'maritalStatus',
  'employmentStatus',
  'occupation',
  'educationLevel',
  'incomeLevel',
  'language',
  'disability',
  'place',
  'registrationDate',
];
export const manyFields: readonly ManyField[] = [
  'identifiers',
  'otherNames',
  'phones',
  'emails',
  'addresses',
  'accounts',
  'related',
];

/** Over these, sources differ by nature: each states its own, and nobody has to decide. */
const NEVER_DISPUTED: readonly SingleField[] = ['registrationDate', 'language', 'incomeLevel'];

/**
 * The unified fields: one value by policy or decision with its provenance, or all values of a field that holds many.
 */
export function chooseFields(
  testimonies: readonly Testimony[],
  policies: FieldPolicies,
  choices: Choices,
  sameValue: (field: SingleField, one: unknown, other: unknown) => boolean = sameJson,
): ChosenFields {
  const fields: Record<string, unknown> = {};
  const provenance: Record<string, Chosen> = {};
  const disputes: Dispute[] = [];
  for (const field of singleFields) {
    const said = testimonies.filter(({ data }) => data[field] !== undefined);
    const chosen = chooseOne(field, said, policies.fields[field] ?? policies.default, choices[field], sameValue);
    if (!chosen) continue;
    fields[field] = chosen.testimony.data[field];
    provenance[field] = chosen.why;
    if (chosen.why.disputed && chosen.why.chosenBy !== 'decision' && !NEVER_DISPUTED.includes(field)) {
      disputes.push({ field, sides: said });
    }
  }
  for (const field of manyFields) {
    const values = distinct(testimonies.flatMap(({ data }) => [...((data[field] as readonly unknown[]) ?? [])]));
    if (values.length > 0) fields[field] = values;
  }
  // Of two records of one source the fresher one counts, in whatever order they are read.
  const oldestFirst = [...testimonies].sort((a, b) => later(b, a));
  const additional = Object.assign({}, ...oldestFirst.map(({ source, data }) => prefixed(source, data.additional)));
  if (Object.keys(additional).length > 0) fields['additional'] = additional;
  return { data: fields as PersonData, provenance, disputes };
}

function chooseOne(
  field: SingleField,
  said: readonly Testimony[],
  policy: FieldPolicy,
  decided: string | undefined,
  sameValue: (field: SingleField, one: unknown, other: unknown) => boolean,
) {
  const preferred = said.find(({ recordId }) => recordId === decided);
  const testimony = preferred ?? bestOf(said, policy);
  if (!testimony) return undefined;
  const disputed = said.length > 1 && said.some(({ data }) => !sameValue(field, data[field], testimony.data[field]));
  const { source, recordId, recordedAt, validFrom } = testimony;
  const chosenBy = preferred ? 'decision' : reasonOf(said.length, disputed, policy, source);
  return {
    testimony,
    why: { source, recordId, recordedAt, ...(validFrom !== undefined && { validFrom }), chosenBy, disputed } as Chosen,
  };
}

function reasonOf(voices: number, disputed: boolean, policy: FieldPolicy, source: string): Chosen['chosenBy'] {
  if (voices === 1) return 'only';
  if (!disputed) return 'agreed';
  return policy.by === 'authoritative' && policy.sources.includes(source) ? 'authoritative' : 'freshest';
}

function bestOf(said: readonly Testimony[], policy: FieldPolicy): Testimony | undefined {
  if (said.length < 2) return said[0];
  return [...said].sort((a, b) => rankOf(policy, a) - rankOf(policy, b) || later(a, b))[0];
}

function rankOf(policy: FieldPolicy, { source }: Testimony): number {
  if (policy.by === 'freshest') return 0;
  const at = policy.sources.indexOf(source);
  return at < 0 ? policy.sources.length : at;
}

/** Freshest first; equally fresh ones in an order that never changes. */
function later(a: Testimony, b: Testimony): number {
  if (a.recordedAt !== b.recordedAt) return a.recordedAt > b.recordedAt ? -1 : 1;
  return a.recordId < b.recordId ? -1 : 1;
}

function prefixed(source: string, additional: PersonData['additional']) {
  return Object.fromEntries(Object.entries(additional ?? {}).map(([key, value]) => [`${source}.${key}`, value]));
}

/** JSON with sorted keys: equal text for equal values. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = value as Readonly<Record<string, unknown>>;
  // Written out: it is taken of every record that comes in.
  let text = '';
  for (const key of Object.keys(members).sort()) {
    const item = members[key];
    if (item !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** As JSON writes it; most texts hold nothing that it would write otherwise. */
// eslint-disable-next-line no-control-regex
const quoted = (text: string) => (/[\u0000-\u001f"\\\ud800-\udfff]/.test(text) ? JSON.stringify(text) : `"${text}"`);

const sameJson = (_field: SingleField, one: unknown, other: unknown) =>
  one === other || canonicalJson(one) === canonicalJson(other);

function distinct(values: readonly unknown[]): readonly unknown[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()];
}
