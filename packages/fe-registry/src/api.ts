import type { AccessPage } from '@interlink/contracts/audit/entries';
import type { RefreshedPerson } from '@interlink/contracts/exchange/refresh';
import type { ConflictPage, ResolveConflict } from '@interlink/contracts/registry/conflict';
import type { FaultyPage, FaultyQuery, Quality, QualityQuery } from '@interlink/contracts/registry/quality';
import type { Condition, RegistryQuery } from '@interlink/contracts/registry/query';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type {
  Erasure,
  ErasurePreview,
  Reasoned,
  RetentionPreview,
  SetLegalHold,
  SubjectExport,
} from '@interlink/contracts/registry/erasure';
import type { DecideHousehold, HouseholdAcross, HouseholdPairs } from '@interlink/contracts/registry/household-across';
import type { Statistics, StatisticsQuery, StatisticsTable } from '@interlink/contracts/registry/statistics';
import type { KnownHousehold, PersonView } from '@interlink/contracts/registry/view';
import type { ApiClient } from '@interlink/fe-kit/api-client';

/** A source and how far it was read, as `GET /registry/sources` answers. */
export interface SourceState {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly institution?: string;
  readonly lastSeenAt?: string;
  readonly records: number;
  readonly cursor: Readonly<Record<string, unknown>>;
}

/** What a source is called, where every deployment has its own. */
export type SourceName = Pick<SourceState, 'code' | 'name'>;

/** People as the search answers them. */
export interface PeoplePage {
  readonly total: number;
  readonly items: readonly PersonView[];
  /** A name that too many bear: `total` of them were looked at. */
  readonly hasMore?: boolean;
  /** Households that several systems know, each once. */
  readonly across?: readonly (readonly KnownHousehold[])[];
}

