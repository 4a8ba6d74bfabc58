import type { PersonRecord } from '@interlink/contracts/registry/source-record';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonFields } from '@interlink/contracts/registry/view';
import { likelierFirst } from '@interlink/domain/registry/match-records';
import type { Tx } from '../platform/transaction.js';
import { seesDistrict } from './access.js';
import type { SourceKey } from './asking.js';
import { loadCandidates } from './candidates.js';
import type { Core } from './core.js';
import { lockWriting } from './ingest.js';
import { judge, MOST_DOUBTS } from './linking.js';
import { loadPeople } from './load-people.js';
import { toFields } from './person-view.js';

/** Somebody of the view whom linking would take, or doubt, to be the one that a record speaks of. */
export interface AlikePeople {
  /** The record's key. */
  readonly key: string;
  readonly personId: string;
  readonly data: PersonFields;
  /** What sources call them; what a source took back is left out. */
  readonly records: readonly SourceKey[];
}

export interface AlikeOptions {
  /** Waits for who writes, and has them wait: what is found stays true until the transaction ends. */
  readonly lock: boolean;
}

/**
 * Who of the scope's districts may be one of these, as `ingest` would judge them; others are not even counted (S2). The
 * likeliest first, at most five a record. Whoever shows it audits it (S6).
 */
export async function findAlike(
  core: Core,
  tx: Tx,
  source: string,
  records: readonly PersonRecord[],
  scope: Scope,
  { lock }: AlikeOptions,
): Promise<AlikePeople[]> {
  if (lock) await lockWriting(tx);
  const newcomers = records.map((record) => ({ recordId: record.key, source, record }));
  const candidates = await loadCandidates(core, tx, newcomers);
  const found = newcomers.map((newcomer) => {
    const alike = judge(core, newcomer, candidates).matches.filter(({ match }) => match.verdict !== 'none');
    const ids = alike.sort((a, b) => likelierFirst(a.match, b.match)).map(({ candidate }) => candidate.personId);
    return { key: newcomer.record.key, ids };
  });
  const states = await loadPeople(tx, [...new Set(found.flatMap(({ ids }) => ids))]);
  const seen = new Map(
    states
      .filter(({ data }) => seesDistrict(scope, data.place?.districtId))
      .map((state) => [state.personId, { data: toFields(state.data, scope), records: keysOf(state.records) }] as const),
  );
  return found.flatMap(({ key, ids }) =>
    ids
      .flatMap((personId) => {
        const person = seen.get(personId);
        return person ? [{ key, personId, ...person }] : [];
      })
      .slice(0, MOST_DOUBTS),
  );
}

const keysOf = (
  records: readonly { readonly source: string; readonly recordKey: string; readonly deleted: boolean }[],
): SourceKey[] =>
  records.filter(({ deleted }) => !deleted).map(({ source, recordKey }) => ({ source, key: recordKey }));
