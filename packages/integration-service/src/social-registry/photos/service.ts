import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { KeptPhoto } from '@interlink/contracts/social-registry/intake';
import { readImage, type ImageType } from '@interlink/domain/social-registry/image-file';
import { MOST_PHOTO_BYTES, photosOf } from '@interlink/domain/social-registry/photos';
import { memberKey } from '@interlink/domain/social-registry/statements';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { PURPOSE, type SocialContext, type Villages } from '../context.js';
import { getOwn, lockOwn } from '../intake/own-household.js';
import { SOURCE } from '../to-registry.js';
import { findPhoto, keepPhoto, openPhoto, photosNow, type PhotoAt } from './store.js';

/** A photograph as it came. */
export interface Sent extends PhotoAt {
  readonly bytes: Buffer;
  /** SHA-256 of the bytes in base64, by who sent them: what was cut off on the way does not fit it. */
  readonly digest: string | undefined;
}

/** Photographs follow the household whose answers name them, one by one, however often the link breaks. SR-008. */
export interface Photos {
  /**
   * Keeps one; the same again is once. Throws `photo-refused` with the reason, `photo-unasked` when no newest answer
   * names it, and `not-found` for a household that is not the operator's.
   */
  keep(tx: Tx, operator: Operator, villages: Villages, sent: Sent): Promise<KeptPhoto>;
  /** One that came; the read of whom it shows is audited (S6) and counted (S12). Throws `not-found`. */
  show(
    operator: Operator,
    at: PhotoAt,
    purpose: Purpose,
  ): Promise<{ readonly type: ImageType; readonly bytes: Buffer }>;
}

export const openPhotos = (context: SocialContext): Photos => ({
  keep: (tx, operator, villages, sent) => keep(context, tx, operator, villages, sent),
  show: (operator, at, purpose) => show(context, operator, at, purpose),
});

async function keep(
  context: SocialContext,
  tx: Tx,
  operator: Operator,
  villages: Villages,
  { bytes, digest, ...at }: Sent,
): Promise<KeptPhoto> {
  const type = typeOf(bytes, digest);
  const { row, answers, numbers } = await lockOwn(context, tx, operator, villages, at.householdId);
  const { platform, questionnaires } = context;
  const questionnaire = questionnaires.get(row.questionnaire);
  const named = photosOf(questionnaire, answers).find(({ id }) => id === at.id);
  if (!named) throw new ServiceError('social-registry.photo-unasked');
  const contentIndex = platform.vault.blindIndex(PURPOSE, `photo|${bytes.toString('base64')}`);
  const before = await findPhoto(tx, at);
  if (before && before.contentIndex !== contentIndex) refuse('another');
  if (!before) {
    const memberNumber = named.member === undefined ? 0 : (numbers[named.member] ?? 0);
    const { question } = named;
    await keepPhoto(platform, tx, { ...at, memberNumber, question, type, contentIndex, bytes });
    const stream = `household:${at.householdId}`;
    tx.audit({ stream, action: 'social-registry.keep-photo', subject: at.householdId, body: { question } });
  }
  const now = await photosNow(tx, at.householdId, questionnaire, answers);
  return { id: at.id, awaited: now.filter(({ isKept }) => !isKept).length };
}

function typeOf(bytes: Buffer, digest: string | undefined): ImageType {
  if (bytes.length > MOST_PHOTO_BYTES) refuse('too-large');
  if (createHash('sha256').update(bytes).digest('base64') !== digest) refuse('digest');
  const image = readImage(bytes);
  return 'type' in image ? image.type : refuse(image.refusal);
}

function refuse(reason: string): never {
  throw new ServiceError('social-registry.photo-refused', { reason });
}

async function show(context: SocialContext, operator: Operator, at: PhotoAt, purpose: Purpose) {
  const { platform, registry } = context;
  const { numbers } = await getOwn(context, platform, operator, await context.villages(), at.householdId);
  const photo = await findPhoto(platform, at);
  if (!photo) throw new ServiceError('social-registry.not-found');
  // One of the household may show anybody of it.
  const whose = photo.memberNumber === 0 ? numbers : [photo.memberNumber];
  const keys = whose.map((number) => memberKey(at.householdId, number));
  const subjects = await registry.personIdsOf(platform, SOURCE, keys);
  const stream = `household:${at.householdId}`;
  const read = { action: 'social-registry.read-photo', stream, subjects, body: { purpose, photo: at.id } };
  return platform.auditedRead(operator.actor, read, async () => {
    const bytes = await openPhoto(platform, platform, at, photo.sealed);
    if (!bytes) throw new ServiceError('social-registry.not-found');
    return { type: photo.type, bytes };
  });
}
