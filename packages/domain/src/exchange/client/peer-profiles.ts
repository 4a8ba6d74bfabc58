import type { DciOperation, DciRole } from '@interlink/contracts/exchange/dci/role';
import type { PeerKind } from '@interlink/contracts/interconnection/partner';
import type { RegistryQuery } from '@interlink/contracts/exchange/registry-port';
import { quirkProfiles, type Quirks } from '../message/quirks.js';

/** What one kind of peer offers, and how it differs from the standard where we ask it. */
export interface PeerProfile {
  /** How its answers are put right before they are read. */
  readonly quirks: Quirks;
  readonly roles: readonly DciRole[];
  readonly operations: readonly DciOperation[];
  readonly queries: readonly RegistryQuery['by'][];
  /** `reg_type` where it insists on a word of its own. */
  readonly registryTypes: Readonly<Partial<Record<DciRole, string>>>;
  /** Types of identifiers that it calls otherwise. */
  readonly identifierTypes: Readonly<Record<string, string>>;
  /** Attributes that a condition may name, by our name; undefined: all, by the standard's. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** By name, sorted. Facts of each: dci.md 4 to 6 and 12. */
export const peerProfiles: Readonly<Record<PeerKind, PeerProfile>> = {
  // Searches only; no expression, conditions on two attributes, words of its own, camelCase answers.
  opencrvs: {
    quirks: quirkProfiles.opencrvs,
    roles: ['crvs'],
    operations: ['search', 'sync-search'],
    queries: ['identifier', 'terms'],
    registryTypes: { crvs: 'ocrvs:registry_type:birth' },
    identifierTypes: { UIN: 'NID' },
    attributes: { birth_date: 'birthdate', birth_place: 'birthplace' },
  },
  // Sync search alone is routed; what is asynchronous goes another way.
  openg2p: {
    quirks: quirkProfiles.openg2p,
    roles: ['crvs', 'dr', 'fr', 'ibr', 'sr'],
    operations: ['sync-search'],
    queries: ['identifier', 'terms'],
    registryTypes: {},
    identifierTypes: {},
  },
  // The social registry alone; reads a predicate as text of another language.
  openspp: {
    quirks: quirkProfiles.openspp,
    roles: ['sr'],
    operations: ['search', 'subscribe', 'sync-search', 'sync-txn-status', 'txn-status', 'unsubscribe'],
    queries: ['everything', 'identifier'],
    registryTypes: {},
    identifierTypes: {},
  },
  standard: {
    quirks: quirkProfiles.standard,
    roles: ['crvs', 'dr', 'fr', 'ibr', 'sr'],
    operations: ['search', 'subscribe', 'sync-search', 'sync-txn-status', 'txn-status', 'unsubscribe'],
    queries: ['everything', 'identifier', 'terms'],
    registryTypes: {},
    identifierTypes: {},
  },
};

/** Whether such a peer can be asked this at all; if not, nobody is asked. */
export function isOffered(
  { roles, operations, queries, attributes }: PeerProfile,
  role: DciRole,
  operation: DciOperation,
  query?: RegistryQuery,
): boolean {
  if (!roles.includes(role) || !operations.includes(operation)) return false;
  if (!query) return true;
  const isNamed = query.by !== 'terms' || query.terms.every(({ attribute }) => !attributes || attribute in attributes);
  return queries.includes(query.by) && isNamed;
}
