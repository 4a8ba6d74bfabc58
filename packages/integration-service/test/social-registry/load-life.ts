import { systemActor } from '../../src/platform/actor.js';
import { createRegistry } from '../../src/registry/service.js';
import { createSocialRegistry } from '../../src/social-registry/service.js';
import type { Platform } from '../../src/platform/platform.js';
import { openimisWith, VILLAGE } from './kit.js';

/** A worker that loads one file. */
export async function life(platform: Platform, task: { readonly uploadId: string }): Promise<void> {
  const registry = createRegistry(platform);
  const social = await createSocialRegistry(platform, { registry, openimis: openimisWith([VILLAGE]) });
  await social.uploads.runLoad(task.uploadId, systemActor(platform.ids.next()));
}
