import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import type { MatchFeatures } from '@interlink/domain/registry/match-records';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { featuresOf, isNarrowing, narrowingKeysOf, type PersonKey } from './features.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';

/** A person record that belongs to nobody yet. */
export interface Newcomer {
  readonly recordId: string;
  readonly source: string;
  readonly record: PersonRecord;
}

export interface Candidate {
  readonly personId: string;
  readonly features: readonly MatchFeatures[];
}

const keyText = ({ kind, value }: PersonKey) => `${kind}|${value}`;
/** More who share a birth date and a sound say nothing of one of them; those with most in common are looked at. */
const MOST = 50;

/** Who a newcomer may be; those that were added since are among them. */
export async function loadCandidates(core: Core, tx: Tx, newcomers: readonly Newcomer[]) {
  const wanted = newcomers.flatMap(({ record }) => narrowingKeysOf(core.keys, record.data));
  const index = new Index(await findByKeys(tx, wanted));
  const near = newcomers.flatMap(({ record }) => index.near(narrowingKeysOf(core.keys, record.data)));
  const people = await loadFeatures(core, tx, [...new Set(near)]);
  return {
    /** People who share an identifier, or the sound of a name and the day of birth. */
    near: (keys: readonly PersonKey[]): Candidate[] =>
      index.near(keys).map((personId) => ({ personId, features: people.get(personId) ?? [] })),
    add(personId: string, features: MatchFeatures, keys: readonly PersonKey[]): void {
      people.set(personId, [...(people.get(personId) ?? []), features]);
      index.add(keys.filter(isNarrowing).map((key) => ({ ...key, personId })));
    },
  };
}

/** People by their narrowing keys. */
export class Index {
  readonly #people = new Map<string, Set<string>>();

  constructor(rows: readonly (PersonKey & { readonly personId: string })[]) {
    this.add(rows);
  }

  add(rows: readonly (PersonKey & { readonly personId: string })[]): void {
    for (const { personId, ...key } of rows) {
      const known = this.#people.get(keyText(key));
      if (known) known.add(personId);
      else this.#people.set(keyText(key), new Set([personId]));
    }
  }

  /** All who share an identifier; of the others those who share most. In the order of their ids. */
  near(keys: readonly PersonKey[]): string[] {
    const shared = new Map<string, number>();
    // More than all sounds together: who shares a birth date and a whole name is still one of many.
    const certain = keys.length + 1;
    for (const key of keys.filter(isNarrowing)) {
      const weight = key.kind === 'identifier' ? certain : 1;
      for (const id of this.#people.get(keyText(key)) ?? []) shared.set(id, (shared.get(id) ?? 0) + weight);
    }
    const byWeight = [...shared].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
    const most = byWeight.filter(([, weight], at) => at < MOST || weight >= certain);
    return most.map(([id]) => id).sort();
  }
}

async function findByKeys(tx: Tx, keys: readonly PersonKey[]) {
  if (keys.length === 0) return [];
  const kinds = keys.map(({ kind }) => kind);
  const values = keys.map(({ value }) => value);
  return tx
    .db<RegistryTables>()
    .selectFrom('registry.personKey')
    .selectAll()
    .where(sql<boolean>`(kind, value) in (select * from unnest(${kinds}::text[], ${values}::text[]))`)
    .execute();
}

/** What the view holds of people who are near; by source, because two records of one source are two people to it. */
async function loadFeatures(core: Core, tx: Tx, personIds: readonly string[]) {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.person as p')
    .innerJoin('registry.personRecord as r', 'r.personId', 'p.personId')
    .select(['p.personId', 'p.data', 'p.searchName', 'r.source'])
    .where('p.personId', '=', sql<string>`any(${personIds}::uuid[])`)
    .execute();
  const grouped = groupBy(rows, ({ personId }) => personId);
  return new Map(
    [...grouped].map(([personId, own]) => [
      personId,
      own.map(({ data, source }) => featuresOf(core.keys, source, data)),
    ]),
  );
}
