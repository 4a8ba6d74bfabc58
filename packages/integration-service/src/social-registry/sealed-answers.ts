import type { HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import { PURPOSE } from './context.js';
import type { SocialRegistryTables } from './tables.js';

export interface AnswersAt {
  readonly householdId: string;
  readonly version: number;
}

export interface OpenedAnswers {
  readonly answers: HouseholdAnswers;
  readonly numbers: readonly number[];
  readonly keyEpoch: number;
}

/** Whose key it is: the household's, a new one after each erasure of a member (S15). */
export const keyOwner = (householdId: string, keyEpoch: number) =>
  keyEpoch === 0 ? `household:${householdId}` : `household:${householdId}:${keyEpoch}`;

interface SealedAt extends AnswersAt {
  readonly keyEpoch: number;
}

const placeOf = ({ householdId, version, keyEpoch }: SealedAt) =>
  ({
    table: 'social_registry.household_answers',
    column: 'sealed',
    rowId: `${householdId}:${version}`,
    subjectId: keyOwner(householdId, keyEpoch),
    purpose: PURPOSE,
  }) as const;

type Handle = Pick<Platform, 'vault'> & DbHandle;

/** Seals many versions by the keys of their households. */
export function sealVersions(
  { vault, ...handle }: Handle,
  versions: readonly (SealedAt & { readonly text: string })[],
): Promise<Buffer[]> {
  return vault.sealAll(
    handle,
    versions.map((version) => ({ place: placeOf(version), plaintext: version.text })),
  );
}

/** Many households' answers by household, one version each; those that are not there or were erased are left out. */
export async function openVersions(
  { vault, ...handle }: Handle,
  wanted: readonly AnswersAt[],
): Promise<ReadonlyMap<string, OpenedAnswers>> {
  if (wanted.length === 0) return new Map();
  const ids = wanted.map(({ householdId }) => householdId);
  const versions = wanted.map(({ version }) => version);
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.householdAnswers')
    .select(['householdId', 'version', 'sealed', 'memberNumbers', 'keyEpoch'])
    .where(sql<boolean>`(household_id, version) in (select * from unnest(${ids}::uuid[], ${versions}::integer[]))`)
    .execute();
  const texts = await vault.openAll(
    handle,
    rows.map((row) => ({ place: placeOf(row), sealed: row.sealed })),
  );
  return new Map(
    rows.flatMap(({ householdId, memberNumbers, keyEpoch }, at) => {
      const text = texts[at];
      if (text === undefined) return [];
      const answers = JSON.parse(text) as HouseholdAnswers;
      // Kept before members were numbered: their order it is.
      const numbers = memberNumbers.length > 0 ? memberNumbers : answers.members.map((_one, index) => index + 1);
      return [[householdId, { answers, numbers, keyEpoch }] as const];
    }),
  );
}
