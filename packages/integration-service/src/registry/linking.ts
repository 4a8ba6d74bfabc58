import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import { matchRecords, type Match, type MatchFeatures } from '@interlink/domain/registry/match-records';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { featuresOf, keysOf, type PersonKey } from './features.js';
import { insertAll } from './rows.js';
import type { LinkedBy, RegistryTables } from './tables.js';

/** A person record that belongs to nobody yet. */
export interface Newcomer {
  readonly recordId: string;
  readonly source: string;
  readonly record: PersonRecord;
}

/** Two people who may be one: a person decides. */
export interface Probable {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly score: number;
  readonly evidence: readonly string[];
}

interface Candidate {
  readonly personId: string;
  readonly features: readonly MatchFeatures[];
}

/** Gives each newcomer a person: one who is surely the same, or a new one. Returns whom that concerns. */
export async function linkNewcomers(core: Core, tx: Tx, newcomers: readonly Newcomer[]): Promise<Probable[]> {
  const candidates = await loadCandidates(core, tx, newcomers);
  const probable: Probable[] = [];
  const links = newcomers.map((newcomer) => {
    const features = featuresOf(core.keys, newcomer.source, newcomer.record.data);
    const matches = candidates.near(keysOf(core.keys, newcomer.record.data)).map((candidate) => ({
      candidate,
      match: bestMatch(features, candidate.features),
    }));
    const sure = matches.filter(({ match }) => match.verdict === 'link');
    // Two who are surely the same as a third are not surely the same: a person looks at them.
    const only = sure.length === 1 ? sure[0] : undefined;
    const personId = only?.candidate.personId ?? core.platform.ids.next();
    candidates.add(personId, features, keysOf(core.keys, newcomer.record.data));
    for (const { candidate, match } of matches) {
      if (match.verdict === 'none' || candidate.personId === personId) continue;
      probable.push({ personId, otherPersonId: candidate.personId, score: match.score, evidence: match.evidence });
    }
    return toLink(newcomer, personId, only?.match);
  });
  await appendLinks(tx, links);
  return probable;
}

function toLink({ recordId, source, record }: Newcomer, personId: string, match: Match | undefined): NewLink {
  const linkedBy: LinkedBy = match?.by ?? 'first';
  const evidence = match?.evidence ?? [];
  return { recordId, source, recordKey: record.key, personId, linkedBy, score: match?.score ?? null, evidence };
}

const rank = { link: 2, review: 1, none: 0 } as const;

/** Against every record of the candidate: one that contradicts speaks against all. */
function bestMatch(features: MatchFeatures, others: readonly MatchFeatures[]): Match {
  const all = others.map((other) => matchRecords(features, other));
  const best = all.reduce((kept, match) => (rank[match.verdict] > rank[kept.verdict] ? match : kept));
  const sameSource = others.some(({ source }) => source === features.source);
  return best.verdict === 'link' && sameSource ? { ...best, verdict: 'review' } : best;
}

export interface NewLink {
  readonly recordId: string;
  readonly source: string;
  readonly recordKey: string;
  readonly personId: string;
  readonly linkedBy: LinkedBy;
  readonly score: number | null;
  readonly evidence: readonly string[];
}

/** The last word on whose these records are; what was said before stays. */
export async function appendLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  const db = tx.db<RegistryTables>();
  const recordIds = links.map(({ recordId }) => recordId);
  const last = await db
    .selectFrom('registry.link')
    .select((row) => ['recordId', row.fn.max('seq').as('seq')])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .groupBy('recordId')
    .execute();
  const seqs = new Map(last.map(({ recordId, seq }) => [recordId, seq]));
  const who = tx.actor.onBehalfOf ?? tx.actor.loginName;
  const rows = links.map(({ recordId, personId, linkedBy, score, evidence }) => ({
    recordId,
    personId,
    linkedBy,
    score,
    who,
    evidence: [...evidence],
    seq: (seqs.get(recordId) ?? 0) + 1,
    recordedAt: tx.now,
  }));
  await insertAll(db, 'registry.link', rows);
  await db
    .deleteFrom('registry.personRecord')
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .execute();
  const current = links.map(({ source, recordKey, ...link }) => ({
    ...link,
    source,
    recordKey,
    evidence: [...link.evidence],
    linkedAt: tx.now,
    deleted: false,
  }));
  await insertAll(db, 'registry.personRecord', current);
}

/** Keys that narrow a whole country to a handful: a name alone does not. */
const NARROWING = ['identifier', 'birth-sound'] as const;
const keyText = ({ kind, value }: PersonKey) => `${kind}|${value}`;
const isNarrowing = ({ kind }: PersonKey) => (NARROWING as readonly string[]).includes(kind);

async function loadCandidates(core: Core, tx: Tx, newcomers: readonly Newcomer[]) {
  const wanted = newcomers.flatMap(({ record }) => keysOf(core.keys, record.data)).filter(isNarrowing);
  const found = await findByKeys(tx, wanted);
  const people = await loadFeatures(core, tx, [...new Set(found.map(({ personId }) => personId))]);
  const byKey = new Map<string, Set<string>>();
  const index = (personId: string, key: PersonKey) =>
    byKey.set(keyText(key), (byKey.get(keyText(key)) ?? new Set()).add(personId));
  for (const { personId, kind, value } of found) index(personId, { kind, value });
  return {
    /** People who share an identifier, or sound of a name and year of birth. */
    near(keys: readonly PersonKey[]): Candidate[] {
      const ids = new Set(keys.filter(isNarrowing).flatMap((key) => [...(byKey.get(keyText(key)) ?? [])]));
      return [...ids].sort().map((personId) => ({ personId, features: people.get(personId) ?? [] }));
    },
    add(personId: string, features: MatchFeatures, keys: readonly PersonKey[]): void {
      people.set(personId, [...(people.get(personId) ?? []), features]);
      for (const key of keys.filter(isNarrowing)) index(personId, key);
    },
  };
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
  const features = new Map<string, MatchFeatures[]>();
  for (const { personId, data, source } of rows) {
    features.set(personId, [...(features.get(personId) ?? []), featuresOf(core.keys, source, data)]);
  }
  return features;
}
