import type { ConflictPage, ResolveConflict } from '@interlink/contracts/registry/conflict';
import type { RegistryQuery } from '@interlink/contracts/registry/query';
import type { Maintenance } from '@interlink/contracts/registry/maintenance';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { DecideHousehold, HouseholdAcross, HouseholdPair } from '@interlink/contracts/registry/household-across';
import type { Statistics } from '@interlink/contracts/registry/statistics';
import type { IngestResult, LoadResult, PersonRecord, SourceRecord } from '@interlink/contracts/registry/source-record';
import type { HouseholdView, PersonView, SearchPage, SharedPage } from '@interlink/contracts/registry/view';
import type { PersonSection, SectionItem } from '@interlink/contracts/registry/section';
import type { ProgrammeData } from '@interlink/contracts/registry/programme';
import type { Actor } from '../platform/actor.js';
import type { OpenImis } from '../openimis/port.js';
import { readPolicy } from '../platform/config.js';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { findAlike, type AlikeOptions, type AlikePeople } from './alike.js';
import { readAsOne } from './as-one.js';
import { amending, type Amending } from './amend.js';
import type { ConflictFilter, Linking, SourceKey, SourceState, When } from './asking.js';
import { within, type Core } from './core.js';
import { isDue } from './count-due.js';
import { mergePeople, unlinkRecord } from './decide.js';
import { decideHousehold } from './decide-household.js';
import { erasedAmong } from './erased.js';
import { noPhotographs, type PhotographsOf } from './erasure/export.js';
import { noKeepers, type Keepers } from './erasure/keepers.js';
import { openPrivacy, type Privacy } from './erasure/service.js';
import { createFollower, type Follower, type FollowerDeps } from './follower.js';
import { listSources, saveProgrammes } from './sources.js';
import { enrolmentStates, type StatesByProgramme } from './enrolment-states.js';
import { blindKeys } from './features.js';
import { checkRecords, ingestInTransaction } from './ingest.js';
import { loadFirst } from './first-load/load.js';
import { openFirstLoad, type FirstLoad } from './first-load/service.js';
import { householdMates, keysOfPerson, linkedKeys, personIdsOf, type HouseholdMates } from './household-mates.js';
import { findPairs } from './household-pairs.js';
import { readHouseholdAcross } from './read-across.js';
import { readHousehold, readPerson, readPersonOfSource, readPersonWithin } from './read-one.js';
import { askRebuild, askSweep, readMaintenance, runRebuild } from './maintenance.js';
import { checkAsked, checkFields, RegistryPolicy, toFieldPolicies, withOwnSources } from './policy.js';
import { checkRules } from './quality/rules.js';
import { openQuality, type DataQuality } from './quality/service.js';
import { rebuildRegistry } from './rebuild.js';
import { listConflicts, resolveConflict } from './resolve.js';
import { searchRegistry, searchWithin } from './search.js';
import { readStatistics } from './statistics/read.js';
import { summarise, type NamedDistrict } from './statistics/summarise.js';

export { mayShow, scopeOf } from './access.js';
export type { PhotographsOf } from './erasure/export.js';
export type { Keeper, Keepers } from './erasure/keepers.js';
export type { Follower } from './follower.js';
export { openFollowers, openInstances, type Instance } from './instances.js';
export { UPDATES } from './policy.js';
export type { ConflictFilter, Linking, SourceKey, SourceState, When } from './asking.js';

/**
 * One view of each person across programmes and systems. Every read is audited before it is answered, in the name of
 * `actor`, with the scope's purpose (S6), and shows no more than the scope allows (S2).
 */
