import { ServiceError } from '@interlink/contracts/errors';
import type { HouseholdAnswers } from '@interlink/contracts/social-registry/questionnaire';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { PURPOSE } from './context.js';
import type { SocialRegistryTables } from './tables.js';

export interface GivenHousehold {
  /** What the institution's files call it. */
  readonly key: string;
  readonly answers: HouseholdAnswers;
}

export interface Origin {
  readonly institution: string;
  readonly questionnaire: string;
  readonly questionnaireVersion: number;
  /** E.g. `upload:<id>`. */
  readonly origin: string;
  readonly who: string;
}

export interface Saved {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

const answersPlace = (householdId: string, version: number) =>
  ({
    table: 'social_registry.household_answers',
    column: 'sealed',
    rowId: `${householdId}:${version}`,
    subjectId: `household:${householdId}`,
    purpose: PURPOSE,
  }) as const;

/**
 * SR-008: keeps the answers of households as their newest version; the same answers again change nothing. Each key once
 * in a call.
 */
export async function saveHouseholds(
  { vault, ids }: Pick<Platform, 'vault' | 'ids'>,
  tx: Tx,
  households: readonly GivenHousehold[],
  origin: Origin,
): Promise<Saved> {
  const saved = { created: 0, changed: 0, unchanged: 0 };
  const rows = households.map(({ key, answers }) => ({
    answers,
    text: canonicalJson(answers, 'as-is'),
    keyIndex: vault.blindIndex(PURPOSE, `${origin.institution}|${key}`),
  }));
  const heads = await findHeads(
    tx,
    origin.institution,
    rows.map(({ keyIndex }) => keyIndex),
  );
  const versions = [];
  for (const { answers, text, keyIndex } of rows) {
    const head = heads.get(keyIndex);
    const contentIndex = vault.blindIndex(PURPOSE, `content|${text}`);
    if (head?.contentIndex === contentIndex) {
      saved.unchanged += 1;
      continue;
    }
    const id = head?.id ?? ids.next();
    const answersVersion = (head?.answersVersion ?? 0) + 1;
    await keepHead(tx, { id, keyIndex, contentIndex, answersVersion, members: answers.members.length }, origin);
    const sealed = await vault.seal(tx, answersPlace(id, answersVersion), text);
    versions.push({ householdId: id, version: answersVersion, sealed });
    saved[head ? 'changed' : 'created'] += 1;
  }
  await keepVersions(tx, versions, origin);
  return saved;
}

async function findHeads(tx: Tx, institution: string, keys: readonly string[]) {
  const heads = await tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select(['id', 'keyIndex', 'contentIndex', 'answersVersion'])
    .where('institution', '=', institution)
    .where('keyIndex', 'in', [...keys, ''])
    .forUpdate()
    .execute();
  return new Map(heads.map((head) => [head.keyIndex, head]));
}

interface Head {
  readonly id: string;
  readonly keyIndex: string;
  readonly contentIndex: string;
  readonly answersVersion: number;
  readonly members: number;
}

async function keepHead(tx: Tx, head: Head, { institution, questionnaire }: Origin): Promise<void> {
  const { contentIndex, answersVersion, members } = head;
  await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.household')
    .values({ ...head, institution, questionnaire, createdAt: tx.now, updatedAt: tx.now })
    .onConflict((clash) =>
      clash.column('id').doUpdateSet({ contentIndex, answersVersion, members, questionnaire, updatedAt: tx.now }),
    )
    .execute();
}

async function keepVersions(
  tx: Tx,
  versions: readonly { readonly householdId: string; readonly version: number; readonly sealed: Buffer }[],
  { questionnaire, questionnaireVersion, origin, who }: Origin,
): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map((one) => ({ ...one, questionnaire, questionnaireVersion, origin, who, at: tx.now }));
  await tx.db<SocialRegistryTables>().insertInto('socialRegistry.householdAnswers').values(rows).execute();
}

/** One version of a household's answers. Throws `social-registry.not-found`, also when they were erased. */
export async function openAnswers(
  { vault, ...handle }: Pick<Platform, 'vault'> & DbHandle,
  householdId: string,
  version: number,
): Promise<HouseholdAnswers> {
  const row = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.householdAnswers')
    .select('sealed')
    .where('householdId', '=', householdId)
    .where('version', '=', version)
    .executeTakeFirst();
  const text = row && (await vault.open(handle, answersPlace(householdId, version), row.sealed));
  if (text === undefined) throw new ServiceError('social-registry.not-found');
  return JSON.parse(text) as HouseholdAnswers;
}
