import { createHash } from 'node:crypto';
import type { ExportedPhoto } from '@interlink/contracts/registry/erasure';
import type { Platform } from '../../platform/platform.js';
import type { PhotographsOf } from '../../registry/service.js';
import { PURPOSE } from '../context.js';
import { SOURCE } from '../to-registry.js';
import { openPhoto, photosOfMembers, type MemberPhoto } from './store.js';

/**
 * SR-008: the photographs of a person, for the export that tells them what is kept: their own with the bytes, those of
 * their household by name, because others may be seen in them.
 */
export const photographsOf =
  (platform: Pick<Platform, 'vault' | 'db'>): PhotographsOf =>
  async (handle, records, institutions) => {
    const keys = records.filter(({ source }) => source === SOURCE).map(({ key }) => key);
    const all = await photosOfMembers(handle, keys);
    const own = all.filter(({ institution }) => institutions === 'all' || institutions.includes(institution));
    return {
      ids: own.map(({ id }) => id),
      isWithheld: own.length < all.length,
      async open() {
        const opened = await Promise.all(own.map((photo) => exported(platform, photo)));
        return opened.flatMap((photo) => photo ?? []);
      },
    };
  };

async function exported(
  platform: Pick<Platform, 'vault' | 'db'>,
  photo: MemberPhoto,
): Promise<ExportedPhoto | undefined> {
  const bytes = await openPhoto(platform, platform, photo, photo.sealed);
  if (!bytes) return undefined;
  const isOwn = photo.memberNumber !== 0;
  return {
    ...{ source: SOURCE, question: photo.question, purpose: PURPOSE, shows: isOwn ? 'person' : 'household' },
    ...{ keptAt: photo.at.toISOString(), keptBy: photo.who, type: photo.type },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(isOwn && { content: bytes.toString('base64') }),
  };
}
