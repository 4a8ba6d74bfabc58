import { ListIndividualElementsDocument } from '@interlink/contracts/openimis/generated/operations';
import type { Client } from './client.js';
import type { MappedElements } from './mapping.js';
import { objectOf, pagesOf } from './relay.js';

/** One key of jsonExt as it is used; never a value of it. */
export interface ProfiledKey {
  readonly key: string;
  /** How often with which JSON type. */
  readonly types: Readonly<Record<string, number>>;
  /** How many different values, counted up to `MANY`. */
  readonly distinct: number;
}

export interface IndividualProfile {
  readonly people: number;
  readonly total: number;
  readonly keys: readonly ProfiledKey[];
  /** The individual's part of a mapping.json, to be read by a person before it is used. */
  readonly proposal: MappedElements;
}

const MANY = 1000;

// What countries call these; compared without case, underscores and digits.
const NAMES: Readonly<Record<string, readonly string[]>> = {
  nationalId: ['nationalid', 'nin', 'nid', 'idnumber', 'nationalidnumber', 'cnic', 'cni', 'uin', 'nni'],
  sex: ['sex', 'gender', 'sexe', 'genre'],
  mobile: ['phone', 'mobile', 'telephone', 'phonenumber', 'mobilenumber', 'msisdn', 'tel'],
  language: ['language', 'langue', 'lang', 'preferredlanguage'],
  birthDatePrecision: ['birthdateprecision', 'dobprecision', 'dobknownto'],
  journeyId: ['interlinkjourney', 'enrolmentreference'],
  accountProvider: ['accountprovider', 'bank', 'bankcode', 'walletprovider', 'bankname'],
  accountNumber: ['accountnumber', 'iban', 'bankaccount', 'wallet', 'walletnumber', 'ibanorwallet'],
  disability: ['disability', 'ablebodied', 'handicap', 'wgsummary'],
};
const READ_ONLY = new Set(['accountProvider', 'accountNumber', 'disability']);

/** Reads up to `limit` individuals and says how their jsonExt is used. */
export async function profileIndividuals(client: Client, limit: number): Promise<IndividualProfile> {
  const used = new Map<string, { types: Record<string, number>; values: Set<string> }>();
  let people = 0;
  let total = 0;
  const pages = pagesOf(async (after) => {
    const { individual } = await client.query(ListIndividualElementsDocument, { after });
    total = individual?.totalCount ?? total;
    return individual;
  });
  for await (const rows of pages) {
    for (const { jsonExt } of rows) count(used, objectOf(jsonExt));
    people += rows.length;
    if (people >= limit) break;
  }
  const keys = [...used]
    .map(([key, { types, values }]) => ({ key, types, distinct: values.size }))
    .sort((a, b) => a.key.localeCompare(b.key));
  return { people, total, keys, proposal: proposeElements(keys) };
}

/** Which key is probably which element, by its name; an element that nothing resembles is left out. */
export function proposeElements(keys: readonly ProfiledKey[]): MappedElements {
  const proposed: MappedElements = {};
  for (const [element, names] of Object.entries(NAMES)) {
    const [best] = keys
      .filter(({ key }) => names.includes(key.toLowerCase().replace(/[^a-z]/g, '')))
      .sort((a, b) => filled(b) - filled(a));
    if (best) {
      proposed[element] = {
        key: best.key,
        ...(Object.keys(best.types).every((type) => type === 'number') && { type: 'integer' }),
        ...(READ_ONLY.has(element) && { readOnly: true }),
      };
    }
  }
  // Ours to introduce: without it a repeated landing would make a second individual.
  return { journeyId: { key: 'interlink_journey' }, ...proposed };
}

const filled = ({ types }: ProfiledKey) => Object.values(types).reduce((sum, number) => sum + number, 0);

function count(
  used: Map<string, { types: Record<string, number>; values: Set<string> }>,
  jsonExt: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(jsonExt)) {
    const entry = used.get(key) ?? { types: {}, values: new Set() };
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    entry.types[type] = (entry.types[type] ?? 0) + 1;
    if (entry.values.size < MANY) entry.values.add(JSON.stringify(value));
    used.set(key, entry);
  }
}