/** Which moment of a person or household is asked about; absent: now. */
export interface When {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** A decision about links, on what was shown in `version`. */
export interface LinkDecision {
  readonly personId: string;
  readonly version: number;
  readonly purpose: Purpose;
  readonly reason: string;
  readonly key: string;
}

/** A word about two households, on what was shown in `version`. */
export interface HouseholdWord extends DecideHousehold {
  readonly householdId: string;
  readonly version: number;
  readonly key: string;
}

export interface ConflictDecision {
  readonly id: string;
  readonly version: number;
  readonly purpose: Purpose;
  readonly resolution: ResolveConflict;
  readonly key: string;
}

export interface ConflictFilter {
  readonly purpose: Purpose;
  readonly state: 'open' | 'resolved';
  readonly personId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Interlink's API of the registry. Whoever looks at people says why. */
export interface RegistryApi {
  search(purpose: Purpose, where: Condition, page: number): Promise<PeoplePage>;
  person(id: string, purpose: Purpose, when?: When): Promise<PersonView>;
  /** Asks the systems that may know the person how things stand there now. */
  refresh(id: string, purpose: Purpose, key: string): Promise<RefreshedPerson>;
  /** The person that openIMIS knows by this uuid. */
  personOfOpenImis(uuid: string, purpose: Purpose): Promise<PersonView>;
  household(id: string, purpose: Purpose, when?: When): Promise<HouseholdAcross>;
  /** A household beside others of that number. */
  householdPairs(id: string, purpose: Purpose, number: string): Promise<HouseholdPairs>;
  decideHousehold(word: HouseholdWord): Promise<unknown>;
  conflicts(filter: ConflictFilter): Promise<ConflictPage>;
  resolve(decision: ConflictDecision): Promise<unknown>;
  merge(decision: LinkDecision & { readonly from: string }): Promise<PersonView>;
  unlink(decision: LinkDecision & { readonly recordId: string }): Promise<PersonView>;
  sources(): Promise<readonly SourceState[]>;
  sourceNames(): Promise<readonly SourceName[]>;
  /** What is counted over everybody; nobody is read. */
  statistics(query: StatisticsQuery): Promise<Statistics>;
  /** How good the data are; nobody is read. */
  quality(query: QualityQuery): Promise<Quality>;
  /** Who a rule found fault with. */
  faulty(rule: string, query: FaultyQuery): Promise<FaultyPage>;
  accesses(personId: string): Promise<AccessPage>;
  /** A dry run. */
  erasurePreview(personId: string, purpose: Purpose): Promise<ErasurePreview>;
  askErasure(personId: string, body: Reasoned, key: string): Promise<unknown>;
  setLegalHold(personId: string, body: SetLegalHold): Promise<unknown>;
  exportPerson(personId: string, purpose: Purpose): Promise<SubjectExport>;
  erasures(): Promise<readonly Erasure[]>;
  decideErasure(id: string, act: 'confirmation' | 'withdrawal'): Promise<unknown>;
  retention(): Promise<RetentionPreview>;
  askRetention(reason: string, key: string): Promise<unknown>;
}

const BASE = '/registry';
export const PAGE_SIZE = 20;

/** Where the browser itself fetches a table of the statistics. */
export const csvAddress = (table: StatisticsTable, query: StatisticsQuery) =>
  `/interlink/api/v1${BASE}/statistics/${table}/csv?${new URLSearchParams({ ...query }).toString()}`;

export const qualityCsvAddress = (query: QualityQuery) =>
  `/interlink/api/v1${BASE}/quality/csv?${new URLSearchParams({ ...query }).toString()}`;

export function registryApi(client: ApiClient): RegistryApi {
  const person = (id: string, rest = '') => `${BASE}/people/${encodeURIComponent(id)}${rest}`;
  return {
    search(purpose, where, page) {
      const query: RegistryQuery = { recordType: 'Member', where, page: { number: page, size: PAGE_SIZE } };
      return client.post(`${BASE}/search`, { purpose, query });
    },
    person: (id, purpose, when = {}) => client.get(person(id), { purpose, ...when }),
    refresh: (id, purpose, key) => client.post(person(id, '/refresh'), { purpose }, { key }),
    personOfOpenImis: (uuid, purpose) =>
      client.get(`${BASE}/sources/openimis/people/${encodeURIComponent(uuid)}`, { purpose }),
    household: (id, purpose, when = {}) =>
      client.get(`${BASE}/households/${encodeURIComponent(id)}`, { purpose, ...when }),
    householdPairs: (id, purpose, number) =>
      client.get(`${BASE}/households/${encodeURIComponent(id)}/pairs`, { purpose, number }),
    decideHousehold: ({ householdId, version, key, ...body }) =>
      client.post(`${BASE}/households/${encodeURIComponent(householdId)}/decisions`, body, { key, version }),
    conflicts: (filter) => client.get(`${BASE}/conflicts`, { ...filter }),
    resolve: ({ id, version, purpose, resolution, key }) =>
      client.post(`${BASE}/conflicts/${encodeURIComponent(id)}/resolution`, { purpose, resolution }, { key, version }),
    merge: ({ personId, version, purpose, reason, from, key }) =>
      client.post(person(personId, '/merge'), { from, purpose, reason }, { key, version }),
    async unlink({ personId, version, purpose, reason, recordId, key }) {
      const path = person(personId, `/records/${encodeURIComponent(recordId)}/unlink`);
      const answer = await client.post<{ person: PersonView }>(path, { purpose, reason }, { key, version });
      return answer.person;
    },
    sources: () => client.get(`${BASE}/sources`),
    sourceNames: () => client.get(`${BASE}/source-names`),
    statistics: (query) => client.get(`${BASE}/statistics`, { ...query }),
    quality: (query) => client.get(`${BASE}/quality`, { ...query }),
    faulty: (rule, query) => client.get(`${BASE}/quality/${encodeURIComponent(rule)}/people`, { ...query }),
    erasurePreview: (id, purpose) => client.get(person(id, '/erasure'), { purpose }),
    askErasure: (id, body, key) => client.post(person(id, '/erasure'), body, { key }),
    setLegalHold: (id, body) => client.post(person(id, '/legal-hold'), body),
    exportPerson: (id, purpose) => client.get(person(id, '/export'), { purpose }),
    erasures: () => client.get(`${BASE}/erasures`),
    decideErasure: (id, act) => client.post(`${BASE}/erasures/${encodeURIComponent(id)}/${act}`, {}),
    retention: () => client.get(`${BASE}/retention`),
    askRetention: (reason, key) => client.post(`${BASE}/retention`, { reason }, { key }),
    accesses: (personId) => client.get(`/audit/people/${encodeURIComponent(personId)}/accesses`),
  };
}
