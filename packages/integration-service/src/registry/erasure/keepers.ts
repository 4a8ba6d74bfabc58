import type { ExportedJourney, ExportedVerification } from '@interlink/contracts/registry/erasure';
import type { PersonData } from '@interlink/contracts/registry/person';
import type { Scope } from '@interlink/contracts/registry/scope';
import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { SourceKey } from '../asking.js';
import type { Core } from '../core.js';
import { loadHistories } from '../versions.js';

/** By what another capability knows somebody. */
export interface KnownBy {
  /** Ids of our openIMIS. */
  readonly individuals: readonly string[];
  /** Every national identifier that a source ever stated. */
  readonly identifiers: readonly string[];
  /** Their journeys of enrolment; what was verified in one is kept under the journey. */
  readonly journeys: readonly string[];
}

export interface KeptCount {
  readonly kept: number;
  /** Of these, not at their end: an erasure waits for it. */
  readonly open: number;
}

/** Another capability that keeps something of people under keys of its own (S15); wired where capabilities are made. */
export interface Keeper<Exported = unknown> {
  /** Purpose of its keys. */
  readonly purpose: string;
  /** Whose keys are of this person. */
  subjectsOf(handle: DbHandle, known: KnownBy): Promise<readonly string[]>;
  count(handle: DbHandle, subjectIds: readonly string[]): Promise<KeptCount>;
  /** Destroys the keys and what else tells who it was; states, times and hashes stay. Safe to repeat. */
  forget(tx: Tx, subjectIds: readonly string[]): Promise<void>;
  /** What is kept, for the person; leaves out what the scope does not see. */
  tell(handle: DbHandle, subjectIds: readonly string[], scope: Scope): Promise<readonly Exported[]>;
}

export interface Keepers {
  readonly journeys: Keeper<ExportedJourney>;
  readonly verifications: Keeper<ExportedVerification>;
  /** Evidence of money: the laws on it want it kept, so that it is counted and never erased. */
  readonly payments: { count(handle: DbHandle, individuals: readonly string[]): Promise<KeptCount> };
}

const none: Keeper<never> = {
  purpose: 'none',
  subjectsOf: () => Promise.resolve([]),
  count: () => Promise.resolve({ kept: 0, open: 0 }),
  forget: () => Promise.resolve(),
  tell: () => Promise.resolve([]),
};
export const noKeepers: Keepers = { journeys: none, verifications: none, payments: none };

/** What others keep of somebody: whose keys go there. */
export interface Elsewhere {
  readonly individuals: readonly string[];
  readonly journeys: readonly string[];
  readonly verified: readonly string[];
}

const OURS = 'openimis';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Before the registry's own keys are destroyed: afterwards nobody knows their identifiers. */
export async function findElsewhere(
  { platform: { vault } }: Core,
  { journeys, verifications }: Keepers,
  handle: DbHandle,
  { records, subjectIds }: { readonly records: readonly SourceKey[]; readonly subjectIds: readonly string[] },
): Promise<Elsewhere> {
  const histories = await loadHistories(handle, vault, subjectIds, 'person');
  const stated = [...histories.values()].flat().flatMap(({ statements }) => statements);
  const identifiers = stated.flatMap((one) => ('data' in one ? valuesOf(one.data) : []));
  const individuals = records.filter(({ source, key }) => source === OURS && UUID.test(key)).map(({ key }) => key);
  const known = { individuals, identifiers: [...new Set(identifiers)] };
  const own = await journeys.subjectsOf(handle, { ...known, journeys: [] });
  const verified = await verifications.subjectsOf(handle, { ...known, journeys: own });
  return { individuals, journeys: own, verified };
}

function valuesOf(data: unknown): string[] {
  const { identifiers = [] } = data as Pick<PersonData, 'identifiers'>;
  return identifiers.filter(({ type }) => type === 'NID' || type === 'UIN').map(({ value }) => value.trim());
}

export async function countElsewhere(
  { journeys, verifications, payments }: Keepers,
  handle: DbHandle,
  found: Elsewhere,
): Promise<Record<'enrolments' | 'payments' | 'verifications', KeptCount>> {
  return {
    enrolments: await journeys.count(handle, found.journeys),
    verifications: await verifications.count(handle, found.verified),
    payments: await payments.count(handle, found.individuals),
  };
}

/**
 * Whoever is on the way into a programme, or to be paid, is needed: what they told decides, and money that comes back
 * has to find them. Throws `registry.enrolment-under-way` or `registry.payment-under-way`.
 */
export async function refuseOpen(keepers: Keepers, handle: DbHandle, found: Elsewhere): Promise<void> {
  const { enrolments, payments } = await countElsewhere(keepers, handle, found);
  if (enrolments.open > 0) throw new ServiceError('registry.enrolment-under-way');
  if (payments.open > 0) throw new ServiceError('registry.payment-under-way');
}
