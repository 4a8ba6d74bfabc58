import type { HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { numberMembers } from '@interlink/domain/social-registry/member-numbers';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { PURPOSE } from './context.js';
import { openVersions, sealVersions, type OpenedAnswers } from './sealed-answers.js';
import { chunksOf } from './rows.js';
import type { SocialRegistryTables } from './tables.js';

export interface GivenHousehold {
  /** What the institution's files call it. */
  readonly key: string;
  readonly answers: HouseholdAnswers;
}

export interface Origin {
  readonly institution: string;
  readonly questionnaire: Questionnaire;
  /** E.g. `upload:<id>`. */
  readonly origin: string;
  readonly who: string;
}

export interface Saved {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** A household as it is kept now: its id, and the number of each member in their order. */
export interface KeptNow {
  readonly id: string;
  readonly answers: HouseholdAnswers;
  readonly numbers: readonly number[];
}

interface Head {
  readonly id: string;
  readonly keyIndex: string;
  readonly contentIndex: string;
  readonly answersVersion: number;
  readonly members: number;
  readonly lastMember: number;
  readonly keyEpoch: number;
}

/**
 * SR-008: keeps the answers of households as their newest version; the same answers again change nothing, and a member
 * keeps their number whatever row they stand in. Each key once in a call; a few statements however many households.
 */
export async function saveHouseholds(
  platform: Pick<Platform, 'vault' | 'ids'>,
  tx: Tx,
  households: readonly GivenHousehold[],
  origin: Origin,
): Promise<Saved & { readonly kept: readonly KeptNow[] }> {
  const keyed = households.map(({ key, answers }) => {
    return { answers, keyIndex: keyIndexOf(platform.vault, origin.institution, key) };
  });
  return saveKeyed(platform, tx, keyed, origin);
}

/** By which a household of an institution's files is known, whatever its key tells of people. */
export const keyIndexOf = (vault: Pick<Platform['vault'], 'blindIndex'>, institution: string, key: string): string =>
  vault.blindIndex(PURPOSE, `${institution}|${key}`);

/** The same for households that are known by the keyed hash of their key. */
export async function saveKeyed(
  platform: Pick<Platform, 'vault' | 'ids'>,
  tx: Tx,
  households: readonly Pick<Given, 'answers' | 'keyIndex'>[],
  origin: Origin,
): Promise<Saved & { readonly kept: readonly KeptNow[] }> {
  const { vault } = platform;
  const given = households.map(({ keyIndex, answers }) => {
    const text = canonicalJson(answers, 'as-is');
    return { answers, text, keyIndex, contentIndex: vault.blindIndex(PURPOSE, `content|${text}`) };
  });
  const keys = given.map(({ keyIndex }) => keyIndex);
  const heads = new Map((await findHeads(tx, origin.institution, keys)).map((head) => [head.keyIndex, head]));
  const before = await openVersions(
    { vault, db: tx.db },
    [...heads.values()].map(({ id, answersVersion }) => ({ householdId: id, version: answersVersion })),
  );
  const next = given.map((one) => renew(platform, origin, one, heads.get(one.keyIndex), before));
  const news = next.filter(({ what }) => what !== 'unchanged');
  await keepHeads(
    tx,
    news.map(({ head }) => head),
    origin,
  );
  await keepVersions(platform, tx, news, origin);
  const count = (what: keyof Saved) => next.filter((one) => one.what === what).length;
  const kept = next.map(({ head: { id }, answers, numbers }) => ({ id, answers, numbers }));
  return { created: count('created'), changed: count('changed'), unchanged: count('unchanged'), kept };
}

interface Given {
  readonly answers: HouseholdAnswers;
  readonly text: string;
  readonly keyIndex: string;
  readonly contentIndex: string;
}

interface Renewed extends Given {
  readonly what: keyof Saved;
  readonly head: Head;
  readonly numbers: readonly number[];
}

function renew(
  { ids }: Pick<Platform, 'ids'>,
  { questionnaire }: Origin,
  given: Given,
  head: Head | undefined,
  opened: ReadonlyMap<string, OpenedAnswers>,
): Renewed {
  const { answers, contentIndex, keyIndex } = given;
  const known = head && opened.get(head.id);
  if (head && known && isSame(head, known, contentIndex)) {
    return { ...given, what: 'unchanged', head, numbers: known.numbers };
  }
  const before = known
    ? known.answers.members.map((one, at) => ({ number: known.numbers[at] ?? 0, answers: one }))
    : [];
  const { numbers, last } = numberMembers(questionnaire, before, head?.lastMember ?? 0, answers.members);
  const now = {
    id: head?.id ?? ids.next(),
    keyIndex,
    contentIndex,
    answersVersion: (head?.answersVersion ?? 0) + 1,
    members: answers.members.length,
    lastMember: last,
    keyEpoch: head?.keyEpoch ?? 0,
  };
  return { ...given, what: head ? 'changed' : 'created', head: now, numbers };
}

/** Under another key by now, the same answers are sealed anew. */
const isSame = (head: Head, known: OpenedAnswers, contentIndex: string) =>
  head.contentIndex === contentIndex && known.keyEpoch === head.keyEpoch;

async function findHeads(tx: Tx, institution: string, keys: readonly string[]): Promise<Head[]> {
  return tx
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.household')
    .select(['id', 'keyIndex', 'contentIndex', 'answersVersion', 'members', 'lastMember', 'keyEpoch'])
    .where('institution', '=', institution)
    .where('keyIndex', 'in', [...keys, ''])
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function keepHeads(tx: Tx, heads: readonly Head[], { institution, questionnaire }: Origin): Promise<void> {
  const common = { institution, questionnaire: questionnaire.code, createdAt: tx.now, updatedAt: tx.now };
  for (const chunk of chunksOf(heads, 500)) {
    await tx
      .db<SocialRegistryTables>()
      .insertInto('socialRegistry.household')
      .values(chunk.map((head) => ({ ...head, ...common })))
      .onConflict((clash) =>
        clash.column('id').doUpdateSet((excluded) => ({
          contentIndex: excluded.ref('excluded.contentIndex'),
          answersVersion: excluded.ref('excluded.answersVersion'),
          members: excluded.ref('excluded.members'),
          lastMember: excluded.ref('excluded.lastMember'),
          questionnaire: excluded.ref('excluded.questionnaire'),
          updatedAt: excluded.ref('excluded.updatedAt'),
        })),
      )
      .execute();
  }
}

async function keepVersions(
  { vault }: Pick<Platform, 'vault'>,
  tx: Tx,
  news: readonly Renewed[],
  { questionnaire, origin, who }: Origin,
): Promise<void> {
  const sealed = await sealVersions(
    { vault, db: tx.db },
    news.map(({ head, text }) => ({
      householdId: head.id,
      version: head.answersVersion,
      keyEpoch: head.keyEpoch,
      text,
    })),
  );
  const rows = news.map(({ head, numbers }, at) => ({
    householdId: head.id,
    version: head.answersVersion,
    questionnaire: questionnaire.code,
    questionnaireVersion: questionnaire.version,
    sealed: sealed[at] as Buffer,
    memberNumbers: [...numbers],
    keyEpoch: head.keyEpoch,
    origin,
    who,
    at: tx.now,
  }));
  for (const chunk of chunksOf(rows, 500)) {
    await tx.db<SocialRegistryTables>().insertInto('socialRegistry.householdAnswers').values(chunk).execute();
  }
}
