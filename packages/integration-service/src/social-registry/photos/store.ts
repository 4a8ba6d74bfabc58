import type { HouseholdPhoto } from '@interlink/contracts/social-registry/intake';
import type { HouseholdAnswers, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { ImageType } from '@interlink/domain/social-registry/image-file';
import { photosOf } from '@interlink/domain/social-registry/photos';
import { memberKey } from '@interlink/domain/social-registry/statements';
import type { DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { PURPOSE } from '../context.js';
import type { SocialRegistryTables } from '../tables.js';

export interface PhotoAt {
  readonly householdId: string;
  readonly id: string;
}

export interface NewPhoto extends PhotoAt {
  readonly memberNumber: number;
  readonly question: string;
  readonly type: ImageType;
  readonly contentIndex: string;
  readonly bytes: Buffer;
}

/** Whose key it is: the photograph's own, so that erasure takes some of a household and leaves others (S15). */
const keyOwner = ({ householdId, id }: PhotoAt) => `household:${householdId}:photo:${id}`;

const placeOf = (photo: PhotoAt) =>
  ({
    table: 'social_registry.photo',
    column: 'sealed',
    rowId: `${photo.householdId}:${photo.id}`,
    subjectId: keyOwner(photo),
    purpose: PURPOSE,
  }) as const;

type Vault = Pick<Platform, 'vault'>;

export const findPhoto = (handle: DbHandle, { householdId, id }: PhotoAt) =>
  handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.photo')
    .select(['type', 'contentIndex', 'memberNumber', 'sealed'])
    .where('householdId', '=', householdId)
    .where('id', '=', id)
    .executeTakeFirst();

export interface MemberPhoto extends PhotoAt {
  readonly memberNumber: number;
  readonly question: string;
  readonly type: ImageType;
  readonly who: string;
  readonly at: Date;
  readonly institution: string;
  readonly sealed: Buffer;
}

const MEMBER_KEY = /^([0-9a-f-]{36}):\d+$/;

/** Of members by their keys in the registry, `<household>:<number>`, with those of their households; oldest first. */
export async function photosOfMembers(handle: DbHandle, keys: readonly string[]): Promise<MemberPhoto[]> {
  const households = [...new Set(keys.flatMap((key) => MEMBER_KEY.exec(key)?.[1] ?? []))];
  if (households.length === 0) return [];
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.photo as p')
    .innerJoin('socialRegistry.household as h', 'h.id', 'p.householdId')
    .select(['p.householdId', 'p.id', 'p.memberNumber', 'p.question', 'p.type', 'p.who', 'p.at', 'p.sealed'])
    .select('h.institution')
    .where('p.householdId', 'in', households)
    .orderBy('p.at')
    .orderBy('p.id')
    .execute();
  const members = new Set(keys);
  return rows.filter((row) => row.memberNumber === 0 || members.has(memberKey(row.householdId, row.memberNumber)));
}

export async function keepPhoto({ vault }: Vault, tx: Tx, { bytes, ...photo }: NewPhoto): Promise<void> {
  const sealed = await vault.sealNew(tx, placeOf(photo), bytes.toString('base64'));
  await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.photo')
    .values({ ...photo, sealed, who: tx.actor.loginName, at: tx.now })
    .execute();
}

/** Undefined when its key was destroyed. */
export async function openPhoto(
  { vault }: Vault,
  handle: DbHandle,
  at: PhotoAt,
  sealed: Buffer,
): Promise<Buffer | undefined> {
  const text = await vault.open(handle, placeOf(at), sealed);
  return text === undefined ? undefined : Buffer.from(text, 'base64');
}

/** The photographs that a household's answers name, and which of them came. */
export async function photosNow(
  handle: DbHandle,
  householdId: string,
  questionnaire: Questionnaire,
  answers: HouseholdAnswers,
): Promise<HouseholdPhoto[]> {
  const named = photosOf(questionnaire, answers);
  if (named.length === 0) return [];
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.photo')
    .select('id')
    .where('householdId', '=', householdId)
    .execute();
  const kept = new Set(rows.map(({ id }) => id));
  return named.map((photo) => ({ ...photo, isKept: kept.has(photo.id) }));
}

/**
 * S15: destroys the photographs of one member, of every version of the answers, and those of the household as a whole,
 * for who can be seen in them nobody knows; without a number, all of the household.
 */
export async function forgetPhotos({ vault }: Vault, tx: Tx, householdId: string, number?: number): Promise<void> {
  const db = tx.db<SocialRegistryTables>();
  let gone = db.deleteFrom('socialRegistry.photo').where('householdId', '=', householdId);
  if (number !== undefined) gone = gone.where('memberNumber', 'in', [0, number]);
  const rows = await gone.returning('id').execute();
  for (const { id } of rows) await vault.eraseSubject(tx, keyOwner({ householdId, id }), PURPOSE);
}
