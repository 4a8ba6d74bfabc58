import { likelierFirst, matchRecords, type Match, type MatchFeatures } from '@interlink/domain/registry/match-records';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { loadCandidates, type Newcomer } from './candidates.js';

import { featuresOf, narrowingKeysOf } from './features.js';
import { insertAll } from './rows.js';
import type { LinkedBy, RegistryTables } from './tables.js';

/** Two people who may be one: a person decides. */
export interface Probable {
  readonly personId: string;
  readonly otherPersonId: string;
  readonly score: number;
  readonly evidence: readonly string[];
}

/** A source that repeats itself a thousand times gives a person work for a day, not a million pairs. */
export const MOST_DOUBTS = 5;

/** A newcomer as the rules see it, and what they say of each person who is near. */
export function judge(
  core: Core,
  { source, record }: Pick<Newcomer, 'record' | 'source'>,
  { near }: Pick<Awaited<ReturnType<typeof loadCandidates>>, 'near'>,
) {
  const features = featuresOf(core.keys, source, record.data);
  const keys = narrowingKeysOf(core.keys, record.data);
  const matches = near(keys).map((candidate) => ({ candidate, match: bestMatch(features, candidate.features) }));
  return { features, keys, matches };
}

/** Gives each newcomer a person: one who is surely the same, or a new one. Returns whom that concerns. */
export async function linkNewcomers(core: Core, tx: Tx, newcomers: readonly Newcomer[]): Promise<Probable[]> {
  const candidates = await loadCandidates(core, tx, newcomers);
  const probable: Probable[] = [];
  const links = newcomers.map((newcomer) => {
    const { features, keys, matches } = judge(core, newcomer, candidates);
    const sure = matches.filter(({ match }) => match.verdict === 'link');
    // Two who are surely the same as a third are not surely the same: a person looks at them.
    const only = sure.length === 1 ? sure[0] : undefined;
    const personId = only?.candidate.personId ?? core.platform.ids.next();
    candidates.add(personId, features, keys);
    const doubtful = matches.filter(
      ({ match, candidate }) => match.verdict !== 'none' && candidate.personId !== personId,
    );
    for (const { candidate, match } of doubtful.sort((a, b) => likelierFirst(a.match, b.match)).slice(0, MOST_DOUBTS)) {
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