export interface Registry extends Amending {
  /** Throws `registry.query-not-possible` for a field, operator or value that is not declared. */
  search(actor: Actor, query: RegistryQuery, scope: Scope): Promise<SearchPage>;
  /**
   * For whoever shares data: within a transaction of the caller, who tells nothing before it is committed. A household
   * that several systems know is told once. `isWhole`: all pages are read, one after the other.
   */
  searchWithin(tx: Tx, query: RegistryQuery, scope: Scope, isWhole?: boolean): Promise<SharedPage>;
  /** Throws `registry.person-not-found`, also when the scope does not reach the person. */
  getPerson(actor: Actor, personId: string, scope: Scope, when?: When): Promise<PersonView>;
  /** The same as they are now, within a transaction of the caller, who shows nothing before it is committed. */
  getPersonWithin(tx: Tx, personId: string, scope: Scope): Promise<PersonView>;
  /** The same by the key that a source gives to the person. */
  getPersonOfSource(actor: Actor, record: SourceKey, scope: Scope): Promise<PersonView>;
  /** As its source says. */
  getHousehold(actor: Actor, householdId: string, scope: Scope, when?: When): Promise<HouseholdView>;
  /** For whoever shares data: those that several systems know are one, told by all of them. */
  getHouseholdsAsOne(actor: Actor, householdIds: readonly string[], scope: Scope): Promise<HouseholdView[]>;
  /** The same, within a transaction of the caller, who tells nothing before it is committed. */
  getHouseholdsAsOneWithin(tx: Tx, householdIds: readonly string[], scope: Scope): Promise<HouseholdView[]>;
  /** One with what other sources say of the same household. */
  getHouseholdAcross(actor: Actor, householdId: string, scope: Scope, when?: When): Promise<HouseholdAcross>;
  /** A household beside others of a number, which need not share anybody with it: what a person decides on. */
  findHouseholdPairs(actor: Actor, householdId: string, number: string, scope: Scope): Promise<HouseholdPair[]>;
  /**
   * Keeps what a source states, links it and renews the view, in one transaction; stating it again changes nothing.
   * Throws `registry.source-unknown` or `registry.record-refused`. At most 1,000 records a call.
   */
  ingest(actor: Actor, source: string, records: readonly SourceRecord[]): Promise<IngestResult>;
  /** The first load of an empty registry, by COPY, in portions of whole subjects. Throws `registry.load-not-first`. */
  loadFirst(actor: Actor, source: string, records: readonly SourceRecord[]): Promise<LoadResult>;
  /** The same of a file, by an administrator. */
  readonly firstLoad: FirstLoad;
  /** The same as `ingest` within a transaction of the caller: both or neither. */
  ingestWithin(tx: Tx, source: string, records: readonly SourceRecord[]): Promise<IngestResult>;
  /** Who may be one of these people, as linking would judge them, within the scope; whoever shows it audits it (S6). */
  alikeWithin(
    tx: Tx,
    source: string,
    records: readonly PersonRecord[],
    scope: Scope,
    options: AlikeOptions,
  ): Promise<AlikePeople[]>;
  /** How households of a source stand to every programme, by the source's key; codes only, for rules. */
  enrolmentStates(
    handle: DbHandle,
    source: string,
    householdKeys: readonly string[],
    day: string,
  ): Promise<ReadonlyMap<string, StatesByProgramme>>;
  /**
   * Who shares a household with people of a source on that day, whichever systems know it, by the source's keys; for
   * rules, nobody is shown anything.
   */
  householdMates(handle: DbHandle, source: string, recordKeys: readonly string[], day: string): Promise<HouseholdMates>;
  /** All keys of the source for the person of each of these, its own among them; for rules, nobody is shown anything. */
  linkedKeys(
    handle: DbHandle,
    source: string,
    recordKeys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** All keys of the source for this person; for rules, nobody is shown anything. */
  keysOfPerson(handle: DbHandle, source: string, personId: string): Promise<string[]>;
  /** Who these records of a source are, each once; for the access log, nobody is shown anything. */
  personIdsOf(handle: DbHandle, source: string, recordKeys: readonly string[]): Promise<string[]>;
  /** Who of these people was erased; for whoever would tell of them once more, nobody is shown anything. */
  erasedAmong(handle: DbHandle, personIds: readonly string[]): Promise<ReadonlySet<string>>;
  readonly policy: RegistryPolicy;
  /** Brings what openIMIS has and changes into the registry; `other` says which, when it is not ours. */
  follower(openimis: Pick<OpenImis, 'asService'>, other?: FollowerDeps['other']): Follower;
  listSources(): Promise<SourceState[]>;
  /** Programmes of a source, so that they are shown by name; safe to repeat. */
  saveProgrammes(actor: Actor, source: string, programmes: readonly ProgrammeData[]): Promise<void>;
  /** Folds the whole current view anew from what sources said; how many people and households there are. */
  rebuild(actor: Actor): Promise<{ readonly people: number; readonly households: number }>;
  /** The last summary is old, or the registry has grown much since. */
  isSummaryDue(): Promise<boolean>;
  /** Counts everybody anew for today's summary; the names are shown with their districts. */
  summarise(actor: Actor, districts: readonly NamedDistrict[]): Promise<void>;
  /**
   * The summary of that day (default: today) or the last before it, as far as the scope sees (S2), small numbers kept
   * back (S12).
   */
  statistics(scope: Scope, asOf?: string): Promise<Statistics>;
  /** How good the data are, by rules. */
  readonly quality: DataQuality;
  /** Erasure, retention, legal hold, export. */
  readonly privacy: Privacy;
  /** How far rebuild and sweep are. */
  maintenance(): Promise<Maintenance>;
  askRebuild(tx: Tx): Promise<void>;
  /** The work of the job; safe to repeat. */
  runRebuild(actor: Actor, id: string): Promise<void>;
  askSweep(tx: Tx): Promise<void>;
  /** What other capabilities add to the view of these people, by person and capability. */
  sections(personIds: readonly string[], scope: Scope): Promise<Sections>;
  /** All records of `from` become `into`'s; nothing is lost, `unlink` undoes it. */
  merge(into: string, from: string, how: Linking): Promise<void>;
  /** Takes a record out of a person: it is a person of its own again (the one it was before, if it was). */
  unlink(personId: string, recordId: string, how: Linking): Promise<string>;
  /** A person's word that two households are one, or not: it goes before the rule until it is taken back. */
  decideHousehold(
    householdId: string,
    decision: Pick<DecideHousehold, 'decision' | 'otherId'>,
    scope: Scope,
    how: Linking,
  ): Promise<void>;
  listConflicts(actor: Actor, scope: Scope, filter: ConflictFilter): Promise<ConflictPage>;
  resolveConflict(id: string, decision: ResolveConflict, scope: Scope, how: Linking): Promise<void>;
}

export type Sections = ReadonlyMap<string, Readonly<Record<string, readonly SectionItem[]>>>;

export interface RegistryDeps {
  /** Wired in main.ts; one a capability. */
  readonly sections?: readonly PersonSection[];
  /** By whoever takes photographs of people; they go into the export for the person. */
  readonly photographs?: PhotographsOf;
  /** By whoever keeps something of people under keys of its own: an erasure reaches it, and it goes into the export. */
  readonly keepers?: Keepers;
}

export function createRegistry(
  platform: Platform,
  { sections = [], photographs = noPhotographs, keepers = noKeepers }: RegistryDeps = {},
): Registry {
  const policy = withOwnSources(readPolicy(platform.config, 'registry', RegistryPolicy));
  checkRules(policy.quality);
  checkFields(policy);
  checkAsked(policy);
  const core: Core = { platform, policy, fieldPolicies: toFieldPolicies(policy), keys: blindKeys(platform.vault) };
  const parts = { ...reading(core, sections), ...writing(core), ...deciding(core) };
  return {
    ...parts,
    ...amending(core),
    policy,
    follower: (openimis, other) =>
      createFollower(platform, { registry: parts, openimis, policy, ...(other && { other }) }),
    enrolmentStates,
    erasedAmong,
    householdMates: (...asked) => householdMates(core, ...asked),
    keysOfPerson,
    linkedKeys,
    personIdsOf,
    alikeWithin: (tx, source, records, scope, options) => findAlike(core, tx, source, records, scope, options),
    listSources: () => listSources(core),
    firstLoad: openFirstLoad(core),
    quality: openQuality(core),
    privacy: openPrivacy(core, photographs, keepers),
    maintenance: () => readMaintenance(platform),
    askRebuild: (tx) => askRebuild(core, tx),
    runRebuild: (actor, id) => runRebuild(core, actor, id),
    askSweep,
    isSummaryDue: () => isDue(core, 'registry.statisticDay', policy.summariseSeconds),
    summarise: (actor, districts) => summarise(core, actor, districts),
    statistics: (scope, asOf) => readStatistics(core, scope, asOf ?? platform.clock.now().toISOString().slice(0, 10)),
  };
}

type Reading = Pick<
  Registry,
  | 'search'
  | 'searchWithin'
  | 'getPerson'
  | 'getPersonWithin'
  | 'getPersonOfSource'
  | 'getHousehold'
  | 'getHouseholdsAsOne'
  | 'getHouseholdsAsOneWithin'
  | 'getHouseholdAcross'
  | 'findHouseholdPairs'
  | 'sections'
  | 'listConflicts'
>;

function reading(core: Core, sections: readonly PersonSection[]): Reading {
  return {
    search: (actor, query, scope) => searchRegistry(core, actor, query, scope),
    searchWithin: (...asked) => searchWithin(core, ...asked),
    getPerson: (actor, personId, scope, when = {}) => readPerson(core, actor, personId, scope, when),
    getPersonWithin: (tx, personId, scope) => readPersonWithin(core, tx, personId, scope),
    getPersonOfSource: (actor, record, scope) => readPersonOfSource(core, actor, record, scope),
    getHousehold: (actor, householdId, scope, when = {}) => readHousehold(core, actor, householdId, scope, when),
    getHouseholdsAsOne: (...asked) => readAsOne(core, ...asked),
    getHouseholdsAsOneWithin: (tx, ids, scope) => readAsOne(within(core, tx), tx.actor, ids, scope),
    getHouseholdAcross: (actor, householdId, scope, when = {}) =>
      readHouseholdAcross(core, actor, householdId, scope, when),
    findHouseholdPairs: (...asked) => findPairs(core, ...asked),
    async sections(personIds, scope) {
      const all = await Promise.all(
        sections.map(async (section) => [section.name, await section.fetch(personIds, scope)] as const),
      );
      return new Map(
        personIds.map((id) => [id, Object.fromEntries(all.map(([name, items]) => [name, items.get(id) ?? []]))]),
      );
    },
    listConflicts: (actor, scope, filter) => listConflicts(core, actor, scope, filter),
  };
}

type Writing = Pick<Registry, 'ingest' | 'ingestWithin' | 'loadFirst' | 'saveProgrammes' | 'rebuild'>;

function writing(core: Core): Writing {
  const { platform } = core;
  return {
    async ingest(actor, source, records) {
      checkRecords(records);
      const result = await platform.inTransaction(actor, (tx) => ingestInTransaction(core, tx, source, records));
      platform.failpoint('registry.after-ingest');
      return result;
    },
    async ingestWithin(tx, source, records) {
      checkRecords(records);
      return ingestInTransaction(core, tx, source, records);
    },
    loadFirst: (actor, source, records) => loadFirst(core, actor, source, records),
    async saveProgrammes(actor, source, programmes) {
      if (programmes.length === 0) return;
      await platform.inTransaction(actor, (tx) => saveProgrammes(tx, source, programmes));
    },
    rebuild: (actor) => rebuildRegistry(core, actor),
  };
}

type Deciding = Pick<Registry, 'merge' | 'unlink' | 'decideHousehold' | 'resolveConflict'>;

function deciding(core: Core): Deciding {
  const { platform } = core;
  return {
    merge: (into, from, how) => platform.inTransaction(how.actor, (tx) => mergePeople(core, tx, into, from, how)),
    unlink: (personId, recordId, how) =>
      platform.inTransaction(how.actor, (tx) => unlinkRecord(core, tx, personId, recordId, how)),
    decideHousehold: (householdId, decision, scope, how) =>
      platform.inTransaction(how.actor, (tx) => decideHousehold(core, tx, householdId, decision, scope, how)),
    resolveConflict: (id, decision, scope, how) =>
      platform.inTransaction(how.actor, (tx) => resolveConflict(core, tx, id, decision, scope, how)),
  };
}
