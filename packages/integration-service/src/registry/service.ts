import type { ConflictPage, ResolveConflict } from '@interlink/contracts/registry/conflict';
import type { RegistryQuery } from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { IngestResult, SourceRecord } from '@interlink/contracts/registry/source-record';
import type { HouseholdView, PersonView, SearchPage } from '@interlink/contracts/registry/view';
import type { Actor } from '../platform/actor.js';

/** Which moment is asked about: true on a day (valid time), and known at a moment (recorded time). */
export interface When {
  /** `YYYY-MM-DD`; default: today. */
  readonly asOf?: string;
  readonly knownAt?: Date;
}

export interface Linking {
  readonly actor: Actor;
  readonly reason: string;
  /** The version that whoever decides has seen; `registry.person-changed` when it is another by now. */
  readonly version?: number;
}

/**
 * One view of each person across programmes and systems. Every read is audited before it is answered, in the name of
 * `actor`, with the scope's purpose (S6), and shows no more than the scope allows (S2).
 */
export interface Registry {
  /** Throws `registry.query-not-possible` for a field, operator or value that is not declared. */
  search(actor: Actor, query: RegistryQuery, scope: Scope): Promise<SearchPage>;
  /** Throws `registry.person-not-found`, also when the scope does not reach the person. */
  getPerson(actor: Actor, personId: string, scope: Scope, when?: When): Promise<PersonView>;
  getHousehold(actor: Actor, householdId: string, scope: Scope, when?: When): Promise<HouseholdView>;
  /**
   * Keeps what a source states, links it and renews the view, in one transaction; stating it again changes nothing.
   * Throws `registry.source-unknown` or `registry.record-refused`. At most 1,000 records a call.
   */
  ingest(actor: Actor, source: string, records: readonly SourceRecord[]): Promise<IngestResult>;
  /** All records of `from` become `into`'s; nothing is lost, `unlink` undoes it. */
  merge(into: string, from: string, how: Linking): Promise<void>;
  /** Takes a record out of a person: it is a person of its own again (the one it was before, if it was). */
  unlink(personId: string, recordId: string, how: Linking): Promise<string>;
  listConflicts(actor: Actor, scope: Scope, filter: ConflictFilter): Promise<ConflictPage>;
  resolveConflict(id: string, decision: ResolveConflict, scope: Scope, how: Linking): Promise<void>;
}

export interface ConflictFilter {
  readonly state?: 'open' | 'resolved';
  readonly personId?: string;
  readonly cursor?: string;
  readonly limit?: number;
}
